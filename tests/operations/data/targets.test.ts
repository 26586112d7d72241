import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { Machine } from "../harness";
import { Front, Refusal } from "./front";
import { run, TestServer } from "./harness";

const KEY = "arn:aws:kms:eu-west-1:333333333333:key/own";

/** Names that only the environment has, as Pulumi gives them. */
const PREFIX = "prod-";

describe("npm run data: at AWS", function () {
    let server: TestServer;
    let front: Front;
    let machine: Machine;
    let env: NodeJS.ProcessEnv;
    let stacks: Record<string, Record<string, unknown>>;

    beforeEach(async () => {
        server = await TestServer.start();
        await run(["load", "--endpoint", server.endpoint, "--prefix", PREFIX]);
        front = new Front(server.endpoint);
        // What AWS tells, and this server does not.
        front.rules.set("DescribeTable", async (body, _, handOn) => {
            const { Table } = (await handOn(body)) as { Table: object };
            const SSEDescription = { SSEType: "KMS", KMSMasterKeyArn: KEY };
            return { Table: { ...Table, SSEDescription } };
        });
        front.rules.set("DescribeContinuousBackups", () => ({
            ContinuousBackupsDescription: {
                ContinuousBackupsStatus: "ENABLED",
                PointInTimeRecoveryDescription: {
                    PointInTimeRecoveryStatus: "ENABLED",
                    RecoveryPeriodInDays: 14,
                },
            },
        }));
        front.rules.set("ListBackups", () => ({
            BackupSummaries: [{ BackupName: "before-the-move" }, { BackupName: "nightly" }],
        }));
        machine = new Machine();
        env = {
            AWS_ENDPOINT_URL_DYNAMODB: await front.start(),
            AWS_ACCESS_KEY_ID: "test",
            AWS_SECRET_ACCESS_KEY: "test",
        };
        const arns: [string, string][] = [];
        for (const name of ["consents", "tokens"]) {
            const { Table } = await server.client.send(
                new DescribeTableCommand({ TableName: PREFIX + name }),
            );
            arns.push([name, Table?.TableArn ?? ""]);
        }
        stacks = {
            "stacks/keys@prod": { dynamodbKeyArn: KEY },
            "stacks/dynamodb@prod": {
                tableNames: { consents: "prod-consents", tokens: "prod-tokens" },
                tableArns: Object.fromEntries(arns),
            },
        };
    });
    afterEach(async () => {
        await machine.remove();
        front.stop();
        await server.stop();
    });

    /** Exit code and lines of a command. */
    async function prod(...args: string[]): Promise<[number | null, string[]]> {
        const running = machine.data({ stacks }, env, ...args);
        const code = await running.exit;
        return [code, `${running.stdout}${running.stderr}`.trimEnd().split("\n")];
    }

    it("lists the tables of the stack's outputs", async () => {
        const [code, lines] = await prod("list", "--stack", "prod");
        assert.equal(code, 0);
        assert.deepEqual(
            lines.map((line) => line.trimEnd().split(/ {2,}/)),
            [
                ["Tables at AWS, prod"],
                [""],
                "Table,Physical name,Status,Items,Bytes,Indexes,Protected,PITR,Key".split(","),
                "consents,prod-consents,ACTIVE,0,0,by-purpose,no,14 days,ours".split(","),
                "tokens,prod-tokens,ACTIVE,0,0,by-user,no,14 days,ours".split(","),
                ["Items and bytes are as of up to six hours ago."],
            ],
        );
    });

    it("takes those of an environment in one stack, too", async () => {
        const { "stacks/dynamodb@prod": dynamodb, "stacks/keys@prod": keys } = stacks;
        stacks = { "@dev": { dynamodb, keys: { ...keys, dynamodbKeyArn: "another" } } };
        const [, lines] = await prod("list", "--stack", "dev", "--json");
        const [first] = JSON.parse(lines.join("\n")) as Record<string, unknown>[];
        assert.deepEqual([first?.physicalName, first?.key], ["prod-consents", KEY]);
    });

    it("drops nothing whose name was not typed, and says what stays", async () => {
        const drop = ["drop", "--stack", "prod", "--table", "tokens"];
        assert.deepEqual(await prod(...drop, "--confirm", "tokens"), [
            1,
            [
                "nothing was done:",
                "  - prod-tokens is of prod, not on this machine but at AWS, prod: to delete it with all that is in it say --confirm prod-tokens",
            ],
        ]);
        assert.deepEqual(await prod(...drop, "--confirm", "prod-tokens"), [
            0,
            [
                "prod-tokens is deleted, with about 0 items; what stays: a backup of its last moment, which AWS keeps for 35 days; its backups before-the-move, nightly",
                "pulumi -C stacks/dynamodb up -s prod --refresh, which makes it anew, empty",
            ],
        ]);
    });

    it("drops nothing that is protected, or in other regions", async () => {
        front.rules.set("DescribeTable", async (body, _, handOn) => {
            const { Table } = (await handOn(body)) as { Table: { TableName: string } };
            return {
                Table: {
                    ...Table,
                    ...(Table.TableName === "prod-tokens"
                        ? { DeletionProtectionEnabled: true }
                        : { Replicas: [{ RegionName: "eu-central-1" }] }),
                },
            };
        });
        const names = [
            "--table",
            "consents",
            "tokens",
            "--confirm",
            "prod-consents",
            "prod-tokens",
        ];
        assert.deepEqual(await prod("drop", "--stack", "prod", ...names), [
            1,
            [
                "nothing was dropped:",
                "  - prod-consents is in eu-central-1, too: take the regions out of pii:dynamodb.replicaRegions and deploy that first",
                "  - prod-tokens is protected against deletion: set pii:deletionProtection: false and pii:unsafeAllowProdDeletion: true in Pulumi.prod.yaml, then pulumi -C stacks/dynamodb up -s prod",
            ],
        ]);
    });

    it("seeds nothing whose name was not typed", async () => {
        const seed = ["seed", "--stack", "prod", "--table", "tokens", "--items", "30"];
        const [code, [, why]] = await prod(...seed);
        assert.equal(code, 1);
        assert.equal(
            why,
            "  - prod-tokens is of prod, not on this machine but at AWS, prod: to write generated items into it say --confirm prod-tokens",
        );
        const [, lines] = await prod(...seed, "--confirm", "prod-tokens");
        assert.match(lines.at(-1) ?? "", /^prod-tokens: 30 items written in /);
        assert.equal((await server.items("prod-tokens")).length, 30);
    });

    it("touches no table of another account", async () => {
        const { tableArns } = stacks["stacks/dynamodb@prod"] as {
            tableArns: Record<string, string>;
        };
        const is = tableArns.tokens ?? "";
        tableArns.tokens = is.replace("000000000000", "333333333333");
        assert.deepEqual(await prod("show", "--stack", "prod", "--table", "tokens"), [
            1,
            [
                "nothing was done:",
                `  - the credentials lead to another table than the stack's: to ${is}, not ${tableArns.tokens}; name another profile in AWS_PROFILE`,
            ],
        ]);
    });

    it("says how to mend what is missing", async () => {
        const list = () => prod("list", "--stack", "prod");
        const problem = async (text: string) => {
            assert.deepEqual(await list(), [1, ["nothing was done:", `  - ${text}`]]);
        };
        front.rules.set("DescribeTable", () => {
            throw new Refusal("ExpiredTokenException", "The security token is expired");
        });
        await problem(
            "there are no valid credentials (ExpiredTokenException: The security token is expired): get some, such as by `aws sso login`, and name their profile in AWS_PROFILE",
        );
        stacks["stacks/dynamodb@prod"] = {};
        await problem(
            "there are no tables: the layer dynamodb of prod is not deployed; pulumi -C stacks/dynamodb up -s prod",
        );
        stacks = {};
        await problem(
            "the stack prod of stacks/dynamodb does not exist where Pulumi is logged in to; deploy it (docs/deploy.md), or `pulumi login` to where its state is",
        );
        machine.uninstall("pulumi");
        await problem("the Pulumi CLI is not installed: https://www.pulumi.com/docs/install/");
    });
});

