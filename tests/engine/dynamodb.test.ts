import assert from "node:assert/strict";
import { TABLE } from "../../sandbox/aws/dynamodb/types";
import type { Sandbox } from "../../sandbox/platform/sandbox";
import type { Props } from "../../sandbox/provider/provider";
import { consents } from "../../tables/consents";
import { TABLES } from "../../tables/tables";
import { type Config, failure, Rehearsal, steps } from "../support/rehearsal";

const AWAY = "eu-central-1";

/** The end of an address depends on the account and the region alone. */
const address = (cluster: string) =>
    `daxs://${cluster}.1t99t5.dax-clusters.eu-west-1.amazonaws.com:9111`;

/** The alarms of a cache, by the ends of their names. */
const CACHE_ALARMS = [
    "cache-memory",
    "client-connections",
    "evictions",
    "hit-ratio",
    "node-cpu",
    "request-errors",
    "request-faults",
    "requests-throttled",
];

/** All that a cluster is made of, and what it takes for programs to use it. */
const clusterSteps = (op: "create" | "delete", name: string) =>
    [
        ...["dax/cluster:Cluster", "dax/parameterGroup:ParameterGroup"],
        ...["dax/subnetGroup:SubnetGroup", "iam/role:Role", "iam/rolePolicy:RolePolicy"],
    ]
        .map((type) => `${op} ${name} (aws:${type})`)
        .concat(
            `${op} ${name} (pii:dynamodb:DaxCache)`,
            `${op} ${name}-node-type (pulumi:index:Stash)`,
            `${op} pii-prod-dynamodb-${name} (pii:alarms:Alarms)`,
            ...CACHE_ALARMS.map(
                (alarm) =>
                    `${op} pii-prod-dynamodb-${name}-${alarm} (aws:cloudwatch/metricAlarm:MetricAlarm)`,
            ),
            `${op} pii-prod-dynamodb-${name}-in-trouble (aws:cloudwatch/compositeAlarm:CompositeAlarm)`,
            ...["consents", "tokens"].flatMap((table) =>
                [table, `${table}-${AWAY}`].map(
                    (each) => `update ${each} (aws:dynamodb/resourcePolicy:ResourcePolicy)`,
                ),
            ),
            "update pii-prod-dynamodb (aws:cloudwatch/dashboard:Dashboard)",
            "update pii-prod-tables-consents-read (aws:iam/policy:Policy)",
        )
        .sort();

