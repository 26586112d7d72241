import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type PresentTable, presentTables } from "../../infra/dynamodb/present-table";
import { scaledInputs } from "../../infra/dynamodb/table-autoscaling";
import { changeMistakes } from "../../infra/dynamodb/table-changes";
import type { IndexSpec, Provisioned, TableSpec } from "../../tables/table-spec";

const BY_PURPOSE: IndexSpec = {
    hash: "purpose",
    range: "changedAt",
    projection: ["userId", "changedAt"],
};

const SPEC: TableSpec = {
    name: "consents",
    purpose: "Consents.",
    attributes: {
        userId: { type: "S", level: 1, holds: "The person." },
        purpose: { type: "S", level: 0, holds: "What for." },
        changedAt: { type: "S", level: 0, holds: "When." },
        until: { type: "N", level: 0, holds: "Until when." },
    },
    ttl: "until",
    key: { hash: "userId", range: "purpose" },
    indexes: {
        "by-purpose": BY_PURPOSE,
        "by-change": { hash: "changedAt", projection: "ALL" },
    },
    localIndexes: { "by-time": { range: "changedAt", projection: "KEYS_ONLY" } },
};

type Index = PresentTable["globalSecondaryIndexes"][number];

const index = (changes: Partial<Index>): Index => ({
    name: "by-change",
    hashKey: "changedAt",
    rangeKey: "",
    keySchemas: [],
    projectionType: "ALL",
    nonKeyAttributes: [],
    onDemandThroughputs: [],
    warmThroughputs: [],
    readCapacity: 0,
    writeCapacity: 0,
    ...changes,
});

/** As AWS tells of it: in another order, and without what is not there as empty texts. */
const PRESENT: PresentTable = {
    name: "consents-0123abc",
    billingMode: "PROVISIONED",
    hashKey: "userId",
    rangeKey: "purpose",
    globalSecondaryIndexes: [
        index({}),
        index({
            name: "by-purpose",
            hashKey: "purpose",
            rangeKey: "changedAt",
            projectionType: "INCLUDE",
            nonKeyAttributes: ["changedAt", "userId"],
        }),
    ],
    localSecondaryIndexes: [
        {
            name: "by-time",
            rangeKey: "changedAt",
            projectionType: "KEYS_ONLY",
            nonKeyAttributes: [],
        },
    ],
    attributes: [
        { name: "userId", type: "S" },
        { name: "purpose", type: "S" },
        { name: "changedAt", type: "S" },
    ],
    onDemandThroughputs: [],
    protectedReplicas: [],
    replicas: [],
    streamEnabled: false,
    warmThroughputs: [],
    tags: {},
    ttl: { enabled: true, attributeName: "until" },
};