describe("npm run data: in the sandbox", function () {
    let root: string;

    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "pii-root-"));
        writeFileSync(
            join(root, "Pulumi.dev.yaml"),
            'config: { "aws:region": eu-west-1, "aws:allowedAccountIds": ["111111111111"] }',
        );
    });
    afterEach(() => {
        rmSync(root, { recursive: true, force: true });
    });

    const problem =
        "  - the sandbox of dev does not run: start it with npm start; for tables at AWS say --stack dev, for another server --endpoint <url>";

    it("says how to start one that does not run", async () => {
        const notRunning = { said: [], error: ["nothing was done:", problem] };
        assert.deepEqual(await run(["list"], { root }), notRunning);
        const dir = join(root, ".sandbox", "dev", "dynamodb");
        mkdirSync(dir, { recursive: true });
        const server = await TestServer.start(dir);
        const deployed = await run(["list", "--json"], { root });
        assert.deepEqual(deployed.error, undefined);
        await server.stop();
        mkdirSync(dir, { recursive: true });
        // What listens there now is another server.
        const other = await TestServer.start();
        const { port } = new URL(other.endpoint);
        const record = { port: Number(port), pid: 1, nonce: "of the sandbox" };
        writeFileSync(join(dir, "server.json"), JSON.stringify(record));
        try {
            assert.deepEqual(await run(["list"], { root }), notRunning);
        } finally {
            await other.stop();
        }
    });

    it("says how to make what was never deployed", async () => {
        const dir = join(root, ".sandbox", "dev", "dynamodb");
        mkdirSync(dir, { recursive: true });
        const server = await TestServer.start(dir);
        try {
            assert.deepEqual(await run(["load"], { root }), {
                said: [
                    "consents was never deployed in the sandbox of dev: npm start",
                    "tokens was never deployed in the sandbox of dev: npm start",
                ],
                code: 1,
            });
            assert.deepEqual((await run(["seed"], { root })).error, [
                "nothing was done:",
                "  - consents, tokens are missing in the sandbox of dev: npm start",
            ]);
        } finally {
            await server.stop();
        }
    });

    it("does not know environments without settings", async () => {
        assert.deepEqual(
            (await run(["list", "--stack", "qa", "--endpoint", "sandbox"], { root })).error,
            [
                "nothing was done:",
                '  - there is no environment "qa": no file Pulumi.qa.yaml in this repository',
            ],
        );
    });
});
