import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../sandbox/platform/repository";
import { run } from "../operations/data/harness";
import { Rehearsal } from "../support/rehearsal";

const FREE = { "pii:deletionProtection": false, "pii:unsafeAllowProdDeletion": true };

describe("engine: the tables of a rehearsal, by npm run data", function () {
    const root = mkdtempSync(join(tmpdir(), "pii-root-"));
    copyFileSync(join(ROOT, "Pulumi.prod.yaml"), join(root, "Pulumi.prod.yaml"));
    const projects = ["pii-keys", "pii-network", "pii-dynamodb"];
    const rehearsal = new Rehearsal("prod", projects, "prod", join(root, ".sandbox", "prod"));
    const where = ["--stack", "prod", "--endpoint", "sandbox"];
    const data = (...args: string[]) => run([...args, ...where], { root });

    before(() => rehearsal.up());
    after(async () => {
        await rehearsal.end();
        rmSync(root, { recursive: true });
    });

    interface Line {
        readonly name: string;
        readonly physicalName: string;
    }

    async function list(): Promise<Line[]> {
        const { said } = await data("list", "--json");
        return JSON.parse(said.join("\n")) as Line[];
    }

    async function tokensTable(): Promise<string> {
        return (await list()).find(({ name }) => name === "tokens")?.physicalName ?? "";
    }

    it("are listed with how they are protected", async () => {
        const lines = await list();
        const common = { status: "ACTIVE", items: 0, bytes: null, replicas: [] };
        const safe = { deletionProtection: true, recoveryDays: 35, key: "ours" };
        assert.deepEqual(
            lines,
            [
                { name: "consents", indexes: ["by-purpose"] },
                { name: "tokens", indexes: ["by-user"] },
            ].map((line, i) => ({
                ...line,
                ...common,
                ...safe,
                physicalName: lines[i]?.physicalName,
            })),
        );
        assert.match(lines[0]?.physicalName ?? "", /^consents-[0-9a-f]{7}$/);
        assert.deepEqual((await data("load")).said, [
            `${lines[0]?.physicalName ?? ""} is as its spec says`,
            `${lines[1]?.physicalName ?? ""} is as its spec says`,
        ]);
    });

    it("are seeded only by their names", async () => {
        const tokens = await tokensTable();
        const seed = ["seed", "--table", "tokens", "--items", "100"];
        assert.deepEqual((await data(...seed)).error, [
            "nothing was done:",
            `  - ${tokens} is protected, of prod: to write generated items into it say --confirm ${tokens}`,
        ]);
        assert.equal((await data(...seed, "--confirm", tokens)).code, 0);
        const { items } = (await list())[1] as unknown as { items: number };
        assert.equal(items, 100);
    });

    it("are not dropped while they are protected, and then only by their names", async () => {
        const tokens = await tokensTable();
        const drop = ["drop", "--table", "tokens"];
        assert.deepEqual((await data(...drop, "--confirm", tokens)).error, [
            "nothing was dropped:",
            `  - ${tokens} is protected against deletion: set pii:deletionProtection: false and pii:unsafeAllowProdDeletion: true in Pulumi.prod.yaml, then npm start -- --stack prod`,
        ]);
        // The policy pack would have none of it.
        await rehearsal.with(FREE, async ({ stacks }) => {
            for (const stack of stacks) {
                await stack.up({ policies: false });
            }
        });
        assert.deepEqual((await data(...drop)).error, [
            "nothing was done:",
            `  - ${tokens} is of prod: to delete it with all that is in it say --confirm ${tokens}`,
        ]);
        assert.deepEqual(await data(...drop, "--confirm", tokens), {
            said: [
                `${tokens} is deleted, with 100 items; nothing of it stays`,
                "npm run data -- load --stack prod --endpoint sandbox makes it anew, empty",
            ],
            code: 0,
        });
        assert.deepEqual((await data("load", "--table", "tokens")).said, [`${tokens} is made`]);
    });
});
