import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Notes down what it is asked for, and fails for one folder. */
const PULUMI = `#!/usr/bin/env node
const { appendFileSync } = require("node:fs");
const [action, ...rest] = process.argv.slice(2);
const folder = rest[rest.indexOf("-C") + 1];
appendFileSync(process.env.ASKED, [action, folder, process.env.PULUMI_DEBUG_COMMANDS].join(" ") + "\\n");
process.exit(folder.endsWith(process.env.FAILING) ? 255 : 0);
`;

describe("npm run stacks", function () {
    let dir: string;
    beforeEach(() => {
        dir = mkdtempSync(join(tmpdir(), "pii-stacks-"));
        writeFileSync(join(dir, "pulumi"), PULUMI);
        chmodSync(join(dir, "pulumi"), 0o755);
    });
    afterEach(() => {
        rmSync(dir, { recursive: true, force: true });
    });
    const run = (args: readonly string[], failing = "nothing", path = dir) => {
        const asked = join(dir, "asked");
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            ["--require", "tsx/cjs", join(ROOT, "operations/stacks/main.ts"), ...args],
            {
                cwd: ROOT,
                encoding: "utf8",
                env: {
                    ...process.env,
                    PATH: [path, dirname(process.execPath)].join(delimiter),
                    ASKED: asked,
                    FAILING: failing,
                },
            },
        );
        const lines = existsSync(asked) ? readFileSync(asked, "utf8").trim().split("\n") : [];
        return { status, stdout, stderr, asked: lines.map((line) => line.replace(ROOT, "")) };
    };
    const layers = ["keys", "network", "aurora", "dynamodb", "guardrails"];
    const asks = (action: string, names: readonly string[]) =>
        names.map((layer) => `${action} /stacks/${layer} true`);

    it("updates one stack after the other, and stops at the first that fails", () => {
        assert.deepEqual(run(["up", "--stack", "prod"]).asked, asks("up", layers));
        rmSync(join(dir, "asked"));
        const { status, stderr, asked } = run(["up", "--stack", "prod"], "network");
        assert.deepEqual(asked, asks("up", ["keys", "network"]));
        assert.equal(status, 1);
        assert.match(stderr, /pii-network\/prod failed; the others wait for it/);
    });

    it("previews all of them, whichever fails, into a folder that it makes", () => {
        const events = join(dir, "a/b");
        const { status, asked } = run(["preview", "--stack", "prod", "--events", events], "keys");
        assert.deepEqual(asked, asks("preview", layers));
        assert.equal(status, 1);
        assert.ok(existsSync(events));
    });

    it("lists the stacks, or none where nothing has changed", () => {
        const list = (...more: string[]) =>
            run(["list", "--stack", "prod", ...more], "", process.env.PATH);
        assert.equal(list().stdout, layers.map((layer) => `pii-${layer}\n`).join(""));
        assert.deepEqual(list("--changed-since", "HEAD"), {
            status: 0,
            stdout: "",
            stderr: "",
            asked: [],
        });
    });

    for (const [what, args, error] of [
        ["an environment that is not there", ["up", "--stack", "moon"], /no environment "moon"/],
        ["an action that is none", ["destroy", "--stack", "prod"], /Allowed choices are list, pr/],
        ["no environment", ["up"], /required option '--stack <name>' not specified/],
        [
            "a commit that is not there",
            ["list", "--stack", "prod", "--changed-since", "nowhere"],
            /what changed since nowhere cannot be told; fetch that commit/,
        ],
    ] as const) {
        it(`ends with 2 at ${what}`, () => {
            const { status, stderr, asked } = run(args, "", process.env.PATH);
            assert.match(stderr, error);
            assert.deepEqual({ status, asked }, { status: 2, asked: [] });
        });
    }

    it("ends with 2 where there is no Pulumi", () => {
        rmSync(join(dir, "pulumi"));
        const { status, stderr } = run(["up", "--stack", "prod"]);
        assert.match(stderr, /^pulumi cannot be run: .*ENOENT; install it/m);
        assert.equal(status, 2);
    });
});
