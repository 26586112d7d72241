import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { baselineOf } from "../../../scripts/policy/baseline";
import { ofState } from "../../../scripts/policy/sources";
import { configuredFiles, waiverList, waiverTable } from "../../../scripts/policy/waivers";
import { KEY } from "./sample";
import { stateOf } from "./state";

describe("exceptions from the policy pack", function () {
    // It starts the CLI, and that the pack.

    let dir: string;
    beforeEach(() => {
        dir = mkdtempSync(join(tmpdir(), "pii-exceptions-"));
    });
    afterEach(() => {
        rmSync(dir, { recursive: true, force: true });
    });
    const file = (name: string, content: unknown) => {
        writeFileSync(join(dir, name), JSON.stringify(content, undefined, 4));
        return join(dir, name);
    };
    const waiver = {
        rule: "kms-key-rotation",
        resource: "aurora",
        reason: "an HSM's key",
        owner: "data team",
        expires: "2027-05-31",
    };

    describe("npm run policy -- waivers", () => {
        it("tells those in force from those that expire or have, the next one first", () => {
            const waivers = file("waivers.json", [
                { ...waiver, resource: "later" },
                { ...waiver, resource: "soon", expires: "2027-02-01" },
                { ...waiver, resource: "last day", expires: "2027-01-02" },
                { ...waiver, resource: "over", expires: "2027-01-01" },
                { ...waiver, resource: "after soon", expires: "2027-02-02" },
            ]);
            const list = waiverList(waivers, "2027-01-02");
            assert.deepEqual(
                list.waivers.map(({ resource, state }) => [resource, state]),
                [
                    ["over", "expired"],
                    ["last day", "expires soon"],
                    ["soon", "expires soon"],
                    ["after soon", "in force"],
                    ["later", "in force"],
                ],
            );
            assert.deepEqual(list.mistakes, []);
        });

        it("names those that are malformed", () => {
            const list = waiverList(
                file("waivers.json", [waiver, { ...waiver, owner: "" }, { ...waiver, rule: "x" }]),
                "2027-01-02",
            );
            assert.equal(list.waivers.length, 1);
            assert.equal(list.mistakes.length, 2);
            const text = stripVTControlCharacters(waiverTable([list])).split("\n");
            assert.match(text[0] ?? "", /waivers\.json: 1 waiver$/);
            assert.equal(
                text[2],
                "in force  2027-05-31  kms-key-rotation  aurora    data team  an HSM's key",
            );
            assert.match(text[3] ?? "", /^malformed: line 9, entry 2: owner is ""/);
            assert.match(text[4] ?? "", /^malformed: line 16, entry 3: rule is "x"/);
        });

        it("refuses a file that is not there", () => {
            assert.throws(
                () => waiverList(join(dir, "none.json"), "2027-01-02"),
                /none\.json is not there$/,
            );
        });

        it("looks into the files that the environments' configs name", () => {
            mkdirSync(join(dir, "policy/config"), { recursive: true });
            file("policy/config/prod.json", { waivers: { file: "../waivers.json" } });
            file("policy/config/dev.json", { waivers: { file: "../waivers.json" } });
            file("policy/config/staging.json", { "kms-key-rotation": "advisory" });
            assert.deepEqual(configuredFiles(dir), ["waivers.json"]);
            assert.deepEqual(configuredFiles(join(dir, "empty")), []);
        });
    });

    describe("npm run policy -- baseline", () => {
        const entries = (text: string) => JSON.parse(text) as { rule: string; urn: string }[];
        const rotation = { rule: "kms-key-rotation", urn: KEY };
        const isIn = (text: string) =>
            entries(text).some(({ rule, urn }) => rule === rotation.rule && urn === rotation.urn);

        it("has what is found, also what an older one hides, but not what is waived", async () => {
            const state = file("state.json", stateOf({ enableKeyRotation: false }));
            const older = file("older.json", [rotation]);
            const config = file("config.json", { baseline: { file: older } });
            assert.ok(isIn(await baselineOf([state], config)));

            const waivers = file("waivers.json", [{ ...waiver, expires: "2999-12-31" }]);
            const waiving = file("waiving.json", { waivers: { file: waivers } });
            assert.ok(!isIn(await baselineOf([state], waiving)));
        });

        it("is one that the pack takes: with it nothing is found any more", async () => {
            const state = file("state.json", stateOf({ enableKeyRotation: false }));
            const none = file("none.json", {});
            const baseline = join(dir, "baseline.json");
            writeFileSync(baseline, await baselineOf([state, state], none));

            const { findings } = await ofState(
                state,
                file("config.json", { baseline: { file: baseline } }),
            );
            assert.deepEqual(
                findings.filter(({ level }) => level === "mandatory"),
                [],
            );
            assert.match(findings[0]?.message ?? "", /in the baseline: \d+ findings \(/);
        });

        it("refuses a state that is none", async () => {
            await assert.rejects(baselineOf([file("x.json", {})]), /x\.json is no state/);
        });
    });
});