describe("what a table cannot become", () => {
    it("is nothing while it stays, and while indexes come and go", () => {
        assert.deepEqual(changeMistakes(PRESENT, SPEC, {}), []);
        const indexes = {
            "by-purpose": BY_PURPOSE,
            "by-change-2": { hash: "changedAt", projection: "KEYS_ONLY" } as const,
        };
        assert.deepEqual(changeMistakes(PRESENT, { ...SPEC, indexes }, {}), []);
    });

    const indexes = (by: Partial<IndexSpec>): Partial<TableSpec> => ({
        indexes: {
            ...SPEC.indexes,
            "by-change": { hash: "changedAt", projection: "ALL", ...by },
        },
    });
    const another = /^must stay "(.+)": a table keeps it for life; make another table/;
    const underAnotherName = /^must stay "(.+)": .+ add an index under another name, .+$/;
    const cases: [
        what: string,
        change: Partial<TableSpec>,
        where: string,
        got: string,
        is: string,
        advice: RegExp,
    ][] = [
        [
            "one with another partition key",
            { key: { hash: "purpose", range: "userId" } },
            "key",
            "hash purpose, range userId",
            "hash userId, range purpose",
            another,
        ],
        [
            "one without its sort key",
            { key: { hash: "userId" } },
            "key",
            "hash userId",
            "hash userId, range purpose",
            another,
        ],
        [
            "one without its local index",
            { localIndexes: undefined },
            "localIndexes",
            "",
            "by-time: range changedAt, projection KEYS_ONLY",
            another,
        ],
        [
            "one with another local index",
            { localIndexes: { "by-time": { range: "changedAt", projection: "ALL" } } },
            "localIndexes",
            "by-time: range changedAt, projection ALL",
            "by-time: range changedAt, projection KEYS_ONLY",
            another,
        ],
        [
            "one with another TTL at once",
            { ttl: "later" },
            "ttl",
            "later",
            "until",
            /^must stay "(.+)": one attribute at a time; .+ an hour after .+$/,
        ],
        [
            "one with another type of a key",
            {
                attributes: {
                    ...SPEC.attributes,
                    purpose: { type: "N", level: 0, holds: "What for." },
                },
            },
            "attributes.purpose.type",
            "N",
            "S",
            /^must stay "(.+)": .+ another name$/,
        ],
        [
            "one whose index has another key",
            indexes({ range: "userId" }),
            "indexes.by-change",
            "hash changedAt, range userId, projection ALL",
            "hash changedAt, projection ALL",
            underAnotherName,
        ],
        [
            "one whose index holds something else",
            indexes({ projection: ["userId"] }),
            "indexes.by-change",
            "hash changedAt, projection userId",
            "hash changedAt, projection ALL",
            underAnotherName,
        ],
    ];
    it("is one without any index, which the provider leaves in AWS", () => {
        const [mistake, ...others] = changeMistakes(PRESENT, { ...SPEC, indexes: {} }, {});
        assert.deepEqual(others, []);
        assert.deepEqual([mistake?.where, mistake?.got], ["indexes", {}]);
        assert.match(mistake?.advice ?? "", /update-table.+pulumi refresh/);
    });

    it("is a new one that is provisioned and has replicas", () => {
        const provisioned = {
            ...SPEC,
            capacity: { mode: "provisioned", read: { min: 1, max: 2 }, write: { min: 1, max: 2 } },
        } as const;
        const replicas = {
            keyArns: { "eu-central-1": "arn:key" },
            consistency: "eventual",
        } as const;
        const wheres = (...of: Parameters<typeof changeMistakes>) =>
            changeMistakes(...of).map(({ where }) => where);
        assert.deepEqual(wheres(undefined, provisioned, { replicas }), ["capacity.mode"]);
        assert.deepEqual(wheres(PRESENT, provisioned, { replicas }), []);
        assert.deepEqual(wheres(undefined, provisioned, {}), []);
        assert.deepEqual(wheres(undefined, SPEC, { replicas }), []);
    });

    it("is one without a replica that is protected", () => {
        const present = { ...PRESENT, protectedReplicas: ["eu-central-1"] };
        const replicas = { keyArns: { "eu-west-3": "arn:key" }, consistency: "eventual" } as const;
        const [mistake, ...others] = changeMistakes(present, SPEC, { replicas });
        assert.deepEqual(others, []);
        assert.deepEqual([mistake?.where, mistake?.got], ["replicaRegions", ["eu-west-3"]]);
        assert.match(
            mistake?.advice ?? "",
            /^must keep eu-central-1, .+ --region eu-central-1 --table-name consents-0123abc --no-/,
        );
    });

    it("is anything, where a TTL comes and goes", () => {
        const off = { ...PRESENT, ttl: { enabled: false, attributeName: "" } };
        assert.deepEqual(changeMistakes(off, SPEC, {}), []);
        assert.deepEqual(changeMistakes(PRESENT, { ...SPEC, ttl: undefined }, {}), []);
    });

    for (const [what, change, where, got, is, advice] of cases) {
        it(`is ${what}`, () => {
            const [mistake, ...others] = changeMistakes(PRESENT, { ...SPEC, ...change }, {});
            assert.deepEqual(others, []);
            assert.deepEqual([mistake?.where, mistake?.got], [where, got]);
            assert.equal(advice.exec(mistake?.advice ?? "")?.[1], is);
        });
    }
});

