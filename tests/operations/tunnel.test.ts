import assert from "node:assert/strict";
import { createServer } from "node:net";
import {
    fakeDatabase,
    fakeTables,
    freePort,
    isFree,
    listen,
    Machine,
    roundTrip,
    type World,
} from "./harness";

const ENDPOINT = "pii-prod.cluster-abc.eu-west-1.rds.amazonaws.com";
const READER = "pii-prod.cluster-ro-abc.eu-west-1.rds.amazonaws.com";

const TABLES = "dynamodb.eu-west-1.amazonaws.com";

const NETWORK = { vpcId: "vpc-1", wayInGroupName: "pii-prod-way-in-1a2b" };
const AURORA = { endpoint: ENDPOINT, readerEndpoint: READER, port: 5432, databaseName: "pii_db" };

const CLI = "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html";
const PLUGIN =
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html";

describe("npm run tunnel", function () {
    let machine: Machine;
    let world: World;
    let database: Awaited<ReturnType<typeof fakeDatabase>>;

    beforeEach(async () => {
        machine = new Machine();
        database = await fakeDatabase();
        world = {
            account: "333333333333",
            pluginVersion: "1.2.707.0",
            stacks: { "stacks/network@prod": NETWORK, "stacks/aurora@prod": AURORA },
            region: "eu-west-1",
            group: NETWORK.wayInGroupName,
            instances: [
                { InstanceId: "i-old", LifecycleState: "Terminating", HealthStatus: "Healthy" },
                { InstanceId: "i-new", LifecycleState: "InService", HealthStatus: "Healthy" },
            ],
            connected: "i-new",
            reachable: { [`${ENDPOINT}:5432`]: database.port },
        };
    });

    afterEach(async () => {
        await machine.remove();
        database.close();
    });

    /** Opens a tunnel; gives back its port as well. */
    async function open(...args: string[]) {
        const tunnel = machine.tunnel(world, "--port", String(await freePort()), ...args);
        const [, port = ""] = await tunnel.says(/is at 127\.0\.0\.1:(\d+)\n[^]*Ctrl-C closes/);
        return { tunnel, port: Number(port) };
    }

    /** A tunnel that does not come to be: its exit code and what it says. */
    async function refused(...args: string[]): Promise<[number | null, string[]]> {
        const tunnel = machine.tunnel(world, ...args);
        const code = await tunnel.exit;
        assert.equal(tunnel.stdout, "");
        return [code, tunnel.stderr.trimEnd().split("\n")];
    }

    it("leads to the database, says how to use it, and is closed by Ctrl-C", async () => {
        const { tunnel, port } = await open("--stack", "prod");
        assert.equal(await roundTrip(port, "select 1"), "select 1");
        assert.equal(
            tunnel.stdout,
            [
                `database of prod is at 127.0.0.1:${port}`,
                "",
                "psql, with the certificate checked and an IAM token, good for 15 minutes, for a password",
                "  export PGUSER=pii_app # or pii_report, pii_rotation, pii_access",
                `  export PGPASSWORD="$(aws rds generate-db-auth-token --hostname ${ENDPOINT} --port 5432 --username "$PGUSER" --region eu-west-1)"`,
                `  psql "host=${ENDPOINT} hostaddr=127.0.0.1 port=${port} dbname=pii_db sslmode=verify-full sslrootcert=global-bundle.pem"`,
                "",
                "Pulumi, for the layer database: under config of Pulumi.prod.yaml, not to be committed",
                `  pii:database: { connection: tunnel, host: 127.0.0.1, port: ${port}, caFile: <path of global-bundle.pem> }`,
                "",
                "Ctrl-C closes the tunnel.",
                "",
            ].join("\n"),
        );
        tunnel.signal("SIGINT");
        assert.equal(await tunnel.exit, 0);
        assert.match(tunnel.stderr, /Terminate signal received/);
        assert.match(tunnel.stdout, /\nThe tunnel is closed\.\n$/);
        assert.equal(await isFree(port), true);
    });

    it("leads to a reader of an environment in one stack, by the port asked for", async () => {
        const free = await freePort();
        world.account = "111111111111";
        world.stacks = { "@dev": { network: NETWORK, aurora: AURORA } };
        world.reachable = { [`${READER}:5432`]: database.port };
        const { tunnel, port } = await open(
            ...["--stack", "dev", "--to", "reader", "--port", String(free)],
        );
        assert.equal(port, free);
        assert.equal(await roundTrip(port, "select 2"), "select 2");
        assert.doesNotMatch(tunnel.stdout, /pii:database/);
        tunnel.signal("SIGTERM");
        assert.equal(await tunnel.exit, 0);
        assert.equal(await isFree(port), true);
    });

    it("only prints the command when asked to", async () => {
        const tunnel = machine.tunnel(world, "--stack", "prod", "--port", "15433", "--print");
        assert.equal(await tunnel.exit, 0);
        assert.equal(
            tunnel.stdout,
            `aws ssm start-session --region eu-west-1 --target i-new --document-name AWS-StartPortForwardingSessionToRemoteHost --parameters host=${ENDPOINT},portNumber=5432,localPortNumber=15433\n`,
        );
    });

    it("leads to the proxy, where there is one", async () => {
        const proxyEndpoint = "pii-prod-proxy.proxy-abc.eu-west-1.rds.amazonaws.com";
        world.stacks = {
            "stacks/network@prod": NETWORK,
            "stacks/aurora@prod": { ...AURORA, proxyEndpoint },
        };
        world.reachable = { [`${proxyEndpoint}:5432`]: database.port };
        const { tunnel, port } = await open("--stack", "prod", "--to", "proxy");
        assert.equal(await roundTrip(port, "select 3"), "select 3");
        assert.match(tunnel.stdout, /host=pii-prod-proxy\.proxy-abc\S* .* sslrootcert=system"/);
        tunnel.signal("SIGINT");
        assert.equal(await tunnel.exit, 0);
    });

    it("leads to DynamoDB, and needs no database for that", async () => {
        const table = "consents-0123abc";
        world.stacks = {
            "stacks/network@prod": NETWORK,
            "stacks/dynamodb@prod": { tableNames: { consents: table } },
        };
        const tables = await fakeTables();
        world.reachable = { [`${TABLES}:443`]: tables.port };
        try {
            const { tunnel, port } = await open("--stack", "prod", "--to", "dynamodb");
            assert.equal(
                tunnel.stdout,
                [
                    `dynamodb of prod is at 127.0.0.1:${port}`,
                    "",
                    "curl (7.88 or later, in bash or zsh), with the certificate checked, as whoever your credentials are",
                    '  eval "$(aws configure export-credentials --format env)"',
                    String.raw`  dynamodb() { curl -sS --connect-to ${TABLES}:443:127.0.0.1:${port} --aws-sigv4 aws:amz:eu-west-1:dynamodb -K <(printf 'user = "%s:%s"\nheader = "X-Amz-Security-Token: %s"\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN") -H "X-Amz-Target: DynamoDB_20120810.$1" -H "Content-Type: application/x-amz-json-1.0" -d "$2" https://${TABLES}/; }`,
                    `  dynamodb Query '{"TableName": "${table}", "KeyConditionExpression": "<key> = :k", "ExpressionAttributeValues": {":k": {"S": "<value>"}}}'`,
                    "",
                    "Ctrl-C closes the tunnel.",
                    "",
                ].join("\n"),
            );
            tunnel.signal("SIGINT");
            assert.equal(await tunnel.exit, 0);
        } finally {
            tables.close();
        }
    });

    describe("says what is missing, all at once:", () => {
        it("the tables, and what keeps them out of reach", async () => {
            world.stacks = { "stacks/network@prod": NETWORK, "stacks/dynamodb@prod": {} };
            assert.deepEqual(await refused("--stack", "prod", "--to", "dynamodb"), [
                1,
                [
                    "no tunnel into prod:",
                    "  - there are no tables: the layer dynamodb is not deployed; pulumi -C stacks/dynamodb up -s prod",
                ],
            ]);
            world.stacks["stacks/dynamodb@prod"] = { tableNames: { consents: "consents-1" } };
            const [, lines] = await refused("--stack", "prod", "--to", "dynamodb");
            assert.equal(
                lines.at(-1),
                `the tunnel is open, but ${TABLES} cannot be used through it: the connection was closed without an answer; is the network up to date, so that its security group admin may reach dynamodb?`,
            );
        });

        it("the proxy that is asked for", async () => {
            assert.deepEqual(await refused("--stack", "prod", "--to", "proxy"), [
                1,
                [
                    "no tunnel into prod:",
                    "  - there is no proxy: set pii:aurora.proxy to true in Pulumi.prod.yaml, then pulumi -C stacks/aurora up -s prod",
                ],
            ]);
        });

        it("every tool, and the port", async () => {
            machine.uninstall("aws", "session-manager-plugin", "pulumi");
            const server = createServer();
            const taken = await listen(server);
            try {
                assert.deepEqual(await refused("--stack", "prod", "--port", String(taken)), [
                    1,
                    [
                        "no tunnel into prod:",
                        `  - the AWS CLI is not installed: ${CLI}`,
                        `  - session-manager-plugin is not installed: ${PLUGIN}`,
                        "  - the Pulumi CLI is not installed: https://www.pulumi.com/docs/install/",
                        `  - port ${taken} of this machine is taken; name another one with --port, or none for any that is free`,
                    ],
                ]);
            } finally {
                server.close();
            }
        });

        it("credentials, a safe plugin, and the stacks", async () => {
            delete world.account;
            world.pluginVersion = "1.2.497.0";
            world.stacks = {};
            const nowhere = (layer: string) =>
                `  - the stack prod of stacks/${layer} does not exist where Pulumi is logged in to; deploy it (docs/deploy.md), or \`pulumi login\` to where its state is`;
            assert.deepEqual(await refused("--stack", "prod"), [
                1,
                [
                    "no tunnel into prod:",
                    '  - there are no credentials for AWS: Unable to locate credentials. You can configure credentials by running "aws configure".; get some, such as by `aws sso login`, and name their profile in AWS_PROFILE',
                    `  - session-manager-plugin is version 1.2.497.0, which shows the session's token to every user of this machine; install one after 1.2.497.0: ${PLUGIN}`,
                    nowhere("network"),
                    nowhere("aurora"),
                ],
            ]);
        });

        it("the right account, the way in, and the database", async () => {
            world.account = "111111111111";
            world.stacks = { "stacks/network@prod": { vpcId: "vpc-1" }, "stacks/aurora@prod": {} };
            assert.deepEqual(await refused("--stack", "prod"), [
                1,
                [
                    "no tunnel into prod:",
                    "  - the credentials are those of account 111111111111, but aws:allowedAccountIds of prod names 333333333333; name another profile in AWS_PROFILE",
                    "  - there is no way in: set pii:network.wayIn to host in Pulumi.prod.yaml, then pulumi -C stacks/network up -s prod",
                    "  - there is no database: the layer aurora is not deployed; pulumi -C stacks/aurora up -s prod",
                ],
            ]);
        });

        it("the same of an environment in one stack", async () => {
            world.account = "111111111111";
            world.stacks = { "@dev": {} };
            assert.deepEqual(await refused("--stack", "dev"), [
                1,
                [
                    "no tunnel into dev:",
                    "  - there is no way in: set pii:network.wayIn to host in Pulumi.dev.yaml, then pulumi up -s dev",
                    "  - there is no database: the layer aurora is not deployed; pulumi up -s dev",
                ],
            ]);
        });

        it("where the state is", async () => {
            world.pulumiSays = "error: PULUMI_ACCESS_TOKEN must be set for login";
            assert.deepEqual(await refused("--stack", "prod"), [
                1,
                [
                    "no tunnel into prod:",
                    ...["network", "aurora"].map(
                        (layer) =>
                            `  - the outputs of the stack prod of stacks/${layer} cannot be read: error: PULUMI_ACCESS_TOKEN must be set for login`,
                    ),
                ],
            ]);
        });

        it("a healthy host", async () => {
            world.instances = [
                { InstanceId: "i-1", LifecycleState: "Pending", HealthStatus: "Healthy" },
                { InstanceId: "i-2", LifecycleState: "InService", HealthStatus: "Unhealthy" },
            ];
            assert.deepEqual(await refused("--stack", "prod"), [
                1,
                [
                    "the group pii-prod-way-in-1a2b has no healthy instance (i-1 is Pending, Healthy; i-2 is InService, Unhealthy); one that is being started takes a minute or two, and the group's activity history in the EC2 console says what keeps it",
                ],
            ]);
        });

        it("the right to look for the host", async () => {
            world.mayDescribe = false;
            assert.deepEqual(await refused("--stack", "prod"), [
                1,
                [
                    "the way in cannot be looked up: An error occurred (AccessDenied) when calling the DescribeAutoScalingGroups operation: not authorized; whoever opens tunnels needs the policy that the network layer makes for it (docs/tunnel.md)",
                ],
            ]);
        });

        it("a host that Session Manager can reach", async () => {
            delete world.connected;
            const [code, lines] = await refused("--stack", "prod");
            assert.deepEqual(
                [code, lines.at(-1)],
                [
                    1,
                    "no tunnel into prod: the session ended (code 254: An error occurred (TargetNotConnected) when calling the StartSession operation: i-new is not connected.); a host that has just been started takes a minute until it can be reached",
                ],
            );
        });

        it("a database that answers through the tunnel", async () => {
            world.reachable = {};
            const [code, lines] = await refused("--stack", "prod");
            assert.deepEqual(
                [code, lines.at(-1)],
                [
                    1,
                    `the tunnel is open, but ${ENDPOINT} cannot be used through it: the connection was closed without an answer; is the cluster running?`,
                ],
            );
        });
    });

    it("says so when AWS ends the session, and how to open it again", async () => {
        const { tunnel, port } = await open("--stack", "prod");
        const [, plugin] = await tunnel.says(/plugin (\d+) of/);
        process.kill(Number(plugin), "SIGUSR2");
        assert.equal(await tunnel.exit, 1);
        assert.equal(
            tunnel.stderr.trimEnd().split("\n").at(-1),
            `the tunnel was closed by the other side (code 0: Exiting session with sessionId: op-0123456789abcdef0.): AWS ends a session after 20 minutes without traffic, and the host is replaced every week; open it again with npm run tunnel -- --stack prod --to database --port ${port}`,
        );
        assert.equal(await isFree(port), true);
    });

    it("leaves no plugin behind when the AWS CLI is killed", async () => {
        const { tunnel, port } = await open("--stack", "prod");
        const [, aws] = await tunnel.says(/plugin \d+ of aws (\d+)/);
        process.kill(Number(aws), "SIGKILL");
        assert.equal(await tunnel.exit, 1);
        assert.match(tunnel.stderr, /the tunnel was closed by the other side \(SIGKILL: /);
        assert.equal(await isFree(port), true);
    });

    it("ends a plugin that does not heed Ctrl-C when it is pressed again", async () => {
        world.stubborn = true;
        const { tunnel, port } = await open("--stack", "prod");
        tunnel.signal("SIGINT");
        await tunnel.says(/plugin goes on/);
        assert.equal(await isFree(port), false);
        tunnel.signal("SIGINT");
        assert.equal(await tunnel.exit, 0);
        assert.equal(await isFree(port), true);
    });

    it("refuses options that make no sense", async () => {
        const last = async (...args: string[]) => {
            const [code, lines] = await refused(...args);
            return [code, lines[0]];
        };
        assert.deepEqual(await last(), [
            1,
            "error: required option '--stack <name>' not specified",
        ]);
        assert.deepEqual(await last("--stack", "prod", "--port", "65536"), [
            1,
            "error: option '--port <number>' argument '65536' is invalid. It must be a port from 1 to 65535.",
        ]);
        assert.deepEqual(await last("--stack", "prod", "--to", "dax"), [
            1,
            "error: option '--to <target>' argument 'dax' is invalid. Allowed choices are database, reader, proxy, dynamodb.",
        ]);
        assert.deepEqual(await last("--stack", "production"), [
            1,
            'there is no environment "production": no file Pulumi.production.yaml in this repository',
        ]);
    });
});