describe("the tables and their cache, on the real engine", function () {
    const prod = new Rehearsal("prod", ["pii-keys", "pii-network", "pii-dynamodb"]);
    const { cache } = consents;
    after(async () => {
        Object.assign(consents, { cache });
        await prod.end();
    });

    const others = {
        "pii:residency": ["eu-west-1", AWAY],
        "pii:alarms": { emails: ["team@example.com"], urgentEmails: ["oncall@example.com"] },
    };
    /** What has been set so far: at first all that makes something of its own. */
    let dynamodb: Config = {
        replicaRegions: [AWAY],
        exports: "daily",
        changeStreams: "kinesis",
        contributorInsights: "all",
    };

    /** Opens the sandbox with the tables' layer alone: the others stay as they are. */
    const layer = <Result>(changes: Config, work: (sandbox: Sandbox) => Promise<Result>) =>
        prod.with({ "pii:dynamodb": { ...dynamodb, ...changes }, ...others }, (sandbox) =>
            work({ ...sandbox, stacks: sandbox.stacks.slice(-1) }),
        );
    /** An update with changes that stay; the policies have judged all of it once. */
    const up = (changes: Config = {}) => {
        dynamodb = { ...dynamodb, ...changes };
        return layer({}, (sandbox) => steps(sandbox, "up", { policies: false }));
    };
    const preview = (changes: Config = {}) =>
        layer(changes, (sandbox) => steps(sandbox, "preview"));

    /** Where clients are led to, and the address of the cluster beside. */
    const endpoints = () =>
        layer({}, async ({ stacks: [stack] }) => {
            const outputs = await stack?.outputs();
            return [outputs?.daxEndpoint?.value, outputs?.daxNextEndpoint?.value] as unknown[];
        });

    it("come up with all that there is, and a second update changes nothing", async () => {
        const created = await prod.up({ "pii:dynamodb": dynamodb, ...others });
        const around = (table: string, index: string) => [
            `create ${table} (aws:dynamodb/contributorInsights:ContributorInsights)`,
            `create ${table} (aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination)`,
            `create ${table} (aws:dynamodb/table:Table)`,
            `create ${table}-${index} (aws:dynamodb/contributorInsights:ContributorInsights)`,
            `create ${table}-changes (aws:kinesis/stream:Stream)`,
            `create pii-prod-exports-${table} (aws:scheduler/schedule:Schedule)`,
            ...[table, `${table}-${AWAY}`].flatMap((name) => [
                `create ${name} (aws:dynamodb/resourcePolicy:ResourcePolicy)`,
                `create ${name}-stream (aws:dynamodb/resourcePolicy:ResourcePolicy)`,
            ]),
        ];
        assert.deepEqual(
            created.filter((step) => /\(aws:(dynamodb|kinesis|scheduler\/schedule:)/.test(step)),
            [...around("consents", "by-purpose"), ...around("tokens", "by-user")].sort(),
        );
        assert.deepEqual(await prod.up({ "pii:dynamodb": dynamodb, ...others }), []);
    });

    it("have in every region what they have at home, and alarms of that region", async () => {
        await layer({}, ({ account }) => {
            const tables = account.all(TABLE);
            assert.equal(tables.length, TABLES.length);
            for (const { outputs } of tables) {
                const [{ kmsKeyArn, ...replica } = {}, ...more] = outputs.replicas as Props[];
                assert.deepEqual(more, []);
                assert.match(String(kmsKeyArn), /^arn:aws:kms:eu-central-1:/);
                const { regionName, pointInTimeRecovery, deletionProtectionEnabled } = replica;
                assert.deepEqual(
                    [regionName, pointInTimeRecovery, deletionProtectionEnabled],
                    [AWAY, true, true],
                );
                assert.equal(replica.propagateTags, true);
            }
            for (const [type, actions] of [
                ["aws:cloudwatch/metricAlarm:MetricAlarm", "pii-prod-alarms"],
                ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "pii-prod-urgent"],
            ] as const) {
                const away = account.all(type).filter(({ outputs }) => outputs.region === AWAY);
                const names = away.map(({ id }) => id).join("\n");
                for (const { name } of TABLES) {
                    assert.match(names, new RegExp(`pii-prod-dynamodb-${name}-${AWAY}-`));
                }
                for (const { inputs } of away) {
                    const [topic, ...rest] = inputs.alarmActions as string[];
                    assert.deepEqual(rest, []);
                    assert.match(
                        String(topic),
                        new RegExp(`^arn:aws:sns:${AWAY}:\\d+:${actions}-${AWAY}-\\w{7}$`),
                    );
                }
            }
            return Promise.resolve();
        });
    });

    it("have a replicated table become provisioned, with alarms of its limits", async () => {
        const capacity = {
            mode: "provisioned",
            read: { min: 5, max: 500 },
            write: { min: 5, max: 200 },
        };
        const names = ["consents", "consents-by-purpose"];
        const alarmed = [
            ...["", "by-purpose-"].flatMap((index) => [
                `consents-${index}`,
                `consents-${AWAY}-${index}`,
            ]),
        ];
        assert.deepEqual(
            await up({ tables: { consents: { capacity } } }),
            [
                "create consents (pii:dynamodb:TableAutoscaling)",
                ...names.flatMap((name) =>
                    ["read", "write"].flatMap((way) => [
                        `create ${name}-${way} (aws:appautoscaling/policy:Policy)`,
                        `create ${name}-${way} (aws:appautoscaling/target:Target)`,
                    ]),
                ),
                ...alarmed.flatMap((of) =>
                    ["read", "write"].map(
                        (way) =>
                            `create pii-prod-dynamodb-${of}${way}-units (aws:cloudwatch/metricAlarm:MetricAlarm)`,
                    ),
                ),
                "update consents (aws:dynamodb/table:Table)",
                "update pii-prod-dynamodb (aws:cloudwatch/dashboard:Dashboard)",
            ].sort(),
        );
    });

    it("have the age of answers changed in place, by another parameter group", async () => {
        Object.assign(consents, { cache: { itemSeconds: 30, querySeconds: 60 } });
        assert.deepEqual(await up(), [
            "create-replacement dax (aws:dax/parameterGroup:ParameterGroup)",
            "delete-replaced dax (aws:dax/parameterGroup:ParameterGroup)",
            "replace dax (aws:dax/parameterGroup:ParameterGroup)",
            "update dax (aws:dax/cluster:Cluster)",
        ]);
        assert.deepEqual(await endpoints(), [address("pii-prod"), undefined]);
    });

    const next = { nodeType: "dax.r7i.large", serves: false };
    const away = { daxNodeType: "dax.r7i.large", daxGeneration: 2, daxNext: undefined };

    it("get another cluster beside the one that serves, which can be given up", async () => {
        assert.deepEqual(await up({ daxNext: next }), clusterSteps("create", "dax-2"));
        assert.deepEqual(await endpoints(), [address("pii-prod"), address("pii-prod-2")]);
        assert.deepEqual(await up({ daxNext: undefined }), clusterSteps("delete", "dax-2"));
        assert.deepEqual(await endpoints(), [address("pii-prod"), undefined]);
    });

    it("are refused to give up the cluster that serves", async () => {
        const { message } = await failure(preview({ daxNodeType: "dax.r7i.large" }));
        assert.match(message, /DAX cluster pii-prod has nodes of dax\.r5\.large, and cannot get/);
        assert.deepEqual(await up({ daxNext: next }), clusterSteps("create", "dax-2"));
        const early = await failure(preview(away));
        assert.match(
            early.message,
            /^ {2}dax \(aws:dax\/cluster:Cluster\): .* cannot be deleted\n {2}because it is protected/m,
        );
    });

    it("have clients led over to the other cluster", async () => {
        assert.deepEqual(await up({ daxNext: { ...next, serves: true } }), [
            "update pii-prod-parameters/dax/endpoint (aws:ssm/parameter:Parameter)",
        ]);
        assert.deepEqual(await endpoints(), [address("pii-prod-2"), address("pii-prod")]);
    });

    it("lose the old cluster, and nothing else changes", async () => {
        assert.deepEqual(await up(away), clusterSteps("delete", "dax"));
        assert.deepEqual(await endpoints(), [address("pii-prod-2"), undefined]);
        assert.deepEqual(await preview(), []);
    });
});
