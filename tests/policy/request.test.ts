import assert from "node:assert/strict";
import { Request } from "../../policy/request";
import { rule } from "../../policy/rule";

const ofThings = rule({
    name: "of-things",
    description: "Every thing is right.",
    why: "To see it.",
    severity: "low",
    remediation: "None.",
    frameworks: {},
    source: "https://www.pulumi.com/docs/",
    types: ["thing"],
    check: () => undefined,
});

describe("what is known of a request", () => {
    const nextTurn = () => new Promise(setImmediate);

    it("is the type of its resource, from the first call on", () => {
        const request = new Request();
        request.begin();
        assert.equal(request.mayConcern(ofThings), true);
        request.noteType("other");
        assert.equal(request.mayConcern(ofThings), false);
    });

    it("is nothing of the one before", async () => {
        const request = new Request();
        request.begin();
        request.noteType("other");
        await nextTurn();
        assert.equal(request.mayConcern(ofThings), true);
        request.begin();
        assert.equal(request.mayConcern(ofThings), true);
        request.noteType("other");
        assert.equal(request.mayConcern(ofThings), false);
    });

    it("is nothing while two are answered in one turn, nor before one begins", async () => {
        const request = new Request();
        request.noteType("other");
        assert.equal(request.mayConcern(ofThings), true);
        request.begin();
        request.noteType("thing");
        request.begin();
        request.noteType("other");
        assert.equal(request.mayConcern(ofThings), true);
        request.begin();
        request.noteType("other");
        assert.equal(request.mayConcern(ofThings), true);
        await nextTurn();
        request.begin();
        request.noteType("other");
        assert.equal(request.mayConcern(ofThings), false);
    });
});
