import assert from "node:assert/strict";
import { GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { accountScope } from "../../infra/account";
import { DataTable } from "../../infra/dynamodb/data-table";
import { presentTables } from "../../infra/dynamodb/present-table";
import { TableResourcePolicies } from "../../infra/dynamodb/resource-policy";
import { DataKey } from "../../infra/keys/data-key";
import { inRegion } from "../../infra/region";
import { TABLE } from "../../sandbox/aws/dynamodb/types";
import type { Entry } from "../../sandbox/cloud/account";
import { dynamoDbClient } from "../../sandbox/dynamodb/backend";
import type { Sandbox } from "../../sandbox/platform/sandbox";
import type { Props } from "../../sandbox/provider/provider";
import type { Provisioned, TableSpec } from "../../tables/table-spec";
import { failure, Rehearsal, resources, steps } from "../support/rehearsal";

const HOME = "eu-west-1";
const AWAY = "eu-central-1";

const byPlace = { hash: "place", range: "at", projection: "ALL" } as const;
const byKind = { hash: "kind", range: "at", projection: "KEYS_ONLY" } as const;
const byDay = { hash: "at", projection: ["kind"] } as const;

const SPEC: TableSpec = {
    name: "visits",
    purpose: "Who was where.",
    attributes: {
        userId: { type: "S", level: 1, holds: "The person." },
        at: { type: "S", level: 0, holds: "When." },
        place: { type: "S", level: 0, holds: "Where." },
        kind: { type: "S", level: 0, holds: "What for." },
    },
    key: { hash: "userId", range: "at" },
    indexes: { "by-place": byPlace },
    localIndexes: { "of-kind": { range: "kind", projection: "KEYS_ONLY" } },
};

const PROVISIONED: Provisioned = {
    mode: "provisioned",
    read: { min: 5, max: 500 },
    write: { min: 3, max: 300 },
};

const ITEM = {
    userId: { S: "u1" },
    at: { S: "2026-01-01" },
    place: { S: "Berlin" },
    kind: { S: "work" },
};

/** The target and the policy of reading and of writing of what is scaled under that name. */
const scaling = (op: string, name: string) => [
    ...["read", "write"].map((way) => `${op} ${name}-${way} (aws:appautoscaling/policy:Policy)`),
    ...["read", "write"].map((way) => `${op} ${name}-${way} (aws:appautoscaling/target:Target)`),
];

const CHANGED = "update visits (aws:dynamodb/table:Table)";

describe("the life of a table, on the real engine", function () {
    /** What the program says: specs are code, so that a change of one is another program. */
    let spec = SPEC;
    let recoveryDays = 35;
    let replicated = false;

    async function program() {
        const scope = accountScope(HOME);
        const key = (region: string) =>
            new DataKey(
                `tables-${region}`,
                {
                    scope: { ...scope, region },
                    description: "Tables.",
                    alias: "pii-test/tables",
                    use: { kind: "service", services: ["dynamodb"] },
                    rotationDays: 365,
                    deletionWindowDays: 30,
                    protect: true,
                },
                { transformations: region === HOME ? [] : [inRegion(region)] },
            ).arn;
        const [keyArn, awayKeyArn] = [key(HOME), key(AWAY)];
        const present = await presentTables("pii-test", [spec], replicated ? [AWAY] : []);
        const { regions, tableName } = new DataTable(spec.name, {
            scope,
            spec,
            prefix: "pii-test",
            present: present[spec.name],
            keyArn,
            recoveryDays,
            deletionProtection: true,
            replicas: replicated
                ? { keyArns: { [AWAY]: awayKeyArn }, consistency: "eventual" }
                : undefined,
            contributorInsights: "off",
            changeStreams: "off",
        });
        new TableResourcePolicies(spec.name, {
            scope,
            vpcId: undefined,
            cacheRoleArns: [],
            regions,
        });
        return { tableName };
    }

    const rehearsal = new Rehearsal("prod", undefined, undefined, undefined, [
        { name: "tables", settings: {}, program },
    ]);
    after(() => rehearsal.end());

    const residency = { "pii:residency": [HOME, AWAY] };
    const inSandbox = <Result>(work: (sandbox: Sandbox) => Promise<Result>) =>
        rehearsal.with(residency, work);
    const preview = () => rehearsal.preview(residency);
    const up = () => rehearsal.up(residency);

    /** The table as AWS has it. */
    const table = ({ account }: Sandbox) => only(account.all(TABLE));

    /** What it and its indexes have, as `read/write`. */
    const capacities = () =>
        inSandbox((sandbox) => {
            const { inputs } = table(sandbox);
            const held = ({ readCapacity: read, writeCapacity: write }: Props) =>
                `${String(read)}/${String(write)}`;
            return Promise.resolve({
                table: held(inputs),
                ...Object.fromEntries(
                    indexesOf(inputs).map((index) => [String(index.name), held(index)]),
                ),
            });
        });

    /** The items that an index has of a key, in the server behind. */
    const found = (index: string, attribute: string, value: string) =>
        inSandbox(async (sandbox) => {
            const { Items } = await dynamoDbClient(sandbox.dynamodbEndpoint).send(
                new QueryCommand({
                    TableName: table(sandbox).id,
                    IndexName: index,
                    KeyConditionExpression: "#a = :v",
                    ExpressionAttributeNames: { "#a": attribute },
                    ExpressionAttributeValues: { ":v": { S: value } },
                }),
            );
            return Items;
        });

    /** Makes sure that a change is refused at the preview and at the update, and nothing is done. */
    async function refused(change: Partial<TableSpec>, ...mistakes: string[]) {
        const before = spec;
        spec = { ...spec, ...change };
        try {
            await inSandbox(async (sandbox) => {
                const there = () => [resources(sandbox.stacks), sandbox.account.everything()];
                const all = there();
                for (const run of ["preview", "up"] as const) {
                    const { report } = await failure(steps(sandbox, run));
                    assert.deepEqual(
                        report.problems.map(({ message }) => message),
                        [['table "visits":', ...mistakes].join("\n  ")],
                    );
                }
                assert.deepEqual(there(), all);
            });
        } finally {
            spec = before;
        }
    }

    it("begins", async () => {
        assert.deepEqual(
            (await up()).filter((step) => step.includes("visits")),
            [
                "create visits (aws:dynamodb/resourcePolicy:ResourcePolicy)",
                "create visits (aws:dynamodb/table:Table)",
                "create visits (pii:dynamodb:DataTable)",
                "create visits (pii:dynamodb:TableResourcePolicies)",
            ],
        );
        await inSandbox((sandbox) =>
            dynamoDbClient(sandbox.dynamodbEndpoint).send(
                new PutItemCommand({ TableName: table(sandbox).id, Item: ITEM }),
            ),
        );
    });

    it("gets provisioned capacity, scaled for the table and its index", async () => {
        spec = { ...spec, capacity: PROVISIONED };
        assert.deepEqual(
            await up(),
            [
                "create visits (pii:dynamodb:TableAutoscaling)",
                ...scaling("create", "visits"),
                ...scaling("create", "visits-by-place"),
                CHANGED,
            ].sort(),
        );
        assert.deepEqual(await capacities(), { table: "5/3", "by-place": "5/3" });
    });

    it("keeps what the autoscaler has moved on, without a refresh and with one", async () => {
        await inSandbox((sandbox) => {
            scaledTo(sandbox, { "by-place": 70 }, 70);
            return Promise.resolve();
        });
        recoveryDays = 30;
        assert.deepEqual(await up(), [CHANGED]);
        await inSandbox(async ({ stacks: [stack] }) => stack?.refresh());
        assert.deepEqual(await preview(), []);
        recoveryDays = 35;
        assert.deepEqual(await up(), [CHANGED]);
        assert.deepEqual(await capacities(), { table: "70/70", "by-place": "70/70" });
    });

    it("gets two more indexes at once, though the update is killed at first", async () => {
        spec = { ...spec, indexes: { "by-place": byPlace, "by-kind": byKind, "by-day": byDay } };
        const update = async (sandbox: Sandbox) => {
            const run = sandbox.stacks[0]?.up({
                onEvent: ({ resourcePreEvent }) => {
                    if (resourcePreEvent?.metadata.urn.endsWith("table:Table::visits")) {
                        sandbox.kill();
                    }
                },
            });
            await assert.rejects(run ?? Promise.resolve(), /^Error: update of tables failed/);
        };
        await rehearsal.with(residency, update, { checkpoints: true });
        assert.deepEqual(
            // Which the killed update may have come to the end of.
            (await up()).filter((step) => step !== CHANGED),
            [...scaling("create", "visits-by-day"), ...scaling("create", "visits-by-kind")].sort(),
        );
        assert.deepEqual(await preview(), []);
        const { userId, at, kind } = ITEM;
        assert.deepEqual(await found("by-kind", "kind", "work"), [{ userId, at, kind }]);
        assert.deepEqual(await found("by-day", "at", "2026-01-01"), [{ userId, at, kind }]);
        // The table's capacity stays, that of indexes begins anew: docs/dynamodb.md.
        assert.deepEqual(await capacities(), {
            table: "70/70",
            "by-place": "5/3",
            "by-kind": "5/3",
            "by-day": "5/3",
        });
    });

    it("loses an index", async () => {
        spec = { ...spec, indexes: { "by-place": byPlace, "by-day": byDay } };
        assert.deepEqual(await up(), [...scaling("delete", "visits-by-kind"), CHANGED].sort());
        assert.deepEqual(await capacities(), {
            table: "70/70",
            "by-place": "5/3",
            "by-day": "5/3",
        });
        assert.deepEqual(await found("by-place", "place", "Berlin"), [ITEM]);
    });

    it("keeps what the autoscaler has given each index, however AWS lists them", async () => {
        await inSandbox((sandbox) => {
            scaledTo(sandbox, { "by-place": 20, "by-day": 10 }, 70);
            return Promise.resolve();
        });
        for (const days of [30, 35]) {
            recoveryDays = days;
            assert.deepEqual(await up(), [CHANGED]);
            assert.deepEqual(await capacities(), {
                table: "70/70",
                "by-place": "20/20",
                "by-day": "10/10",
            });
            await inSandbox(async ({ stacks: [stack] }) => stack?.refresh());
            assert.deepEqual(await preview(), []);
        }
    });

    it("goes back to be paid by request", async () => {
        spec = { ...spec, capacity: { mode: "onDemand" } };
        assert.deepEqual(
            await up(),
            [
                "delete visits (pii:dynamodb:TableAutoscaling)",
                ...["visits", "visits-by-place", "visits-by-day"].flatMap((name) =>
                    scaling("delete", name),
                ),
                CHANGED,
            ].sort(),
        );
        assert.deepEqual(await preview(), []);
    });

    it("is refused what would replace it, or an index, before anything happens", () =>
        refused(
            {
                key: { hash: "place", range: "at" },
                localIndexes: { "of-kind": { range: "kind", projection: "ALL" } },
                indexes: { "by-place": byPlace, "by-day": { ...byDay, projection: "ALL" } },
            },
            'key is "hash place, range at"; must stay "hash userId, range at": a table keeps it for life; make another table, copy the items, then take this one away',
            'localIndexes is "of-kind: range kind, projection ALL"; must stay "of-kind: range kind, projection KEYS_ONLY": a table keeps it for life; make another table, copy the items, then take this one away',
            'indexes.by-day is "hash at, projection ALL"; must stay "hash at, projection kind": it would be gone until it is built anew; add an index under another name, let its readers change over, then take this one away',
        ));

    it("is refused what the provider would not do, before anything happens", () =>
        refused(
            { indexes: {} },
            "indexes is {}; must keep one index: the provider leaves the last one in AWS, and says nothing; delete it by `aws dynamodb update-table`, run `pulumi refresh`, and then take it out here",
        ));

    it("gets a replica with a key of its own, recovery, protection and tags", async () => {
        replicated = true;
        assert.deepEqual(await up(), [
            `create visits-${AWAY} (aws:dynamodb/resourcePolicy:ResourcePolicy)`,
            `create visits-${AWAY}-stream (aws:dynamodb/resourcePolicy:ResourcePolicy)`,
            "create visits-stream (aws:dynamodb/resourcePolicy:ResourcePolicy)",
            CHANGED,
        ]);
        await inSandbox((sandbox) => {
            const [{ kmsKeyArn, ...replica } = {}] = replicasOf(table(sandbox));
            assert.match(String(kmsKeyArn), /^arn:aws:kms:eu-central-1:/);
            assert.deepEqual(
                [
                    replica.pointInTimeRecovery,
                    replica.deletionProtectionEnabled,
                    replica.propagateTags,
                ],
                [true, true, true],
            );
            return Promise.resolve();
        });
        assert.deepEqual(await preview(), []);
    });

    it("keeps a replica that is protected, and loses one that is no longer", async () => {
        replicated = false;
        for (const run of [preview, up]) {
            const { message } = await failure(run());
            assert.match(
                message,
                /replicaRegions is \[\]; must keep eu-central-1, where the replica is protected .+ --table-name visits-\w+ --no-deletion/,
            );
        }
        await inSandbox((sandbox) => {
            // As by `aws dynamodb update-table --no-deletion-protection-enabled` there.
            const entry = table(sandbox);
            const replicas = replicasOf(entry).map((replica) => ({
                ...replica,
                deletionProtectionEnabled: false,
            }));
            sandbox.account.put({ ...entry, outputs: { ...entry.outputs, replicas } });
            return Promise.resolve();
        });
        assert.deepEqual(await up(), [
            `delete visits-${AWAY} (aws:dynamodb/resourcePolicy:ResourcePolicy)`,
            `delete visits-${AWAY}-stream (aws:dynamodb/resourcePolicy:ResourcePolicy)`,
            CHANGED,
        ]);
        // Replication lived on the stream, which ends after the last replica.
        assert.deepEqual(await up(), [
            "delete visits-stream (aws:dynamodb/resourcePolicy:ResourcePolicy)",
            CHANGED,
        ]);
    });

    it("has its items after all of that", async () => {
        await inSandbox(async (sandbox) => {
            const { Item } = await dynamoDbClient(sandbox.dynamodbEndpoint).send(
                new GetItemCommand({
                    TableName: table(sandbox).id,
                    Key: { userId: ITEM.userId, at: ITEM.at },
                }),
            );
            assert.deepEqual(Item, ITEM);
        });
    });
});

/**
 * Moves the capacity of the table and of its indexes to so many units, as the autoscaler would. What
 * the provider lists of them later is in the order of their keys.
 */
function scaledTo(sandbox: Sandbox, ofIndexes: Readonly<Record<string, number>>, ofTable: number) {
    const entry = only(sandbox.account.all(TABLE));
    const moved = (capacity: number) => ({ readCapacity: capacity, writeCapacity: capacity });
    const globalSecondaryIndexes = indexesOf(entry.inputs)
        .map((index) => ({ ...index, ...moved(ofIndexes[String(index.name)] ?? 0) }))
        .sort((a, b) => (String((a as Props).hashKey) < String((b as Props).hashKey) ? -1 : 1));
    const all = { ...moved(ofTable), globalSecondaryIndexes };
    sandbox.account.put({
        ...entry,
        inputs: { ...entry.inputs, ...all },
        outputs: { ...entry.outputs, ...all },
    });
}

function replicasOf({ outputs }: Entry): Props[] {
    return outputs.replicas as Props[];
}

function indexesOf({ globalSecondaryIndexes }: Props): Props[] {
    return globalSecondaryIndexes as Props[];
}

function only(entries: readonly Entry[]): Entry {
    const [first, ...more] = entries;
    assert.ok(first !== undefined && more.length === 0);
    return first;
}
