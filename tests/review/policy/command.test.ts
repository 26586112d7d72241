import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ofEvents, ofFindings, ofRehearsal, ofState } from "../../../scripts/policy/sources";
import { KEY, report } from "./sample";
import { stateOf } from "./state";

const ROOT = join(__dirname, "../../..");

describe("npm run policy -- check", function () {
    // It starts the CLI, and that the pack.

    let dir: string;
    before(() => {
        dir = mkdtempSync(join(tmpdir(), "pii-check-"));
    });
    after(() => {
        rmSync(dir, { recursive: true, force: true });
    });
    const file = (name: string, text: string) => {
        writeFileSync(join(dir, name), text);
        return join(dir, name);
    };
    const check = (...args: string[]) => {
        const script = join(ROOT, "scripts/policy.ts");
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            ["--require", "tsx/cjs", script, "check", ...args],
            { cwd: ROOT, encoding: "utf8" },
        );
        return { status, stdout, stderr };
    };

    it("judges an exported state, by the environment that its stack is named after", () => {
        const output = join(dir, "found.json");
        const state = file("bad.json", JSON.stringify(stateOf({ enableKeyRotation: false })));
        const { status, stderr } = check(
            ...["--state", state, "--format", "json", "--output", output],
        );
        assert.equal(status, 1, stderr);
        const { stacks, findings } = JSON.parse(readFileSync(output, "utf8")) as typeof report;
        assert.deepEqual(stacks, ["pii-keys/prod"]);
        assert.ok(
            findings.some(
                ({ rule, level, resource }) =>
                    rule === "kms-key-rotation" && level === "mandatory" && resource?.urn === KEY,
            ),
            JSON.stringify(findings),
        );
    });

    it("goes by a config of one's own", () => {
        const state = file("bad.json", JSON.stringify(stateOf({ enableKeyRotation: false })));
        const config = file("config.json", JSON.stringify({ all: "disabled" }));
        const { status, stdout } = check("--state", state, "--config", config);
        assert.deepEqual({ status, stdout }, { status: 0, stdout: "no findings in 1 stack\n" });
    });

    it("joins what earlier checks and previews found", () => {
        const findings = file("findings.json", JSON.stringify({ version: 1, ...report }));
        const urn = KEY.replace("pii-keys", "pii-backup");
        const events = file(
            "events.jsonl",
            [
                { sequence: 0, resourcePreEvent: { metadata: { urn } } },
                { sequence: 1, summaryEvent: { PolicyPacks: { p: "1" }, result: "succeeded" } },
            ]
                .map((event) => JSON.stringify(event))
                .join("\n"),
        );
        const { status, stdout } = check("--findings", findings, "--events", events);
        assert.equal(status, 1);
        assert.match(stdout, /\n1 mandatory, 1 advisory, 1 waived findings in 3 stacks\n$/);
    });

    it("ends with 2 where nothing was judged", () => {
        for (const [args, error] of [
            [["--state", join(dir, "none.json")], /none\.json is not there$/m],
            [["--format", "xml"], /Allowed choices are table, json, sarif, junit, markdown/],
        ] as const) {
            const { status, stdout, stderr } = check(...args);
            assert.match(stderr, error);
            assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
        }
    });

    const wrong: Readonly<Record<string, [what: () => unknown, error: RegExp]>> = {
        "an environment that is not there": [
            () => ofRehearsal("moon"),
            /^there is no environment "moon"; the ones that exist: dev, prod, staging\./,
        ],
        "a state that is no JSON": [
            () => ofState(file("text.json", "state")),
            /text\.json is no JSON: /,
        ],
        "JSON that is no state": [
            () => ofState(file("other.json", '{"a": 1}')),
            /other\.json is no state: it holds no deployment; give what `pulumi stack export/,
        ],
        "a stack that was never deployed": [
            () => ofState(file("empty.json", '{"version": 3, "deployment": {}}')),
            /empty\.json is a state without resources: that stack was never deployed/,
        ],
        "a state that the engine does not take": [
            () => ofState(file("old.json", JSON.stringify({ ...stateOf({}), version: 99 }))),
            /old\.json could not be judged: .*version/,
        ],
        "a config that is not there": [
            () => ofState(file("good.json", JSON.stringify(stateOf({}))), join(dir, "none.json")),
            /none\.json is not there/,
        ],
        "a config with rules and parameters that there are not": [
            () =>
                ofState(
                    file("good.json", JSON.stringify(stateOf({}))),
                    file(
                        "config.json",
                        JSON.stringify({
                            "kms-key-rotates": "advisory",
                            "log-group-retention": { days: "30", weeks: 3 },
                        }),
                    ),
                ),
            /config\.json: kms-key-rotates is no rule of this pack.*\n.*config\.json: .*days.*"30".*\n.*config\.json: .*weeks/,
        ],
        "an event log that is none": [
            () => ofEvents(file("events.txt", "Previewing update (prod)")),
            /events\.txt is no event log: line 1/,
        ],
        "findings that are none": [
            () => ofFindings(file("f.json", "{}")),
            /f\.json holds no findings as --format json writes them/,
        ],
    };
    for (const [what, [given, error]] of Object.entries(wrong)) {
        it(`refuses ${what}`, async () => {
            await assert.rejects(
                async () => {
                    await given();
                },
                ({ message }: Error) => {
                    assert.match(message, error);
                    return true;
                },
            );
        });
    }
});
