import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresBackend } from "../../sandbox/postgres/backend";
import { databaseSpec } from "../support/postgres";

describe("the account that PostgreSQL runs as", () => {
    it("keeps the data where the server's account can get to them", function () {
        if (process.getuid?.() !== 0) {
            this.skip();
        }
        const closed = mkdtempSync(join(tmpdir(), "pii-platform-"));
        try {
            const { dir } = postgresBackend(join(closed, "postgres"));
            assert.match(dir, /^\/var\/lib\/pii-platform\/postgres-[0-9a-f]{12}$/);
            rmSync(dir, { recursive: true });
            chmodSync(closed, 0o711);
            assert.equal(postgresBackend(join(closed, "postgres")).dir, join(closed, "postgres"));
        } finally {
            rmSync(closed, { recursive: true });
        }
    });

    it("runs for an ordinary user as well", function () {
        const ordinary = { uid: 65534, gid: 65534 };
        const canRead = () => {
            const script = `require("node:fs").accessSync(${JSON.stringify(__filename)})`;
            return (
                spawnSync(process.execPath, ["-e", script], { ...ordinary, cwd: "/" }).status === 0
            );
        };
        // Root may have checked this out where nobody else can look.
        if (process.getuid?.() !== 0 || !canRead()) {
            this.skip();
        }
        const home = mkdtempSync(join(tmpdir(), "pii-platform-"));
        chmodSync(home, 0o777);
        const script = `
            const { postgresBackend } = require("./sandbox/postgres/backend.ts");
            const backend = postgresBackend(${JSON.stringify(join(home, "data"))});
            backend.create(${JSON.stringify(databaseSpec())})
                .then(() => backend.delete("test"))
                .then(() => console.log("done"));`;
        try {
            const output = execFileSync(process.execPath, ["--require", "tsx/cjs", "-e", script], {
                ...ordinary,
                env: { PATH: process.env.PATH, HOME: home, TMPDIR: home },
            });
            assert.equal(output.toString(), "done\n");
        } finally {
            rmSync(home, { recursive: true });
        }
    });
});
