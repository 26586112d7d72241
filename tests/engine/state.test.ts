import assert from "node:assert/strict";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { StateFolder } from "../../sandbox/engine/state";

const checkpoint = (...urns: string[]) =>
    JSON.stringify({ checkpoint: { latest: { resources: urns.map((urn) => ({ urn })) } } });

describe("a state that a killed CLI left half written", () => {
    let folder: string;
    let file: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "pii-state-"));
        const stacks = join(folder, ".pulumi", "stacks", "p");
        mkdirSync(stacks, { recursive: true });
        file = join(stacks, "dev.json");
    });
    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    for (const [what, text] of [
        ["empty", ""],
        ["cut off", checkpoint("a", "b").slice(0, 30)],
    ] as const) {
        it(`is the one before it, when it is ${what}`, () => {
            writeFileSync(file, text);
            writeFileSync(`${file}.bak`, checkpoint("a"));
            const state = new StateFolder(folder);
            assert.equal(state.repair("p", "dev"), true);
            assert.deepEqual(state.read("p", "dev"), { resources: [{ urn: "a" }] });
        });

        it(`is none, when it is ${what} and there was none before it`, () => {
            writeFileSync(file, text);
            const state = new StateFolder(folder);
            assert.equal(state.repair("p", "dev"), true);
            assert.equal(existsSync(file), false);
        });
    }

    it("is whole without what the CLI had half written about it", () => {
        writeFileSync(file, checkpoint("a"));
        writeFileSync(`${file}.attrs`, "");
        writeFileSync(`${file}.bak.attrs`, "{}");
        assert.equal(new StateFolder(folder).repair("p", "dev"), false);
        assert.deepEqual(readdirSync(dirname(file)), ["dev.json", "dev.json.bak.attrs"]);
    });

    it("is left alone when it is whole", () => {
        writeFileSync(file, checkpoint("a", "b"));
        writeFileSync(`${file}.bak`, checkpoint("a"));
        assert.equal(new StateFolder(folder).repair("p", "dev"), false);
        assert.equal(readFileSync(file, "utf8"), checkpoint("a", "b"));
    });
});