describe("inputs that autoscaling has moved on", () => {
    const capacity: Provisioned = {
        mode: "provisioned",
        read: { min: 1, max: 10 },
        write: { min: 1, max: 10 },
    };
    const scaled: TableSpec = { ...SPEC, capacity };

    it("are those of the table and of its indexes", () => {
        assert.deepEqual(scaledInputs(PRESENT, scaled), [
            "readCapacity",
            "writeCapacity",
            "globalSecondaryIndexes[0].readCapacity",
            "globalSecondaryIndexes[0].writeCapacity",
            "globalSecondaryIndexes[1].readCapacity",
            "globalSecondaryIndexes[1].writeCapacity",
        ]);
    });

    it("are those of the table alone while an index comes or goes", () => {
        const [first] = PRESENT.globalSecondaryIndexes;
        const fewer = { ...PRESENT, globalSecondaryIndexes: first === undefined ? [] : [first] };
        assert.deepEqual(scaledInputs(fewer, scaled), ["readCapacity", "writeCapacity"]);
        const indexes = { "by-purpose": BY_PURPOSE };
        assert.deepEqual(scaledInputs(PRESENT, { ...scaled, indexes }), [
            "readCapacity",
            "writeCapacity",
        ]);
    });

    const none: [string, PresentTable | undefined, TableSpec][] = [
        ["of a table that is not there yet", undefined, scaled],
        [
            "while its mode is switched to it",
            { ...PRESENT, billingMode: "PAY_PER_REQUEST" },
            scaled,
        ],
        ["while its mode is switched from it", PRESENT, SPEC],
    ];
    for (const [when, present, spec] of none) {
        it(`are none ${when}`, () => {
            assert.deepEqual(scaledInputs(present, spec), []);
        });
    }
});

describe("the tables that are there", () => {
    /** Names of the tables in AWS, and the tag of each. */
    const TABLES: Readonly<Record<string, string | undefined>> = {
        "consents-0123abc": "pii-dev/consents",
        "consents-fffffff": "pii-prod/consents",
        "consents-old": "pii-prod/consents",
        "consents-restored-0123abc": "pii-prod/consents",
        "tokens-0123abc": undefined,
        other: "pii-prod/other",
    };

    /** A table that another stack deletes after it was listed. */
    let gone = "";

    before(() =>
        pulumi.runtime.setMocks({
            newResource: () => ({ id: "", state: {} }),
            call: ({ token, inputs }) => {
                if (token === "aws:dynamodb/getTables:getTables") {
                    return { names: Object.keys(TABLES) };
                }
                const { name, region } = inputs as { name: string; region?: string };
                if (region !== undefined) {
                    return { ...PRESENT, deletionProtectionEnabled: region === "eu-central-1" };
                }
                if (name === gone) {
                    throw new Error("ResourceNotFoundException");
                }
                const replicas = ["eu-central-1", "eu-west-3", "eu-north-1"];
                return {
                    ...PRESENT,
                    name,
                    replicas: replicas.map((regionName) => ({ regionName, kmsKeyArn: "" })),
                    tags: { "pii-table": TABLES[name] ?? "" },
                };
            },
        }),
    );

    it("are those of the environment, by their tags", async () => {
        const found = await presentTables(
            "pii-prod",
            [{ name: "consents" }, { name: "tokens" }],
            [],
        );
        assert.deepEqual(
            Object.entries(found).map(([name, table]) => [name, table.name]),
            [["consents", "consents-fffffff"]],
        );
    });

    it("tell which of the replicas that are to go are protected, and ask no others", async () => {
        const protectedReplicas = async (...wanted: string[]) =>
            (await presentTables("pii-prod", [{ name: "consents" }], wanted)).consents
                ?.protectedReplicas;
        assert.deepEqual(await protectedReplicas(), ["eu-central-1"]);
        assert.deepEqual(await protectedReplicas("eu-west-3"), ["eu-central-1"]);
        assert.deepEqual(await protectedReplicas("eu-central-1"), []);
    });

    it("are told from those that another stack is deleting by running again", async () => {
        gone = "consents-0123abc";
        try {
            await assert.rejects(presentTables("pii-prod", [{ name: "consents" }], []), (error) => {
                assert.ok(pulumi.RunError.isInstance(error));
                assert.match(
                    error.message,
                    /^the table consents-0123abc cannot be looked at: .*If another stack is deleting it, run this again once it is gone\.$/s,
                );
                return true;
            });
        } finally {
            gone = "";
        }
    });
});
