import assert from "node:assert/strict";
import { createServer } from "node:http";
import { DescribeTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { listen } from "../harness";
import { Front, Refusal } from "./front";
import { run, TestServer } from "./harness";

const NO_TTL = "; the server has no TTL, so nothing goes by itself";

describe("npm run data", function () {
    let server: TestServer;
    let here: string[];

    beforeEach(async () => {
        server = await TestServer.start();
        here = ["--endpoint", server.endpoint];
    });
    afterEach(() => server.stop());

    const refused = async (...args: string[]) => {
        const { said, error, code } = await run(args);
        assert.deepEqual({ said, code }, { said: [], code: undefined });
        return error;
    };

    describe("load", () => {
        it("makes what is missing, and leaves what is there", async () => {
            assert.deepEqual(await run(["load", ...here, "--table", "tokens"]), {
                said: [`tokens is made${NO_TTL}`],
                code: 0,
            });
            assert.deepEqual(await run(["load", ...here]), {
                said: ["consents is made", `tokens is as its spec says${NO_TTL}`],
                code: 0,
            });
        });

        it("makes them under names of their own", async () => {
            await run(["load", ...here, "--prefix", "team-", "--table", "consents"]);
            const { Table } = await server.client.send(
                new DescribeTableCommand({ TableName: "team-consents" }),
            );
            assert.equal(Table?.TableStatus, "ACTIVE");
        });

        it("switches the TTL on, where the server has one, and tells of another one", async () => {
            const front = new Front(server.endpoint);
            let ttl: object = { TimeToLiveStatus: "DISABLED" };
            front.rules.set("DescribeTimeToLive", () => ({ TimeToLiveDescription: ttl }));
            const asked: unknown[] = [];
            front.rules.set("UpdateTimeToLive", (body) => {
                asked.push(body);
                return {};
            });
            try {
                const there = ["--endpoint", await front.start()];
                assert.deepEqual((await run(["load", ...there])).said, [
                    "consents is made",
                    "tokens is made",
                ]);
                const on = { AttributeName: "expiresAt", Enabled: true };
                assert.deepEqual(asked, [{ TableName: "tokens", TimeToLiveSpecification: on }]);
                ttl = { TimeToLiveStatus: "ENABLED", AttributeName: "goneAt" };
                const { said, code } = await run(["load", ...there, "--table", "tokens"]);
                assert.equal(code, 1);
                assert.deepEqual(said.slice(0, 2), [
                    "tokens differs from its spec:",
                    "  - TTL is goneAt; the spec says expiresAt",
                ]);
            } finally {
                front.stop();
            }
        });

        it("tells how a table differs, and ends with code 1", async () => {
            // What is called tokens here has been made as consents is.
            const front = new Front(server.endpoint);
            front.rules.set("DescribeTable", (_, nth, handOn) => handOn({ TableName: "consents" }));
            await run(["load", ...here]);
            try {
                const endpoint = await front.start();
                const load = ["load", "--endpoint", endpoint, "--table", "tokens"];
                assert.deepEqual(await run(load), {
                    said: [
                        "tokens differs from its spec:",
                        "  - key is userId (S), purpose (S); the spec says token (S)",
                        "  - index by-user is missing; the spec says userId (S) with KEYS_ONLY",
                        "  - index by-purpose (purpose (S), changedAt (S) with ALL) is not in the spec",
                        `  to mend it: drop it, then npm run data -- load --endpoint ${endpoint}`,
                    ],
                    code: 1,
                });
            } finally {
                front.stop();
            }
        });

        it("makes nothing at AWS, and says what does", async () => {
            assert.deepEqual(await refused("load", "--stack", "prod"), [
                "nothing was done: at AWS tables come from the program, with keys, backups and alarms: pulumi -C stacks/dynamodb up -s prod",
            ]);
            assert.deepEqual(await refused("load", "--stack", "dev"), [
                "nothing was done: at AWS tables come from the program, with keys, backups and alarms: pulumi up -s dev",
            ]);
        });
    });

    describe("list", () => {
        it("tells what is there, and what is missing", async () => {
            await run(["load", ...here, "--table", "consents"]);
            const { said } = await run(["list", ...here]);
            assert.deepEqual(
                said.map((line) => line.trimEnd().split(/ {2,}/)),
                [
                    [`Tables at ${server.endpoint}`],
                    [""],
                    "Table,Physical name,Status,Items,Bytes,Indexes,Protected,PITR,Key".split(","),
                    "consents,consents,ACTIVE,0,0,by-purpose,no,-,AWS's".split(","),
                    "tokens,tokens,MISSING,-,-,-,-,-,-".split(","),
                    [`To make what is missing: npm run data -- load ${here.join(" ")}`],
                ],
            );
        });

        it("tells it to programs", async () => {
            await run(["load", ...here, "--table", "consents"]);
            const { said } = await run(["list", ...here, "--json"]);
            assert.deepEqual(JSON.parse(said.join("\n")), [
                {
                    ...{ name: "consents", physicalName: "consents", status: "ACTIVE" },
                    ...{ items: 0, bytes: 0, indexes: ["by-purpose"], replicas: [] },
                    ...{ deletionProtection: false, recoveryDays: null, key: "AWS's" },
                },
                {
                    ...{ name: "tokens", physicalName: "tokens", status: "MISSING" },
                    ...{ items: null, bytes: null, indexes: [], replicas: [] },
                    ...{ deletionProtection: null, recoveryDays: null, key: null },
                },
            ]);
        });
    });

    describe("drop", () => {
        it("deletes what it is told to, and says how to make it again", async () => {
            await run(["load", ...here]);
            assert.deepEqual(await run(["drop", ...here, "--table", "tokens"]), {
                said: [
                    "tokens is deleted, with about 0 items; nothing of it stays",
                    `npm run data -- load ${here.join(" ")} makes it anew, empty`,
                ],
                code: 0,
            });
            assert.deepEqual(await refused("drop", ...here, "--table", "consents", "tokens"), [
                "nothing was done:",
                `  - tokens is missing at ${server.endpoint}: npm run data -- load ${here.join(" ")}`,
            ]);
            const { said } = await run(["list", ...here, "--table", "consents", "--json"]);
            assert.match(said.join(""), /"ACTIVE"/);
        });

        it("deletes none without being told which", async () => {
            assert.deepEqual(await refused("drop", ...here), [
                "nothing was done:",
                "  - say which: --table <name...>",
                `  - consents, tokens are missing at ${server.endpoint}: npm run data -- load ${here.join(" ")}`,
            ]);
        });

        it("begins with no table after Ctrl-C", async () => {
            await run(["load", ...here]);
            const front = new Front(server.endpoint);
            const stop = new AbortController();
            front.rules.set("DeleteTable", (body, nth, handOn) => {
                stop.abort();
                return handOn(body);
            });
            try {
                const args = ["--endpoint", await front.start(), "--table", "consents", "tokens"];
                const { said, error } = await run(["drop", ...args], { stop: stop.signal });
                assert.deepEqual(said, [
                    "consents is deleted, with about 0 items; nothing of it stays",
                ]);
                assert.deepEqual(error, ["before tokens was deleted; what is told above is done"]);
                assert.equal(front.seen.get("DeleteTable"), 1);
            } finally {
                front.stop();
            }
        });
    });

    describe("show", () => {
        beforeEach(async () => {
            await run(["load", ...here]);
            for (const [purpose, givenAt] of [
                ["billing", "2024-01-01T00:00:00.000Z"],
                ["support", "2024-02-01T00:00:00.000Z"],
            ] as const) {
                const Item = {
                    ...{ userId: { S: "user-1" }, purpose: { S: purpose } },
                    ...{ givenAt: { S: givenAt }, nickname: { S: "Al" } },
                };
                await server.client.send(new PutItemCommand({ TableName: "consents", Item }));
            }
        });

        it("tells of the table, and what is not too personal of its items", async () => {
            const { said } = await run(["show", ...here, "--table", "tokens"]);
            assert.deepEqual(
                said.map((line) => line.trimEnd()),
                [
                    "tokens: Tokens that stand for level-3 values, until they expire.",
                    `tokens at ${server.endpoint}: ACTIVE, about 0 items, 0 bytes`,
                    "",
                    "Attribute  Type                        Level  Holds",
                    "token      S                           0      The token: random, it tells nothing of the value.",
                    "userId     S                           1      Whose value it is, by the id of the database.",
                    "value      S, encrypted by the client  3      The value that the token stands for.",
                    "hint?      S, encrypted by the client  2      The end of the value, by which the person knows it.",
                    "expiresAt  N                           0      Second (Unix time) after which it is deleted.",
                    "",
                    "Keys",
                    "  table: token; items go after expiresAt",
                    "  by-user: userId; with KEYS_ONLY",
                    "",
                    "Items, 0 of them",
                    "  none",
                ],
            );
        });

        const items = async (...args: string[]) => {
            const { said, error } = await run(["show", ...here, "--table", "consents", ...args]);
            assert.equal(error, undefined);
            const from = said.findIndex((line) => line.startsWith("Items"));
            return said.slice(from).map((line) => line.trimEnd().replace(/ +/g, " "));
        };
        const [billing, support] = (["billing", "support"] as const).map((purpose, i) => [
            " userId <level 1, 6 characters>",
            ` purpose "${purpose}"`,
            ` givenAt "2024-0${i + 1}-01T00:00:00.000Z"`,
            " nickname <not in the spec, S>",
            "",
        ]) as [string[], string[]];

        it("shows items, as many as it is told to", async () => {
            assert.deepEqual(await items(), ["Items, 2 of them", ...billing, ...support]);
            assert.deepEqual(await items("--limit", "1"), ["Items, 1 of them", ...billing]);
        });

        it("shows level 1 on demand", async () => {
            const [, first] = await items("--clear-level-1");
            assert.equal(first, ' userId "user-1"');
        });

        it("shows the items of a key", async () => {
            const key = ["--key", "userId=user-1"];
            assert.deepEqual(await items(...key), ["Items of that key", ...billing, ...support]);
            assert.deepEqual(await items(...key, "purpose=support"), [
                "Items of that key",
                ...support,
            ]);
            assert.deepEqual(await items("--key", "userId=user-2"), ["Items of that key", " none"]);
        });

        it("needs one table, and a key of it", async () => {
            assert.deepEqual(await refused("show", ...here), [
                "nothing was done:",
                "  - say which: --table <name>",
            ]);
            const args = ["--table", "consents", "--limit", "101", "--key", "purpose", "age=3"];
            assert.deepEqual(await refused("show", ...here, ...args), [
                "nothing was done:",
                '  - --limit is "101": give a whole number from 1 to 100',
                "  - --key purpose has no value: say <attribute>=<value>",
                "  - --key age is no key of the table: its keys are userId, purpose",
                "  - --key lacks userId: say --key userId=<value>",
            ]);
        });
    });

    describe("refuses", () => {
        it("everything that is wrong, at once", async () => {
            const args = ["--stack", "qa", "--table", "users", "--items", "1e3", "--seed", "-1"];
            assert.deepEqual(await refused("seed", ...args), [
                "nothing was done:",
                "  - no spec in tables/ is called users: there are consents, tokens",
                '  - --items is "1e3": give a whole number from 1 to 100,000,000',
                '  - --seed is "-1": give a whole number from 0 to 1,000,000',
                '  - there is no environment "qa": no file Pulumi.qa.yaml in this repository',
            ]);
        });

        for (const [what, args, problem] of [
            [
                "an address that is none",
                ["--endpoint", "localhost:8000"],
                '--endpoint is "localhost:8000": give an address such as http://localhost:8000, or sandbox',
            ],
            [
                "AWS by its address",
                ["--endpoint", "https://dynamodb.eu-west-1.amazonaws.com"],
                "--endpoint is AWS's own (dynamodb.eu-west-1.amazonaws.com): say --stack <name>, which knows the tables there",
            ],
            [
                "two places",
                ["--endpoint", "http://localhost:8000", "--stack", "prod"],
                "--stack prod is at AWS, and --endpoint http://localhost:8000 is another server: leave one of them out",
            ],
            [
                "a prefix of tables whose names are known",
                ["--stack", "prod", "--prefix", "a-"],
                "--prefix goes with the address of an --endpoint only: leave it out",
            ],
        ] as const) {
            it(what, async () => {
                const error = await refused("list", ...args);
                assert.deepEqual(error, ["nothing was done:", `  - ${problem}`]);
            });
        }

        it("an address where nothing answers, or something else does", async () => {
            const other = createServer((_, response) => response.end("<html>"));
            const port = await listen(other);
            const list = () => refused("list", "--endpoint", `http://127.0.0.1:${port}`);
            assert.deepEqual(await list(), [
                "nothing was done:",
                `  - what answers at 127.0.0.1:${port} does not know the request (SyntaxError): is it a DynamoDB API? Name another --endpoint if not`,
            ]);
            other.closeAllConnections();
            await new Promise((resolve) => other.close(resolve));
            assert.deepEqual(await list(), [
                "nothing was done:",
                `  - nothing answers at 127.0.0.1:${port} (ECONNREFUSED): start the server, or name another --endpoint`,
            ]);
        });

        for (const [type, problem, message = "says the server"] of [
            [
                "AccessDeniedException",
                "the credentials may not do that: explicit deny in a resource-based policy; items are open to the VPC only, so run this from within (docs/data.md)",
                "explicit deny in a resource-based policy",
            ],
            [
                "UnrecognizedClientException",
                "there are no valid credentials (UnrecognizedClientException: says the server): get some, such as by `aws sso login`, and name their profile in AWS_PROFILE",
            ],
            [
                "AccessDeniedException",
                "the credentials may not do that: says the server; take a role that may, by its profile in AWS_PROFILE",
            ],
            ["ValidationException", "ValidationException: says the server"],
        ] as const) {
            it(`to go on after ${type}: ${message}`, async () => {
                const front = new Front(server.endpoint);
                front.rules.set("DescribeTable", () => {
                    throw new Refusal(type, message);
                });
                try {
                    const error = await refused("list", "--endpoint", await front.start());
                    assert.deepEqual(error, ["nothing was done:", `  - ${problem}`]);
                } finally {
                    front.stop();
                }
            });
        }
    });
});
