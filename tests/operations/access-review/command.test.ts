import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");
const ARN = "arn:aws:iam::111122223333:role/app";

describe("npm run access-review", function () {
    // It loads the simulator, with all of IAM's actions.
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "pii-review-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    const review = (...args: string[]) => {
        const main = join(ROOT, "operations", "access-review", "main.ts");
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            ["--require", "tsx/cjs", main, ...args],
            { cwd: ROOT, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
        );
        return { status, stdout, stderr };
    };
    /** A state with one role, that this principal may take on. */
    const state = (name: string, principal: string) => {
        const trust = {
            Version: "2012-10-17",
            Statement: [
                { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: principal } },
            ],
        };
        const role = {
            urn: "urn:pulumi:prod::pii-x::aws:iam/role:Role::app",
            type: "aws:iam/role:Role",
            outputs: { arn: ARN, assumeRolePolicy: JSON.stringify(trust) },
        };
        const file = join(folder, name);
        writeFileSync(file, JSON.stringify({ deployment: { resources: [role] } }));
        return file;
    };

    it("ends with 1 where something is too wide, and writes that to a file", () => {
        const output = join(folder, "review.csv");
        const found = review(
            ...["--state", state("a.json", "arn:aws:iam::444455556666:root")],
            ...["--format", "csv", "--output", output],
        );
        assert.deepEqual(found, { status: 1, stdout: "", stderr: "" });
        assert.deepEqual(readFileSync(output, "utf8").split("\r\n"), [
            "area,who,may,what,in detail,by,only if,marked",
            "aws,arn:aws:iam::444455556666:root,take on,role app,,its trust,," +
                "wide: account 444455556666 is another one",
            "",
        ]);
    });

    it("ends with 0 where nothing is, and says what it has not looked at", () => {
        const found = review("--state", state("a.json", ARN), "--format", "json");
        assert.equal(found.status, 0);
        const { notes } = JSON.parse(found.stdout) as { readonly notes: readonly string[] };
        assert.deepEqual(notes, [
            "what is unused by IAM (say --last-used)",
            "the database (say --stack, and leave --no-database out)",
        ]);
    });

    it("ends with 2 where it could not review", () => {
        assert.equal(review("--stat", "x").status, 2);
        const { status, stderr } = review("--state", join(folder, "none.json"));
        assert.equal(status, 2);
        assert.match(stderr, /none\.json: ENOENT/);
    });
});
