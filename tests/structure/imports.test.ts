import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** Which folders the files of a folder may import; packages of ours count as their folder. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
    infra: ["infra", "sql", "tables"],
    stacks: ["infra", "sql", "stacks", "tables"],
    policy: ["policy"],
    review: ["review"],
    sql: ["sql"],
    tables: ["tables"],
    examples: ["examples", "tables"],
    sandbox: ["sandbox", "sql", "stacks", "tables"],
    operations: ["infra", "operations", "sql", "stacks", "tables"],
    functions: ["functions"],
};

function sources(folder: string): string[] {
    return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
        .map((file) => join(folder, file));
}

function specifiersOf(file: string): string[] {
    const text = readFileSync(join(ROOT, file), "utf8");
    return [...text.matchAll(/(?:from|import|require\()\s*\(?"([^"]+)"/g)].map(
        ([, name = ""]) => name,
    );
}

/** The top folders that a file imports from. */
function importsOf(file: string): string[] {
    return specifiersOf(file).flatMap((specifier) => {
        if (specifier.startsWith("@pii-platform/")) {
            return [specifier.split("/")[1] ?? ""];
        }
        if (!specifier.startsWith(".")) {
            return [];
        }
        const target = relative(ROOT, resolve(ROOT, dirname(file), specifier));
        return [target.split("/")[0] ?? ""];
    });
}

describe("imports", () => {
    for (const [folder, allowed] of Object.entries(ALLOWED)) {
        it(`of ${folder}/ go only to ${allowed.join(", ")}`, () => {
            const files = sources(folder);
            assert.ok(files.length > 0, `${folder}/ has no source`);
            const wrong = files.flatMap((file) =>
                importsOf(file)
                    .filter((target) => !allowed.includes(target))
                    .map((target) => `${file} imports ${target}/`),
            );
            assert.deepEqual(wrong, []);
        });
    }

    it("of tables/ are of no package: its types and calculations are anybody's", () => {
        const packages = sources("tables").flatMap((file) =>
            specifiersOf(file).filter((specifier) => !specifier.startsWith(".")),
        );
        assert.deepEqual(packages, []);
    });
});
