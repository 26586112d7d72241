import assert from "node:assert/strict";
import fc from "fast-check";
import { type Box, layOut } from "../../review/drawing/layout";

describe("the layout", () => {
    const SIZE = { width: 60, height: 40 };

    /** Peers by their numbers in up to three bands, and any flows between them. */
    const parts = fc
        .tuple(
            fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
            fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }),
        )
        .map(([counts, pairs]) => {
            const bands = counts.map((count, band) => ({
                name: `band ${band}`,
                keys: Array.from({ length: count }, (_, index) => `${band}.${index}`),
            }));
            const keys = [...bands.flatMap((band) => band.keys), "in", "out"];
            const side = (index: number) => {
                const key = keys[index % keys.length] ?? "";
                return { key, name: key, kind: "peer" as const };
            };
            const flows = pairs.map(([from, to]) => ({ from: side(from), to: side(to) }));
            return {
                bands,
                flows,
                title: "title",
                legend: "legend",
                entering: ["in"],
                leaving: ["out"],
                size: () => SIZE,
            };
        });

    const apart = (a: Box, b: Box) =>
        a.x + a.width <= b.x ||
        b.x + b.width <= a.x ||
        a.y + a.height <= b.y ||
        b.y + b.height <= a.y;

    const inside = (a: Box, b: Box) =>
        a.x >= b.x &&
        a.y >= b.y &&
        a.x + a.width <= b.x + b.width &&
        a.y + a.height <= b.y + b.height;

    it("lets nothing overlap, keeps peers in their bands and bands in the VPC", () => {
        fc.assert(
            fc.property(parts, (given) => {
                const { boxes, bands, vpc } = layOut(given);
                const all = [...boxes];
                assert.equal(
                    all.length,
                    given.bands.flatMap(({ keys }) => [0, ...keys]).length + 4,
                );
                for (const [key, box] of all) {
                    for (const [other, otherBox] of all) {
                        assert.ok(key === other || apart(box, otherBox), `${key} and ${other}`);
                    }
                }
                for (const { name, keys } of given.bands) {
                    const band = bands.get(name);
                    assert.ok(band && inside(band, vpc), name);
                    for (const key of [name, ...keys]) {
                        const box = boxes.get(key);
                        assert.ok(box && inside(box, band), key);
                    }
                }
            }),
        );
    });

    it("puts what is connected to right of what connects", () => {
        const side = (key: string) => ({ key, name: key, kind: "peer" as const });
        const { boxes } = layOut({
            bands: [{ name: "band", keys: ["db", "proxy", "app"] }],
            flows: [
                { from: side("app"), to: side("proxy") },
                { from: side("proxy"), to: side("db") },
                { from: side("app"), to: side("db") },
            ],
            title: "title",
            legend: "legend",
            entering: [],
            leaving: ["s3"],
            size: () => SIZE,
        });
        const order = [...boxes]
            .filter(([key]) => ["app", "proxy", "db", "s3"].includes(key))
            .sort(([, a], [, b]) => a.x - b.x);
        assert.deepEqual(
            order.map(([key]) => key),
            ["app", "proxy", "db", "s3"],
        );
    });
});
