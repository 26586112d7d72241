import assert from "node:assert/strict";
import { DatabaseError } from "pg";
import { failure } from "../../../functions/database-access/failures";

describe("a failure of database-access", () => {
    const database = (code: string) => {
        const error = new DatabaseError("jane@example.org", 1, "error");
        error.code = code;
        return error;
    };
    const system = (code: string) => Object.assign(new Error("jane@example.org"), { code });

    const CASES: readonly (readonly [Error, string])[] = [
        [database("28000"), "login-refused"],
        [database("53300"), "too-many-connections"],
        [database("57P03"), "starting"],
        [database("42501"), "not-allowed"],
        [database("55P03"), "lock-timeout"],
        [database("23505"), "database"],
        [system("ENOTFOUND"), "host-not-found"],
        [system("ECONNRESET"), "connection-lost"],
        [system("CERT_HAS_EXPIRED"), "certificate"],
        [system("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "certificate"],
        [system("SELF_SIGNED_CERT_IN_CHAIN"), "certificate"],
        [new TypeError("jane@example.org"), "unexpected"],
    ];
    for (const [error, code] of CASES) {
        it(`is "${code}" for ${(error as { code?: string }).code ?? error.name}, and tells nothing of the error`, () => {
            const told = failure(error);
            assert.equal(told.code, code);
            assert.doesNotMatch(`${told.message} ${told.stack}`, /jane/);
            assert.equal(told.cause, undefined);
        });
    }

    it("tells the SQLSTATE of an error that it does not know", () => {
        assert.equal(
            failure(database("23505")).message,
            "the database reported an error: SQLSTATE 23505",
        );
    });
});
