import assert from "node:assert/strict";
import { join } from "node:path";
import { Pack, type PackConfig, type Sample, unknown } from "./support";

const bad: Sample = { type: "try:it:Bad", name: "bad", props: {} };
const good: Sample = { type: "try:it:Good", name: "good", props: { nested: { on: false } } };

describe("how the rules are called", () => {
    let pack: Pack;
    before(async () => {
        pack = await Pack.start("-r", "tsx/cjs", join(__dirname, "packs", "try.ts"));
    });
    after(() => pack.stop());
    afterEach(() => pack.configure({}));

    const atEnd = async (stack: readonly Sample[], config: PackConfig = {}) => {
        await pack.configure({
            "fails-at-stack": "disabled",
            "half-way": "disabled",
            ...config,
        });
        return (await pack.analyzeStack(stack)).map(({ rule, message }) => [
            rule,
            message.split("\n").at(-1),
        ]);
    };

    it("shares one stack among the rules of a request, and none between requests", async () => {
        assert.deepEqual(await atEnd([good]), [["second", "shared, of 1"]]);
        assert.deepEqual(await atEnd([good, bad]), [
            ["second", "shared, of 2"],
            ["configured", "more than 1"],
        ]);
        assert.deepEqual(await atEnd([good]), [["second", "shared, of 1"]]);
    });

    it("does so whatever rule is disabled, the first one, too", async () => {
        assert.deepEqual(await atEnd([good, bad], { first: "disabled" }), [
            ["second", "its own, of 2"],
            ["configured", "more than 1"],
        ]);
        assert.deepEqual(await atEnd([good, bad], { first: "disabled", second: "disabled" }), [
            ["configured", "more than 1"],
        ]);
        assert.deepEqual(await atEnd([good, bad], { configured: "disabled" }), [
            ["second", "shared, of 2"],
        ]);
    });

    it("gives each rule its own parameters, as they are now", async () => {
        assert.deepEqual(await atEnd([good, bad], { configured: { most: 2 } }), [
            ["second", "shared, of 2"],
        ]);
        assert.deepEqual(await atEnd([good, bad], { configured: { most: 0 } }), [
            ["second", "shared, of 2"],
            ["configured", "more than 0"],
        ]);
    });

    it("tells that a rule failed, at mandatory, and lets the others judge", async () => {
        const findings = await pack.analyze(bad);
        assert.deepEqual(
            findings.map(({ rule, level, on, message }) => [rule, level, on, message]),
            [
                [
                    "fails-at-resource",
                    "mandatory",
                    "bad",
                    "It is fails-at-resource.\nthe rule fails-at-resource failed, so nobody knows what it would have found: it broke",
                ],
                ["half-way", "mandatory", "bad", "It is half-way.\nis bad"],
                [
                    "half-way",
                    "mandatory",
                    "bad",
                    "It is half-way.\nthe rule half-way failed, so nobody knows what it would have found: it broke",
                ],
            ],
        );
    });

    it("tells that a rule failed over the whole stack, and lets the others judge", async () => {
        const findings = await pack.analyzeStack([good]);
        assert.deepEqual(
            findings.map(({ rule, level }) => [rule, level]),
            [
                ["fails-at-stack", "mandatory"],
                ["second", "mandatory"],
            ],
        );
    });

    it("finds the same when it is asked several things at once", async () => {
        const samples = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? bad : good));
        const findings = await Promise.all(samples.map((sample) => pack.analyze(sample)));
        assert.deepEqual(
            findings.map((ofOne) => ofOne.length),
            samples.map((sample) => (sample === bad ? 3 : 1)),
        );
        await pack.configure({ "fails-at-stack": "disabled" });
        const stacks = samples.map((_, index) => samples.slice(index));
        const ends = await Promise.all(stacks.map((stack) => pack.analyzeStack(stack)));
        assert.deepEqual(
            ends.map((ofOne) => ofOne.map(({ rule }) => rule)),
            stacks.map(({ length }) => (length > 1 ? ["second", "configured"] : ["second"])),
        );
    });

    it("does not call a rule that is disabled, even one that would fail", async () => {
        await pack.configure({ "fails-at-resource": "disabled", "half-way": "disabled" });
        assert.deepEqual(await pack.analyze(bad), []);
    });

    it("mends only where the config says so, and only what is to be mended", async () => {
        assert.deepEqual(await pack.remediate(good), good.props);
        await pack.configure({ mends: "remediate", "mends-badly": "remediate" });
        assert.deepEqual(await pack.remediate(good), { nested: { on: true }, new: { one: 1 } });
        assert.deepEqual(await pack.remediate(bad), bad.props);
        const mended = { ...good, props: { nested: { on: true, other: unknown } } };
        assert.deepEqual(await pack.remediate(mended), mended.props);
    });

    it("mends beside what is not known yet, and leaves alone what is not known itself", async () => {
        await pack.configure({ mends: "remediate" });
        const beside = { ...good, props: { nested: { on: false, other: unknown } } };
        assert.deepEqual(await pack.remediate(beside), {
            nested: { on: true, other: unknown },
            new: { one: 1 },
        });
        const itself = { ...good, props: { nested: unknown } };
        assert.deepEqual(await pack.remediate(itself), itself.props);
    });

    it("keeps secret what was secret", async () => {
        const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
        await pack.configure({ mends: "remediate" });
        const secret = { ...good, props: { nested: { on: { ...SECRET, value: false } } } };
        assert.deepEqual(await pack.remediate(secret), {
            nested: { on: { ...SECRET, value: true } },
            new: { one: 1 },
        });
    });
});
