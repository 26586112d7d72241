import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";

const TABLE = "aws:dynamodb/table:Table";
const [id, day, user, team] = (["id", "day", "user", "team"] as const).map((name) => ({
    name,
    type: "S",
}));
const byDay = { name: "by-day", hashKey: "day", projectionType: "ALL" };
const byUser = { name: "by-user", hashKey: "user", rangeKey: "day", projectionType: "KEYS_ONLY" };
const byTeam = { name: "by-team", hashKey: "team", projectionType: "ALL" };

describe("sandbox: changes of DynamoDB tables", () => {
    let cloud: Cloud;
    let made: Made;
    const good: Props = {
        name: "orders",
        billingMode: "PAY_PER_REQUEST",
        hashKey: "id",
        attributes: [id, day, user],
        globalSecondaryIndexes: [byDay, byUser],
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true },
        ttl: { enabled: true, attributeName: "until" },
        onDemandThroughput: { maxReadRequestUnits: 5, maxWriteRequestUnits: 5 },
        warmThroughput: { readUnitsPerSecond: 20_000, writeUnitsPerSecond: 8_000 },
    };

    beforeEach(async () => {
        cloud = new Cloud();
        made = await cloud.create(TABLE, good);
    });
    afterEach(() => {
        cloud.dispose();
    });

    /** The indexes that the server behind was given, call by call, with the attributes. */
    const steps = () =>
        cloud.calls
            .filter(([name]) => name === "dynamodb.updateIndexes")
            .map(([, spec]) => spec as Record<string, { name: string }[]>)
            .map(({ globalSecondaryIndexes = [], attributes = [] }) => [
                globalSecondaryIndexes.map(({ name }) => name).join(),
                attributes.map(({ name }) => name).join(),
            ]);

    it("deletes indexes one by one, and then makes new ones one by one", async () => {
        await cloud.update(made, {
            attributes: [id, day, team],
            globalSecondaryIndexes: [
                { ...byDay, projectionType: "KEYS_ONLY" },
                byTeam,
                { ...byTeam, name: "by-team-2" },
            ],
        });
        assert.deepEqual(steps(), [
            ["by-user", "id,day,user"],
            ["", "id"],
            ["by-day", "id,day"],
            ["by-day,by-team", "id,day,team"],
            ["by-day,by-team,by-team-2", "id,day,team"],
        ]);
    });

    const kept = { ...byUser, hashKey: undefined, rangeKey: undefined };
    const keySchemas = [
        { attributeName: "user", keyType: "HASH" },
        { attributeName: "day", keyType: "RANGE" },
    ];
    const same: Record<string, Props> = {
        "another order": { globalSecondaryIndexes: [byUser, byDay] },
        "keys in the other spelling": {
            globalSecondaryIndexes: [byDay, { ...kept, keySchemas }],
        },
        "attributes in another order": { attributes: [user, day, id] },
        "no more word of warmth": { warmThroughput: undefined },
        "the class that it has by default": { tableClass: undefined },
    };
    for (const [what, changes] of Object.entries(same)) {
        it(`sees no change in ${what}`, () => {
            assert.deepEqual(cloud.diff(made, changes), { changed: [], replaces: [] });
        });
    }

    const anew: Record<string, Props> = {
        "another key": { hashKey: "user", rangeKey: undefined },
        "another projection": { projectionType: "ALL" },
        "another set of attributes": { projectionType: "INCLUDE", nonKeyAttributes: ["a"] },
    };
    for (const [what, changes] of Object.entries(anew)) {
        it(`makes an index anew for ${what}`, async () => {
            await cloud.update(made, {
                globalSecondaryIndexes: [byDay, { ...byUser, ...changes }],
                attributes: [id, day, user],
            });
            assert.deepEqual(
                steps().map(([names]) => names),
                ["by-day", "by-day,by-user"],
            );
        });
    }

    it("makes an index anew for less warmth, and not for more", async () => {
        const warm = (readUnitsPerSecond: number) => ({
            globalSecondaryIndexes: [byDay, { ...byUser, warmThroughput: { readUnitsPerSecond } }],
        });
        const warmer = await cloud.update(made, warm(20_000));
        assert.deepEqual(steps(), []);
        await cloud.update(warmer, warm(15_000));
        assert.deepEqual(
            steps().map(([names]) => names),
            ["by-day", "by-day,by-user"],
        );
    });

    it("leaves the indexes alone for every other change", async () => {
        await cloud.update(made, {
            tableClass: "STANDARD_INFREQUENT_ACCESS",
            globalSecondaryIndexes: [
                byDay,
                { ...byUser, onDemandThroughput: { maxReadRequestUnits: 5 } },
            ],
        });
        assert.deepEqual(steps(), []);
    });

    it("replaces a table for less warmth of its own", () => {
        const warm = (readUnitsPerSecond: number) => ({ warmThroughput: { readUnitsPerSecond } });
        assert.deepEqual(cloud.diff(made, warm(30_000)).replaces, []);
        assert.deepEqual(cloud.diff(made, warm(12_000)).replaces, [
            "warmThroughput.readUnitsPerSecond",
        ]);
    });

    it("replaces a table for its local indexes, whatever their order", async () => {
        const local = (name: string) => ({ name, rangeKey: "user", projectionType: "ALL" });
        const both = [local("local-1"), local("local-2")];
        const table = await cloud.create(
            TABLE,
            { ...good, name: "local", rangeKey: "day", localSecondaryIndexes: both },
            "local",
        );
        const [l1, l2] = both;
        assert.deepEqual(cloud.diff(table, { localSecondaryIndexes: [l2, l1] }).changed, []);
        assert.deepEqual(cloud.diff(table, { localSecondaryIndexes: [l1] }).replaces, [
            "localSecondaryIndexes",
        ]);
    });

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "to take away the last index, which the provider leaves": [
            { attributes: [id], globalSecondaryIndexes: undefined },
            /globalSecondaryIndexes.*the provider does not delete the last index of a table/,
        ],
        "an empty list of indexes, which is the same": [
            { attributes: [id], globalSecondaryIndexes: [] },
            /globalSecondaryIndexes.*the provider does not delete the last index/,
        ],
        "another type of a key": [
            { attributes: [id, { name: "day", type: "N" }, user] },
            /attributes\[1\].type.*the type of day, a key, cannot change from S to N/,
        ],
        "to say nothing more of TTL": [{ ttl: undefined }, /"ttl".*taking it away leaves it on/],
        "to switch TTL off without the attribute": [
            { ttl: { enabled: false } },
            /ttl.attributeName.*must be \\"until\\" to switch it off/,
        ],
        "another attribute for TTL": [
            { ttl: { enabled: true, attributeName: "end" } },
            /TimeToLive is active on a different AttributeName: current AttributeName is until/,
        ],
        "to say nothing more of recovery": [
            { pointInTimeRecovery: undefined },
            /pointInTimeRecovery.*taking it away leaves it on/,
        ],
        "to say nothing more of encryption": [
            { serverSideEncryption: undefined },
            /serverSideEncryption.*taking it away leaves it on/,
        ],
        "to say nothing more of a limit": [
            { onDemandThroughput: { maxReadRequestUnits: 5 } },
            /onDemandThroughput.maxWriteRequestUnits.*remove the limit by -1/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses ${what}, at preview`, async () => {
            await assert.rejects(cloud.update(made, changes), failure);
        });
    }

    it("takes those changes where they take another, new table", () => {
        const changes = { name: "others", ttl: undefined, globalSecondaryIndexes: undefined };
        assert.deepEqual(cloud.diff(made, { ...changes, attributes: [id] }).replaces, ["name"]);
    });

    it("switches TTL off by its attribute, and limits by -1", async () => {
        const none = { maxReadRequestUnits: -1, maxWriteRequestUnits: -1 };
        const off = await cloud.update(made, {
            ttl: { enabled: false, attributeName: "until" },
            onDemandThroughput: none,
        });
        await cloud.update(off, { ttl: undefined, onDemandThroughput: undefined });
    });

    it("becomes provisioned, with 1 of each where the program says nothing", async () => {
        const capacity = { readCapacity: 5, writeCapacity: 5 };
        const indexes = { globalSecondaryIndexes: [byDay, byUser] };
        const provisioned = { billingMode: "PROVISIONED", onDemandThroughput: undefined };
        await assert.rejects(
            cloud.update(made, { ...provisioned, ...indexes, ...capacity }),
            /globalSecondaryIndexes\[0\].readCapacity.*must be at least 1 when/,
        );
        const scaled = [byDay, byUser].map((index) => ({ ...index, ...capacity }));
        const after = await cloud.update(made, {
            ...provisioned,
            globalSecondaryIndexes: scaled,
            readCapacity: 5,
        });
        assert.deepEqual([after.outputs.readCapacity, after.outputs.writeCapacity], [5, 1]);
        assert.deepEqual(cloud.diff(after, { readCapacity: undefined }).changed, []);
        const back = await cloud.update(after, {
            billingMode: "PAY_PER_REQUEST",
            readCapacity: undefined,
            ...indexes,
        });
        assert.equal(back.outputs.readCapacity, 0);
        assert.deepEqual(steps(), []);
    });

    it("has another stream when it is switched on again or shows another view", async () => {
        const on = await cloud.update(made, { streamEnabled: true, streamViewType: "NEW_IMAGE" });
        const same = await cloud.update(on, { tableClass: "STANDARD_INFREQUENT_ACCESS" });
        assert.equal(same.outputs.streamArn, on.outputs.streamArn);
        const view = { streamViewType: "KEYS_ONLY" };
        const preview = await cloud.provider.update({
            urn: same.urn,
            type: TABLE,
            id: same.id,
            olds: same.outputs,
            oldInputs: same.inputs,
            news: { ...same.inputs, ...view },
            preview: true,
        });
        assert.notEqual(preview.streamArn, same.outputs.streamArn);
        const other = await cloud.update(same, view);
        assert.notEqual(other.outputs.streamArn, same.outputs.streamArn);
        assert.ok(String(other.outputs.streamArn).endsWith(String(other.outputs.streamLabel)));
        const off = await cloud.update(other, { streamEnabled: false, streamViewType: undefined });
        assert.equal(off.outputs.streamArn, "");
    });
});
