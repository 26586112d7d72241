import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Client } from "pg";
import { CLUSTER, INSTANCE, SNAPSHOT } from "../../sandbox/aws/rds/types";
import { rotateManagedSecret } from "../../sandbox/aws/secretsmanager/rotation";
import { ROTATION, SECRET } from "../../sandbox/aws/secretsmanager/store";
import type { Entry } from "../../sandbox/cloud/account";
import { masterOf } from "../../sandbox/platform/master";
import type { Sandbox } from "../../sandbox/platform/sandbox";
import { type Config, failure, Rehearsal, resources, steps } from "../support/rehearsal";

/** The steps on what holds the data or serves it; alarms and the like follow. */
const isOfCluster = (step: string) =>
    /\(aws:rds\/(cluster|clusterInstance|\w*arameterGroup):/.test(step);

describe("the life of a cluster, on the real engine", function () {
    const prod = new Rehearsal("prod", ["pii-keys", "pii-network", "pii-aurora"]);
    after(() => prod.end());

    /** What has been set so far. Without the first, changes would wait for the window. */
    let aurora: Config = { applyImmediately: true };
    let others: Config = {};

    /** Opens the sandbox with the cluster's layer alone: the others stay as they are. */
    const layer = <Result>(
        changes: Config,
        work: (sandbox: Sandbox) => Promise<Result>,
        checkpoints = false,
    ) =>
        prod.with(
            { "pii:aurora": { ...aurora, ...changes }, ...others },
            (sandbox) => work({ ...sandbox, stacks: sandbox.stacks.slice(-1) }),
            { checkpoints },
        );
    const preview = (changes: Config = {}) =>
        layer(changes, (sandbox) => steps(sandbox, "preview"));
    /** An update with changes that stay. */
    const up = (changes: Config = {}) => {
        aurora = { ...aurora, ...changes };
        return layer({}, (sandbox) => steps(sandbox, "up"));
    };

    /** What `sql` answers the master, by default with the password that Secrets Manager has. */
    async function asMaster({ account, postgres }: Sandbox, sql: string, password?: string) {
        const master = masterOf(account, postgres, "prod");
        const ca = readFileSync(postgres.caFile, "utf8");
        const servername = String(only(account.all(CLUSTER)).outputs.endpoint);
        const login = { ...master, ...(password !== undefined && { password }) };
        const client = new Client({ ...login, ssl: { ca, servername } });
        await client.connect();
        try {
            return (await client.query(sql)).rows as unknown[];
        } finally {
            await client.end();
        }
    }

    /** What there is in AWS: the version, and the classes of the instances. */
    const present = ({ account }: Sandbox) => ({
        version: only(account.all(CLUSTER)).outputs.engineVersionActual,
        classes: account.all(INSTANCE).map(({ inputs }) => inputs.instanceClass),
    });

    it("begins", async () => {
        const created = await prod.up({ "pii:aurora": aurora });
        assert.ok(created.includes("create pii-prod (aws:rds/cluster:Cluster)"));
        await layer({}, (sandbox) => asMaster(sandbox, "create table kept as select 42 as answer"));
    });

    it("changes its class in place", async () => {
        const done = await up({ instanceClass: "db.r7g.xlarge" });
        assert.deepEqual(done.filter(isOfCluster), [
            "update pii-prod-1 (aws:rds/clusterInstance:ClusterInstance)",
            "update pii-prod-2 (aws:rds/clusterInstance:ClusterInstance)",
        ]);
        // Limits are shares of what a class has.
        assert.deepEqual(
            done.filter((step) => !isOfCluster(step)),
            [
                "update pii-prod-aurora (aws:cloudwatch/dashboard:Dashboard)",
                "update pii-prod-aurora-connections (aws:cloudwatch/metricAlarm:MetricAlarm)",
                "update pii-prod-aurora-free-local-storage (aws:cloudwatch/metricAlarm:MetricAlarm)",
                "update pii-prod-aurora-free-memory (aws:cloudwatch/metricAlarm:MetricAlarm)",
                "update pii-prod-aurora-proxy-pinned (aws:cloudwatch/metricAlarm:MetricAlarm)",
            ],
        );
    });

    it("gets another reader", async () => {
        assert.deepEqual(await up({ instances: 3 }), [
            "create pii-prod-3 (aws:rds/clusterInstance:ClusterInstance)",
            "update pii-prod-events-db-instance (aws:rds/eventSubscription:EventSubscription)",
        ]);
    });

    it("is upgraded to another major version, with parameter groups that come before and go after", async () => {
        const ended: string[] = [];
        aurora = { ...aurora, engineVersion: "17.7", allowMajorUpgrade: true };
        await layer({}, async ({ stacks: [stack] }) => {
            await stack?.up({
                onEvent: ({ resOutputsEvent }) => {
                    const { op = "same", urn = "" } = resOutputsEvent?.metadata ?? {};
                    if (op !== "same" && op !== "read") {
                        ended.push(`${op} ${urn.split("$").at(-1) ?? ""}`);
                    }
                },
            });
        });
        const groups = (op: string, family: number) => [
            `${op} aws:rds/clusterParameterGroup:ClusterParameterGroup::pii-prod-aurora-postgresql${family}`,
            `${op} aws:rds/parameterGroup:ParameterGroup::pii-prod-aurora-postgresql${family}`,
        ];
        assert.deepEqual(
            [...ended.slice(0, 2).sort(), ...ended.slice(2, -2), ...ended.slice(-2).sort()],
            [
                ...groups("create", 17),
                "update aws:rds/cluster:Cluster::pii-prod",
                "update aws:rds/clusterInstance:ClusterInstance::pii-prod-1",
                "update aws:rds/clusterInstance:ClusterInstance::pii-prod-2",
                "update aws:rds/clusterInstance:ClusterInstance::pii-prod-3",
                ...groups("delete", 16),
            ],
        );
    });

    it("is upgraded to another minor version in place, and keeps its data", async () => {
        assert.deepEqual(await up({ engineVersion: "17.10", allowMajorUpgrade: false }), [
            "update pii-prod (aws:rds/cluster:Cluster)",
        ]);
        await layer({}, async (sandbox) => {
            assert.deepEqual(present(sandbox), {
                version: "17.10",
                classes: Array(3).fill("db.r7g.xlarge"),
            });
            assert.deepEqual(await asMaster(sandbox, "select * from kept"), [{ answer: 42 }]);
        });
    });

    it("gets its master's passwords from RDS, at times that are ours, and neither is a change", async () => {
        await layer({}, async (sandbox) => {
            const { account, postgres } = sandbox;
            const secret = only(
                account.all(SECRET).filter(({ outputs }) => outputs.owningService === "rds"),
            );
            assert.deepEqual(
                account.all(ROTATION).map(({ id, inputs }) => [id, inputs.rotationRules]),
                [[secret.id, { automaticallyAfterDays: 7 }]],
            );
            const before = masterOf(account, postgres, "prod")?.password;
            await rotateManagedSecret(account, { postgres }, secret);
            await assert.rejects(
                asMaster(sandbox, "select", before),
                /password authentication failed/,
            );
            assert.deepEqual(await asMaster(sandbox, "select current_user as name"), [
                { name: "piimaster" },
            ]);
        });
        assert.deepEqual(await preview({ masterRotationDays: 30 }), [
            "update pii-prod-master (aws:secretsmanager/secretRotation:SecretRotation)",
        ]);
    });

    it("refuses what would put an empty one in its place, before anything happens", async () => {
        const refused = { databaseName: "other", subnetTier: "private", instances: 4 };
        await layer(refused, async (sandbox) => {
            const before = [resources(sandbox.stacks), sandbox.account.everything()];
            const { message } = await failure(steps(sandbox, "preview"));
            assert.equal(
                message.slice(0, message.indexOf("docs/")),
                `preview of pii-aurora failed
  an empty cluster would take the place of pii-prod; this is refused:
    databaseName is "other"; must stay "pii_db": make another database in the same cluster: CREATE DATABASE
    subnetTier is "private"; must stay "isolated": set the cluster aside, and restore it into the other tier
  `,
            );
            await failure(steps(sandbox, "up"));
            assert.deepEqual([resources(sandbox.stacks), sandbox.account.everything()], before);
        });
    });

    it("goes on after an update that was killed", async () => {
        aurora = { ...aurora, instanceClass: "db.r7g.2xlarge" };
        const update = async (sandbox: Sandbox) => {
            const run = sandbox.stacks[0]?.up({
                onEvent: ({ resourcePreEvent }) => {
                    if (resourcePreEvent?.metadata.urn.endsWith("::pii-prod-1")) {
                        sandbox.kill();
                    }
                },
            });
            await assert.rejects(run ?? Promise.resolve(), /^Error: update of pii-aurora failed/);
        };
        await layer({}, update, true);
        await up();
        await layer({}, async (sandbox) => {
            assert.deepEqual(present(sandbox).classes, Array(3).fill("db.r7g.2xlarge"));
            assert.deepEqual(await steps(sandbox, "up"), []);
        });
    });

    it("is not destroyed, nor loses an instance, while it is protected", async () => {
        const fewer = await failure(preview({ instances: 2 }));
        assert.match(
            fewer.message,
            /^ {2}pii-prod-3 .*cannot be deleted\n {2}because it is protected/m,
        );
        await layer({}, async (sandbox) => {
            const before = [resources(sandbox.stacks), sandbox.account.everything()];
            const { message } = await failure(steps(sandbox, "destroy"));
            assert.match(message, /cannot be deleted\n {2}because it is protected/);
            assert.deepEqual([resources(sandbox.stacks), sandbox.account.everything()], before);
        });
    });

    it("goes in two steps, and leaves a snapshot", async () => {
        others = { "pii:deletionProtection": false, "pii:unsafeAllowProdDeletion": true };
        // The policies of prod are against it, as they should be.
        const { report } = await failure(preview());
        assert.deepEqual(
            new Set(report.findings.map(({ rule }) => rule)),
            new Set([
                "rds-deletion-protection",
                // Of a version that is none for the long term.
                "rds-minor-version-upgrades",
                "stateful-resources-protected",
            ]),
        );
        const unguarded = (changes: Config) =>
            layer(changes, (sandbox) => steps(sandbox, "up", { policies: false }));
        assert.deepEqual(await unguarded({}), ["update pii-prod (aws:rds/cluster:Cluster)"]);
        assert.deepEqual(await unguarded({ instances: 2 }), [
            "delete pii-prod-3 (aws:rds/clusterInstance:ClusterInstance)",
            "update pii-prod-events-db-instance (aws:rds/eventSubscription:EventSubscription)",
        ]);
        await layer({}, async (sandbox) => {
            await steps(sandbox, "destroy");
            assert.deepEqual(resources(sandbox.stacks), []);
            assert.match(only(sandbox.account.all(SNAPSHOT)).id, /^pii-prod-final-[0-9a-f]{8}$/);
        });
    });
});

function only(entries: readonly Entry[]): Entry {
    const [first, ...more] = entries;
    assert.ok(first !== undefined && more.length === 0);
    return first;
}
