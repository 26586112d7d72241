import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { SupportsFeatureRequest } from "@pulumi/pulumi/proto/resource_pb";
import { getMonitor, resetOptions } from "@pulumi/pulumi/runtime/settings";
import "../../sandbox/engine/project-stack";
import { listen } from "../../sandbox/provider/serve";

describe("a program's connection to its engine", () => {
    after(() => {
        connectTo(undefined);
    });

    it("is made anew where an engine listens at the port of one that is gone", async () => {
        const engine = new grpc.Server();
        const enginePort = await listen(engine);
        let isThere = false;
        const gate = createServer((socket) => {
            if (isThere) {
                socket.pipe(connect(enginePort, "127.0.0.1")).pipe(socket);
            } else {
                socket.destroy();
            }
        });
        await once(gate.listen(0, "127.0.0.1"), "listening");
        const { port } = gate.address() as AddressInfo;

        connectTo(port);
        assert.equal(await answer(), grpc.status.UNAVAILABLE);
        isThere = true;
        connectTo(port);
        // It is there, and knows no methods.
        assert.equal(await answer(), grpc.status.UNIMPLEMENTED);

        engine.forceShutdown();
        gate.close();
    });
});

/** As the SDK does at the start of each program. */
function connectTo(port: number | undefined): void {
    const address = port === undefined ? "" : `127.0.0.1:${port}`;
    resetOptions("project", "stack", -1, address, address, false, "");
}

/** The code of the engine's answer to any question. */
function answer(): Promise<grpc.status | undefined> {
    return new Promise((resolve) => {
        getMonitor()?.supportsFeature(new SupportsFeatureRequest(), (error) => {
            resolve(error?.code);
        });
    });
}
