import assert from "node:assert/strict";
import { rewritten } from "../../infra/database/migrations";

const FIRST = { name: "000001_users.sql", sql: "create table a ();", checksum: "a" };
const SECOND = { name: "000002_more.sql", sql: "create table b ();", checksum: "b" };

describe("migrations that were applied", () => {
    it("may be followed by new ones", () => {
        assert.deepEqual(rewritten([FIRST], [FIRST, SECOND]), []);
    });

    it("may not change, nor go", () => {
        assert.deepEqual(rewritten([FIRST, SECOND], [{ ...FIRST, checksum: "x" }]), [
            "000001_users.sql has been applied, but its file was changed since; put it back as it was, and write a new migration",
            "000002_more.sql has been applied, but its file is gone; put it back",
        ]);
    });
});
