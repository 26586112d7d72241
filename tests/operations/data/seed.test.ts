import assert from "node:assert/strict";
import { Items } from "../../../operations/data/items";
import { consents } from "../../../tables/consents";
import { Machine, type Running } from "../harness";
import { Front, Refusal } from "./front";
import { run, TestServer } from "./harness";

const WHOLE = /^consents: ([\d,]+) items written in [\d.]+ s, [\d,]+ a second$/;

describe("npm run data: seed", function () {
    let server: TestServer;
    let front: Front;
    let machine: Machine;
    let seed: string[];

    beforeEach(async () => {
        server = await TestServer.start();
        await run(["load", "--endpoint", server.endpoint]);
        front = new Front(server.endpoint);
        machine = new Machine();
        seed = ["seed", "--endpoint", await front.start(), "--table", "consents"];
    });
    afterEach(async () => {
        await machine.remove();
        front.stop();
        await server.stop();
    });

    const spawned = (...args: string[]): Running =>
        machine.data({ stacks: {} }, {}, ...seed, ...args);

    /** The keys of what is in the table, in order. */
    async function there(): Promise<string[]> {
        const items = await server.items("consents");
        return items.map(({ userId, purpose }) => JSON.stringify({ userId, purpose })).sort();
    }

    function keys(count: number, number = 1): string[] {
        const items = new Items(consents, number);
        return Array.from({ length: count }, (_, index) =>
            JSON.stringify(items.keyAt(index)),
        ).sort();
    }

    /** Lets so many batches pass; the next ones wait until `release` is called. */
    function holdAfter(batches: number) {
        let release = () => undefined as unknown;
        let reached = () => undefined as unknown;
        const released = new Promise(
            (resolve) =>
                (release = () => {
                    resolve(undefined);
                }),
        );
        const held = new Promise(
            (resolve) =>
                (reached = () => {
                    resolve(undefined);
                }),
        );
        front.rules.set("BatchWriteItem", async (body, nth, handOn) => {
            if (nth >= batches) {
                reached();
                await released;
            }
            return handOn(body);
        });
        return { held, release };
    }

    it("fills tables with as many items as wanted, and then no more", async () => {
        const done: number[] = [];
        const first = await run([...seed, "--items", "130"], {
            progress: (title, total, from) => {
                assert.deepEqual([title, total, from], ["consents", 130, 0]);
                return { at: (now) => done.push(now), end: () => done.push(-1) };
            },
        });
        assert.equal(first.code, 0);
        assert.match(first.said.join("\n"), WHOLE);
        assert.deepEqual(done.slice(-2), [130, -1]);
        assert.deepEqual(await there(), keys(130));
        const again = await run([...seed, "--items", "130"]);
        assert.deepEqual(again.said, ["consents: all 130 items are there, of an earlier run"]);
        const more = await run([...seed, "--items", "200"]);
        assert.equal(more.said[0], "consents: resumed at 130 of 200");
        assert.equal(WHOLE.exec(more.said[1] ?? "")?.[1], "70");
        assert.deepEqual(await there(), keys(200));
        await run([...seed, "--items", "10", "--seed", "2"]);
        assert.deepEqual(await there(), [...keys(200), ...keys(10, 2)].sort());
    });

    it("fills all tables where none is named", async () => {
        const { said } = await run(["seed", "--endpoint", server.endpoint, "--items", "5"]);
        assert.deepEqual(
            said.map((line) => line.split(" in ")[0]),
            ["consents: 5 items written", "tokens: 5 items written"],
        );
        assert.equal((await server.items("tokens")).length, 5);
    });

    it("is stopped by Ctrl-C in order, and goes on from there", async () => {
        const { held, release } = holdAfter(20);
        const running = spawned("--items", "3000");
        await held;
        running.signal("SIGINT");
        await running.says(
            /What has begun is brought to its end; Ctrl-C once more ends it at once/,
        );
        release();
        assert.equal(await running.exit, 130);
        const [, told = ""] = await running.says(
            /Interrupted: ([\d,]+) of 3,000 items are in consents; go on with\n {2}npm run data -- (.*)\n$/,
        );
        const written = Number(told.replace(",", ""));
        assert.ok(written >= 500 && written < 1000, told);
        assert.deepEqual(await there(), keys(written));
        const { said } = await run([...seed, "--items", "3000"]);
        assert.equal(said[0], `consents: resumed at ${told} of 3,000`);
        assert.deepEqual(await there(), keys(3000));
    });

    it("names the command that goes on", async () => {
        const { held, release } = holdAfter(0);
        const running = spawned("--items", "3000", "--seed", "7");
        await held;
        running.signal("SIGTERM");
        await running.says(/What has begun/);
        release();
        const [, command = ""] = await running.says(/go on with\n {2}npm run data -- (.*)\n/);
        await running.exit;
        assert.equal((await run(command.split(" "))).code, 0);
        assert.deepEqual(await there(), keys(3000, 7));
    });

    it("ends at once when Ctrl-C comes again, and says what nobody knows", async () => {
        const { held, release } = holdAfter(8);
        const running = spawned("--items", "3000");
        await held;
        running.signal("SIGINT");
        await running.says(/What has begun/);
        running.signal("SIGINT");
        assert.equal(await running.exit, 130);
        const [, sure = "", unknown = ""] = await running.says(
            /Interrupted: (\d+) of 3,000 items are in consents, and perhaps some of (\d+) more; go on with/,
        );
        const found = (await there()).length;
        assert.ok(found >= Number(sure) && found <= Number(sure) + Number(unknown));
        release();
        assert.equal((await run([...seed, "--items", "3000"])).code, 0);
        assert.deepEqual(await there(), keys(3000));
    });

    it("goes on where a killed one stopped", async () => {
        const { held, release } = holdAfter(30);
        const running = spawned("--items", "3000");
        await held;
        running.signal("SIGKILL");
        assert.equal(await running.exit, null);
        release();
        const { said } = await run([...seed, "--items", "3000"]);
        const [, from = "0"] = /^consents: resumed at (\d+) of 3,000$/.exec(said[0] ?? "") ?? [];
        // All but what was under way.
        assert.ok(Number(from) >= 30 * 25 - 16 * 25, said[0]);
        assert.deepEqual(await there(), keys(3000));
    });

    it("says how far it came when it fails, and goes on", async () => {
        front.rules.set("BatchWriteItem", (body, nth, handOn) => {
            if (nth === 8) {
                throw new Refusal("AccessDeniedException", "not you");
            }
            return handOn(body);
        });
        const running = spawned("--items", "1000");
        assert.equal(await running.exit, 1);
        assert.match(
            running.stderr,
            /^the credentials may not do that: not you; take a role that may, by its profile in AWS_PROFILE\n\d+ of 1,000 items are in consents, and perhaps some of 25 more; go on with\n {2}npm run data -- seed --endpoint \S+ --table consents --items 1000\n$/,
        );
        front.rules.clear();
        assert.equal((await run([...seed, "--items", "1000"])).code, 0);
        assert.deepEqual(await there(), keys(1000));
    });

    it("tells in plain lines how far it is, where there is no terminal", async () => {
        const running = spawned("--items", "250");
        assert.equal(await running.exit, 0);
        assert.equal(running.stderr, "");
        const lines = running.stdout.trimEnd().split("\n");
        assert.equal(lines[0], "consents: 25 of 250");
        assert.equal(lines[9], "consents: 250 of 250");
        assert.match(lines[10] ?? "", WHOLE);
        assert.equal(lines.length, 11);
    });

    it("asks for the name where nothing says that the table is on this machine", async () => {
        // An address of this machine that does not say so.
        const elsewhere = seed.map((part) => part.replace("127.0.0.1", "0.0.0.0"));
        const asked: string[] = [];
        const answer = (text: string) =>
            run([...elsewhere, "--items", "5"], {
                ask: (question) => {
                    asked.push(question);
                    return Promise.resolve(text);
                },
            });
        const [, , where = ""] = elsewhere;
        assert.deepEqual((await answer("yes")).error, [
            "nothing was done:",
            `  - consents is not on this machine but at ${where}, and what was typed is not its name`,
        ]);
        assert.deepEqual(asked, [
            `consents is not on this machine but at ${where}.\nType its name to write generated items into it: `,
        ]);
        assert.deepEqual(await there(), []);
        assert.equal((await answer(" consents\n")).code, 0);
        assert.deepEqual(await there(), keys(5));
    });
});
