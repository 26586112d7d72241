import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Access } from "../../../operations/access-review/finding";
import type { Identity } from "../../../operations/access-review/identities";
import { markUnused } from "../../../operations/access-review/last-used";

const NOW = Date.parse("2026-06-30T00:00:00Z");

/**
 * Answers as the AWS CLI does: one service long ago, one lately, all others never, and as many as it is
 * asked for, by the alphabet.
 */
const CLI = `#!/usr/bin/env node
const [service, operation, flag, value, , most = 100] = process.argv.slice(2);
const others = Array.from({ length: 150 }, (_, i) => ({ ServiceNamespace: "a" + i }));
const answers = {
    "generate-service-last-accessed-details": { JobId: "job of " + value },
    "get-service-last-accessed-details": value === "job of arn:role/app"
        ? { JobStatus: "COMPLETED", ServicesLastAccessed: [
            ...others,
            { ServiceNamespace: "dynamodb", LastAuthenticated: "2026-06-29T00:00:00+00:00" },
            { ServiceNamespace: "kms", LastAuthenticated: "2026-01-02T00:00:00+00:00" },
            { ServiceNamespace: "s3" },
        ].slice(0, Number(most)) }
        : { JobStatus: "FAILED" },
};
console.log(JSON.stringify(answers[operation]));
`;

describe("what IAM has not seen in use", () => {
    const { PATH } = process.env;
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "pii-iam-"));
        writeFileSync(join(folder, "aws"), CLI);
        chmodSync(join(folder, "aws"), 0o755);
        process.env.PATH = [folder, PATH].join(delimiter);
    });
    afterEach(() => {
        process.env.PATH = PATH;
        rmSync(folder, { recursive: true });
    });

    const access = (who: string, what: string): Access => ({
        ...{ area: "aws", who, kind: "read", what, detail: "", by: [], onlyIf: [], marks: [] },
    });
    const identity = (name: string, arn?: string): Identity => ({
        ...{ name, principal: "x", policies: [], marks: [] },
        ...(arn !== undefined && { arn }),
    });

    it("is marked service by service; logins to the database are not counted", async () => {
        const marked = await markUnused(
            [
                ...["table t", "key k", "bucket b", "login pii_app of c"].map((what) =>
                    access("role app", what),
                ),
                access("service s", "key k"),
            ],
            [identity("role app", "arn:role/app"), identity("service s")],
            NOW,
        );
        assert.deepEqual(
            marked.map(({ marks }) => marks.map(({ reason }) => reason)),
            [
                [],
                ["not used for kms since 2026-01-02"],
                ["never used for s3, as far as IAM remembers"],
                [],
                [],
            ],
        );
    });

    it("is an error where IAM does not tell", async () => {
        await assert.rejects(
            markUnused([access("role b", "table t")], [identity("role b", "arn:role/b")], NOW),
            { message: "IAM does not tell when arn:role/b was last used; try again later" },
        );
    });
});
