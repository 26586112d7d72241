import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changedStacks, type Sources } from "../../operations/stacks/changed";
import { ACTIONS, pulumiArguments } from "../../operations/stacks/commands";
import { sourcesOf } from "../../operations/stacks/sources";
import { type PulumiStack, stacksOf } from "../../operations/stacks/stacks-of";
import { LAYERS } from "../../stacks/layers";

const ROOT = join(__dirname, "../..");

const layered = (stack: string): PulumiStack[] =>
    LAYERS.map((layer) => ({
        stack,
        project: `pii-${layer}`,
        folder: `stacks/${layer}`,
        layers: [layer],
        policyConfig: "policy/config/prod.json",
    }));
const whole: PulumiStack = {
    stack: "dev",
    project: "pii-platform",
    folder: ".",
    layers: [...LAYERS],
};

describe("the stacks of an environment", () => {
    let root: string;
    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "pii-stacks-"));
    });
    afterEach(() => {
        rmSync(root, { recursive: true, force: true });
    });
    const settings = (stack: string, more: object) => {
        const config = {
            "aws:region": "eu-west-1",
            "aws:allowedAccountIds": ["111122223333"],
            ...more,
        };
        writeFileSync(join(root, `Pulumi.${stack}.yaml`), JSON.stringify({ config }));
    };

    it("are its layers in order, that of the database only where there is a way to it", () => {
        mkdirSync(join(root, "policy/config"), { recursive: true });
        writeFileSync(join(root, "policy/config/prod.json"), "{}");
        settings("prod", { "pii:database": { connection: "direct" } });
        assert.deepEqual(stacksOf(root, "prod"), layered("prod"));
        for (const database of [undefined, {}, { connection: "none" }]) {
            settings("prod", { "pii:database": database });
            assert.deepEqual(
                stacksOf(root, "prod"),
                layered("prod").filter(({ project }) => project !== "pii-database"),
            );
        }
    });

    it("is one where the layout is whole, judged as its kind is", () => {
        mkdirSync(join(root, "policy/config"), { recursive: true });
        writeFileSync(join(root, "policy/config/dev.json"), "{}");
        const way = { "pii:database": { connection: "tunnel" } };
        settings("mine", { "pii:environment": "dev", ...way });
        assert.deepEqual(stacksOf(root, "mine"), [
            { ...whole, stack: "mine", policyConfig: "policy/config/dev.json" },
        ]);
    });

    it("are none where there is no such environment", () => {
        assert.throws(() => stacksOf(root, "moon"), /there is no environment "moon"/);
    });
});

describe("the stacks that a change touches", () => {
    const sources: Sources = new Map([
        ["keys", new Set(["stacks/keys/index.ts", "infra/keys/data-key.ts", "infra/tags.ts"])],
        ["network", new Set(["stacks/network/index.ts", "infra/tags.ts"])],
        ["aurora", new Set(["infra/function-code.ts"])],
        ["database", new Set(["sql/runner.ts"])],
    ]);
    const touched = (...files: string[]) =>
        changedStacks(files, layered("prod"), sources).map(({ layers }) => layers[0]);

    const cases: Readonly<Record<string, [file: string, layers: readonly string[]]>> = {
        "a file of one program": ["infra/keys/data-key.ts", ["keys"]],
        "a file of several": ["infra/tags.ts", ["keys", "network"]],
        "a file of none": ["infra/unused.ts", []],
        "a project's own file": ["stacks/guardrails/Pulumi.yaml", ["guardrails"]],
        "the whole's project file": ["Pulumi.yaml", []],
        "the environment's settings": ["Pulumi.prod.yaml", LAYERS],
        "another environment's": ["Pulumi.dev.yaml", []],
        "a package": ["package-lock.json", LAYERS],
        "a rule": ["policy/rules/kms/kms-key-rotation.ts", LAYERS],
        "a page about rules": ["policy/RULES.md", []],
        "a migration": ["sql/migrations/000002_more.sql", ["database"]],
        "a function": ["functions/database-access/aws.ts", ["aurora"]],
        documentation: ["docs/deploy.md", []],
        "a test": ["tests/infra/keys.test.ts", []],
    };
    for (const [what, [file, layers]] of Object.entries(cases)) {
        it(`are ${layers.join(", ") || "none"} for ${what}`, () => {
            assert.deepEqual(touched(file), layers);
        });
    }

    it("are in order, whatever the order of the files is", () => {
        assert.deepEqual(touched("sql/x.sql", "infra/keys/data-key.ts"), ["keys", "database"]);
    });

    it("are the whole one for anything in it", () => {
        const isTouched = (file: string) => changedStacks([file], [whole], sources).length === 1;
        for (const file of ["infra/keys/data-key.ts", "Pulumi.yaml", "stacks/whole/index.ts"]) {
            assert.ok(isTouched(file), file);
        }
        for (const file of ["stacks/keys/Pulumi.yaml", "Pulumi.prod.yaml", "README.md"]) {
            assert.ok(!isTouched(file), file);
        }
    });

    it("are known by what this repository's programs import", async () => {
        const real = await sourcesOf(ROOT);
        assert.deepEqual([...real.keys()], LAYERS);
        const users = (file: string) => LAYERS.filter((layer) => real.get(layer)?.has(file));
        for (const layer of LAYERS) {
            assert.deepEqual(users(`stacks/${layer}/program.ts`), [layer]);
        }
        assert.deepEqual(users("infra/keys/data-key.ts"), ["keys"]);
        assert.deepEqual(users("infra/function-code.ts"), ["aurora"]);
        assert.deepEqual(users("sql/runner.ts"), ["database"]);
        assert.deepEqual(users("stacks/layout.ts"), LAYERS);
        const outside = [...real.values()].flatMap((files) =>
            [...files].filter((file) => !/^(infra|stacks|sql|tables)\//.test(file)),
        );
        assert.deepEqual(outside, []);
    });
});

describe("what Pulumi is asked to do with a stack", () => {
    const [keys = whole] = layered("prod");
    const at = ["-C", "/repo/stacks/keys", "--non-interactive", "--stack", "prod"];
    const pack = [
        ...["--policy-pack", "/repo/policy"],
        ...["--policy-pack-config", "/repo/policy/config/prod.json"],
    ];

    it("is a preview with the policy pack, and with an event log where one is wanted", () => {
        const preview = ["preview", "--diff", ...at, ...pack];
        assert.deepEqual(pulumiArguments("preview", keys, "/repo"), preview);
        assert.deepEqual(pulumiArguments("preview", keys, "/repo", "/events"), [
            ...preview,
            "--event-log",
            "/events/pii-keys.jsonl",
        ]);
    });

    it("is an update with the policy pack", () => {
        assert.deepEqual(pulumiArguments("up", keys, "/repo"), ["up", "--yes", ...at, ...pack]);
    });

    it("is a look at drift that changes nothing, and runs the program where it must", () => {
        const drift = ["refresh", "--preview-only", "--expect-no-changes", "--diff"];
        assert.deepEqual(pulumiArguments("drift", keys, "/repo"), [...drift, ...at]);
        const ofWhole = pulumiArguments("drift", whole, "/repo");
        assert.deepEqual(ofWhole.slice(-1), ["--run-program"]);
    });

    it("asks for a pack even where no environment has a config", () => {
        for (const action of ACTIONS.filter((name) => name !== "drift")) {
            const args = pulumiArguments(action, whole, "/repo");
            assert.ok(args.includes("--policy-pack"));
            assert.ok(!args.includes("--policy-pack-config"));
        }
    });
});
