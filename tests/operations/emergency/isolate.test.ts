import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ACCOUNT_ID, POLICY, REPLICA, STREAM, TABLE, World } from "./harness";

const NOW = ["--confirm", "prod"];

const GROUPS: [type: string, id: string, property: string, was: string][] = [
    ["aws:rds/cluster:Cluster", "pii-prod", "vpcSecurityGroupIds", "sg-aurora"],
    ["aws:rds/proxy:Proxy", "pii-prod-proxy", "vpcSecurityGroupIds", "sg-proxy"],
    [
        "aws:rds/proxyEndpoint:ProxyEndpoint",
        "pii-prod-proxy/pii-prod-proxy-read-only",
        "vpcSecurityGroupIds",
        "sg-proxy",
    ],
    ["aws:dax/cluster:Cluster", "pii-prod", "securityGroupIds", "sg-dax"],
];

describe("npm run emergency: isolate and restore", function () {
    let world: World;
    beforeEach(async () => {
        world = await World.of();
    });
    afterEach(() => {
        world.end();
    });

    const groupsOf = ([type, id, property]: (typeof GROUPS)[number]) =>
        world.account.get(type, id)?.outputs[property] as string[];
    const policyOf = (arn: string) =>
        world.account.get("aws:dynamodb/resourcePolicy:ResourcePolicy", arn)?.inputs.policy as
            string | undefined;

    it("cuts everything off, and nothing of another environment", async () => {
        const { code, said } = await world.run(["isolate", ...NOW]);
        assert.equal(code, 0, said.join("\n"));
        const [group, ...others] = world.account
            .all("aws:ec2/securityGroup:SecurityGroup")
            .filter(({ inputs }) => inputs.name === "pii-prod-isolation");
        assert.deepEqual(others, []);
        assert.deepEqual([group?.inputs.vpcId, group?.inputs.byHand], ["vpc-1", []]);
        for (const one of GROUPS) {
            assert.deepEqual(groupsOf(one), [group?.id], one[0]);
        }
        const other = world.account.get("aws:dax/cluster:Cluster", "pii-production");
        assert.deepEqual(other?.outputs.securityGroupIds, ["sg-dax"]);
        const runs = world.account.get("aws:lambda/function:Function", "pii-prod-database-access");
        assert.equal(runs?.inputs.reservedConcurrentExecutions, 0);
        for (const arn of [TABLE, REPLICA, STREAM]) {
            assert.match(policyOf(arn) ?? "", /EmergencyIsolation/, arn);
        }
        assert.match(policyOf(TABLE) ?? "", /DenyWithoutTls/);
        assert.equal(policyOf(STREAM.replace("tokens", "other")), undefined);
        assert.deepEqual(restarted(world), [
            "pii-prod-1",
            "pii-prod-2",
            "pii-prod/pii-prod-a",
            "pii-prod/pii-prod-b",
        ]);
        assert.deepEqual(world.rebooted, ["pii-prod"]);
        assert.deepEqual(
            world.account.all("aws:rds/clusterSnapshot:ClusterSnapshot").map(({ id }) => id),
            ["pii-prod-isolated-20261121102030"],
        );
    });

    it("shows what there is and what would become of it, and does nothing without a word", async () => {
        const before = world.content;
        const { said, error } = await world.run(["isolate"]);
        assert.deepEqual(error, ["nothing was done: to isolate it say --confirm prod"]);
        assert.deepEqual(said, [
            `prod at AWS, account ${ACCOUNT_ID}, as arn:aws:iam::${ACCOUNT_ID}:user/sandbox:`,
            "  isolation group of vpc-1: none -> without rules",
            "  runs of the function pii-prod-database-access: 2 at once -> none",
            `  policy of eu-west-1:${ACCOUNT_ID}:table/tokens-1a2b3c4: one that does not -> one that keeps everybody out`,
            `  policy of eu-west-1:${ACCOUNT_ID}:table/tokens-1a2b3c4/stream/2026-11-21T00:00:00.000: none -> one that keeps everybody out`,
            `  policy of eu-central-1:${ACCOUNT_ID}:table/tokens-1a2b3c4: none -> one that keeps everybody out`,
            "  security groups of the cluster pii-prod: sg-aurora -> the isolation group",
            "  security groups of the proxy pii-prod-proxy: sg-proxy -> the isolation group",
            "  security groups of the proxy's endpoint pii-prod-proxy-read-only: sg-proxy -> the isolation group",
            "  security groups of the cache pii-prod: sg-dax -> the isolation group",
            "  sessions of pii-prod-1, by a restart",
            "  sessions of pii-prod-2, by a restart",
            "  sessions of the cache's node pii-prod-a, by a restart",
            "  sessions of the cache's node pii-prod-b, by a restart",
            "  snapshot of pii-prod",
        ]);
        assert.deepEqual(world.content, before);
    });

    it("takes no other name than the stack's", async () => {
        const before = world.content;
        const asked: string[] = [];
        const ask = (question: string) => {
            asked.push(question);
            return Promise.resolve("staging");
        };
        assert.deepEqual((await world.run(["isolate"], { ask })).error, [
            'nothing was done: "staging" is not the name of the stack, prod',
        ]);
        assert.deepEqual(asked, ["Type the name of the stack to isolate it: "]);
        assert.deepEqual(world.content, before);
        const typed = await world.run(["isolate"], { ask: () => Promise.resolve(" prod ") });
        assert.equal(typed.code, 0);
    });

    it("touches nothing on another account", async () => {
        world.settings("999999999999");
        const before = world.content;
        assert.deepEqual((await world.run(["isolate", ...NOW])).error, [
            `nothing was done: the credentials are those of account ${ACCOUNT_ID}, but aws:allowedAccountIds of prod names 999999999999; name another profile in AWS_PROFILE`,
        ]);
        assert.deepEqual(world.content, before);
    });

    it("says so when it is run twice, and changes nothing more", async () => {
        await world.run(["isolate", ...NOW]);
        const before = world.content;
        const lines = world.journal.length;
        const { said, code } = await world.run(["isolate"]);
        assert.equal(code, 0);
        assert.equal(
            said[0],
            `prod at AWS, account ${ACCOUNT_ID} is isolated already, in whole or in part: what is missing is done.`,
        );
        assert.equal(said.at(-1), "There is nothing left to do.");
        assert.deepEqual(world.content, before);
        assert.equal(world.journal.length, lines);
        assert.equal(world.rebooted.length, 1);
    });

    it("notes every step before and after it, with who and how it was", async () => {
        await world.run(["isolate", ...NOW]);
        const cluster = world.journal.filter(({ kind }) => kind === "cluster");
        const [group] = groupsOf(GROUPS[0] ?? ["", "", "", ""]);
        const common = {
            at: "2026-11-21T10:20:30.000Z",
            by: `arn:aws:iam::${ACCOUNT_ID}:user/sandbox`,
            kind: "cluster",
            id: "pii-prod",
            command: "isolate",
        };
        assert.deepEqual(cluster, [
            { ...common, event: "begin", before: ["sg-aurora"], after: [group] },
            { ...common, event: "done" },
        ]);
    });

    it("puts back exactly what was, but for the snapshot", async () => {
        const before = shape(world);
        await world.run(["isolate", ...NOW]);
        const { code, said } = await world.run(["restore", ...NOW]);
        assert.equal(code, 0, said.join("\n"));
        assert.deepEqual(shape(world), before);
        assert.equal(policyOf(TABLE), POLICY);
        const again = await world.run(["restore"]);
        assert.match(again.said.join(), /^There is nothing to put back: .* names nothing/);
        assert.equal(again.code, 0);
    });

    it("isolates anew after that, with another snapshot", async () => {
        await world.run(["isolate", ...NOW]);
        await world.run(["restore", ...NOW]);
        const later = () => new Date("2026-12-24T00:00:00Z");
        assert.equal((await world.run(["isolate", ...NOW], { now: later })).code, 0);
        assert.equal(world.account.all("aws:rds/clusterSnapshot:ClusterSnapshot").length, 2);
        assert.equal(world.rebooted.length, 2);
    });

    it("does what can be done where something fails, and the rest when it is run again", async () => {
        world.stuck = true;
        const { code, said } = await world.run(["isolate", ...NOW]);
        assert.equal(code, 1);
        const sessions = "sessions of pii-prod-1, by a restart";
        assert.ok(said.includes(`${sessions}: FAILED, not now`), said.join("\n"));
        assert.equal(said.at(-1), "1 not done: mend what is told above, and run isolate again.");
        assert.equal(world.account.all("aws:rds/clusterSnapshot:ClusterSnapshot").length, 1);
        world.stuck = false;
        const again = await world.run(["isolate", ...NOW]);
        assert.deepEqual(
            again.said.filter((line) => !line.startsWith(" ") && !line.includes("already")),
            [
                `prod at AWS, account ${ACCOUNT_ID}, as arn:aws:iam::${ACCOUNT_ID}:user/sandbox:`,
                `${sessions}: it restarts`,
                ...said.slice(-3, -1),
            ],
        );
        assert.equal(again.code, 0);
    });

    it("puts back what was, wherever it was killed", async () => {
        const file = join(world.root, ".emergency/prod.jsonl");
        const before = shape(world);
        for (let lines = 1; ; lines++) {
            const { error, code } = await world.run(["isolate", ...NOW], world.killedAfter(lines));
            if (code === 0) {
                assert.ok(lines > 15, String(lines));
                return;
            }
            assert.deepEqual(error, ["killed"], String(lines));
            // The line that it was writing.
            appendFileSync(file, '{"at":"2026');
            assert.equal((await world.run(["restore", ...NOW])).code, 0);
            assert.deepEqual(shape(world), before, String(lines));
            const [snapshot] = world.account.all("aws:rds/clusterSnapshot:ClusterSnapshot");
            world.account.remove("aws:rds/clusterSnapshot:ClusterSnapshot", snapshot?.id ?? "");
        }
    });

    it("goes on where it was killed, and remembers how it was at first", async () => {
        const before = shape(world);
        await world.run(["isolate", ...NOW], world.killedAfter(7));
        assert.equal((await world.run(["isolate", ...NOW])).code, 0);
        assert.equal((await world.run(["restore", ...NOW])).code, 0);
        assert.deepEqual(shape(world), before);
    });

    it("cuts off what is there where something is not, and says so", async () => {
        world.put("aws:ssm/parameter:Parameter", "/pii-platform/prod/tables/orders", {
            name: "/pii-platform/prod/tables/orders",
            insecureValue: "orders-1",
        });
        const { code, said } = await world.run(["isolate", ...NOW]);
        assert.equal(code, 1);
        assert.equal(
            said.at(-4),
            "NOT DONE: the table orders-1 in eu-west-1 cannot be found: there is no orders-1 in eu-west-1",
        );
        assert.match(policyOf(TABLE) ?? "", /EmergencyIsolation/);
    });

    it("says which other clusters have the data", async () => {
        const arn = (region: string, id: string) =>
            `arn:aws:rds:${region}:${ACCOUNT_ID}:cluster:${id}`;
        world.put("aws:rds/globalCluster:GlobalCluster", "pii-prod-global", {});
        const cluster = world.account.get("aws:rds/cluster:Cluster", "pii-prod");
        world.put("aws:rds/cluster:Cluster", "pii-prod", cluster?.inputs ?? {}, {
            ...cluster?.outputs,
            arn: arn("eu-west-1", "pii-prod"),
        });
        world.put(
            "aws:rds/cluster:Cluster",
            "pii-prod-away",
            {},
            { region: "eu-central-1", arn: arn("eu-central-1", "pii-prod-away") },
        );
        for (const [id, isWriter] of [
            ["pii-prod", true],
            ["pii-prod-away", false],
        ] as const) {
            const member = { global: "pii-prod-global", cluster: id, isWriter };
            world.put("sandbox:rds/globalMember", id, {}, member);
        }
        const { said } = await world.run(["isolate"]);
        assert.equal(
            said[0],
            `${arn("eu-central-1", "pii-prod-away")} holds the same data, in a global database: isolate its stack as well.`,
        );
    });

    it("waits for what AWS is busy with", async () => {
        const [type, id] = ["aws:rds/cluster:Cluster", "pii-prod"];
        const { inputs, outputs } = world.account.get(type, id) ?? { inputs: {}, outputs: {} };
        world.put(type, id, inputs, { ...outputs, status: "backing-up" });
        let pauses = 0;
        const pause = () => {
            if (++pauses === 3) {
                world.put(type, id, inputs, outputs);
            }
            return Promise.resolve();
        };
        const { code } = await world.run(["isolate", ...NOW], { pause });
        assert.deepEqual([code, pauses], [0, 3]);
    });

    it("puts back the rest where something is gone, and begins anew the next time", async () => {
        await world.run(["isolate", ...NOW]);
        world.account.remove("aws:rds/proxy:Proxy", "pii-prod-proxy");
        const { code, said } = await world.run(["restore", ...NOW]);
        assert.equal(code, 0, said.join("\n"));
        const gone = "security groups of the proxy pii-prod-proxy: is not there any more";
        assert.deepEqual(
            said.filter((line) => line.endsWith(gone)),
            [`  ${gone}`, gone],
        );
        assert.deepEqual(
            groupsOf(["aws:rds/cluster:Cluster", "pii-prod", GROUPS[0]?.[2] ?? "", ""]),
            ["sg-aurora"],
        );
        const later = () => new Date("2026-12-24T00:00:00Z");
        await world.run(["isolate", ...NOW], { now: later });
        assert.equal(world.account.all("aws:rds/clusterSnapshot:ClusterSnapshot").length, 2);
    });

    it("keeps the isolation group until nothing needs it", async () => {
        await world.run(["isolate", ...NOW]);
        const file = join(world.root, ".emergency/prod.jsonl");
        // A state that AWS will not take.
        const wrong = readFileSync(file, "utf8").replace('"sg-dax"', '"sg-gone"');
        writeFileSync(file, wrong);
        const { code, said } = await world.run(["restore", ...NOW]);
        assert.equal(code, 1);
        assert.deepEqual(
            said.filter((line) => line.includes("FAILED")),
            [
                "security groups of the cache pii-prod: FAILED, there is no security group sg-gone",
                "isolation group of vpc-1: FAILED, it stays until all that is above is put back",
            ],
        );
    });

    it("says what somebody else has changed since", async () => {
        await world.run(["isolate", ...NOW]);
        world.put("aws:rds/proxy:Proxy", "pii-prod-proxy", { vpcSecurityGroupIds: ["sg-else"] });
        const { said } = await world.run(["restore", ...NOW]);
        assert.ok(
            said.includes(
                "  security groups of the proxy pii-prod-proxy: sg-else -> sg-proxy, though somebody else has changed it since",
            ),
            said.join("\n"),
        );
    });
});

/** What was restarted, in that order. */
function restarted({ journal }: World) {
    return journal
        .filter(({ kind, event }) => kind === "sessions" && event === "acted")
        .map(({ id }) => id);
}

/** What there is, but for snapshots, which stay. */
function shape({ content }: World) {
    return content
        .filter(({ type }) => !type.includes("clusterSnapshot"))
        .map(({ type, id, inputs }) => ({ type, id, inputs }));
}
