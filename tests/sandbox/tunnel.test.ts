import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { openTunnel } from "../../sandbox/platform/tunnel";

describe("the tunnel", () => {
    it("hands connections on to where the server is at that moment", async () => {
        const server = createServer((socket) => {
            socket.end("hello");
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        const targets: number[] = [];
        const tunnel = await openTunnel(undefined, () => {
            const [target] = targets;
            assert.ok(target !== undefined, "there is none yet");
            return target;
        });
        const received = async () => {
            const socket = connect(tunnel.port, "127.0.0.1").setEncoding("utf8");
            let text = "";
            socket.on("data", (chunk) => (text += String(chunk)));
            socket.on("error", () => undefined);
            await once(socket, "close");
            return text;
        };
        assert.equal(await received(), "");
        targets.push((server.address() as AddressInfo).port);
        assert.equal(await received(), "hello");
        tunnel.close();
        server.close();
    });

    it("listens where it is asked to, elsewhere when somebody else does", async () => {
        const first = await openTunnel(undefined, () => 0);
        const second = await openTunnel(first.port, () => 0);
        assert.notEqual(second.port, first.port);
        first.close();
        const third = await openTunnel(first.port, () => 0);
        assert.equal(third.port, first.port);
        second.close();
        third.close();
    });
});
