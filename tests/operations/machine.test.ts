import assert from "node:assert/strict";
import { createServer, type Server } from "node:net";
import { findPort, isLater } from "../../operations/tunnel/machine";
import { freePort } from "./harness";

describe("the version of the plugin", () => {
    for (const [version, later] of [
        ["1.2.497.0", false],
        ["1.2.497.1", true],
        ["1.2.498", true],
        ["1.2.1000.0", true],
        ["1.3.0.0", true],
        ["1.2.497", false],
        ["1.1.999.9", false],
        ["", false],
        ["unknown", false],
    ] as const) {
        it(`"${version}" is ${later ? "" : "not "}later than 1.2.497.0`, () => {
            assert.equal(isLater(version, "1.2.497.0"), later);
        });
    }
});

describe("the port of a tunnel", () => {
    let server: Server;
    beforeEach(() => (server = createServer()));
    afterEach(() => server.close());

    it("is the one that was asked for, left free", async () => {
        const port = await freePort();
        assert.deepEqual(await findPort(port), { value: port });
        assert.deepEqual(await findPort(port), { value: port });
    });

    it("is any that is free when nobody asked and the usual one is taken", async () => {
        await new Promise<void>((resolve) => {
            // Taken already is as good.
            server.once("error", () => {
                resolve();
            });
            server.listen(15432, "127.0.0.1", resolve);
        });
        const found = await findPort(undefined);
        assert.ok("value" in found && found.value !== 15432 && found.value > 0);
    });
});
