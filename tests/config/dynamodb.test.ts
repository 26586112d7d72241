import assert from "node:assert/strict";
import { parseConfig } from "../../stacks/config/read";
import { mistakes, raw } from "./raw";

const RESIDENCY = { "pii:residency": ["eu-west-1", "eu-central-1", "eu-west-3"] };

/** Every mistake of the tables alone, with `changes` to prod's defaults. */
function dynamodbMistakes(changes: Record<string, unknown>): string[] {
    return mistakes("prod", { ...RESIDENCY, "pii:dynamodb": changes });
}

const SCALED = { min: 5, max: 100 };

describe("configuration: tables and caches", () => {
    it("takes everything that it offers", () => {
        const given = {
            recoveryDays: 20,
            tables: {
                consents: {
                    capacity: {
                        mode: "provisioned",
                        read: { ...SCALED, targetPercent: 60 },
                        write: SCALED,
                        indexes: { "by-purpose": { read: SCALED, write: SCALED } },
                    },
                },
                tokens: {
                    capacity: { mode: "onDemand", ceiling: { read: 1000, write: 500 } },
                    tableClass: "STANDARD_INFREQUENT_ACCESS",
                },
            },
            replicaRegions: ["eu-central-1"],
            replicaConsistency: "eventual",
            contributorInsights: "throttled",
            changeStreams: "kinesis",
            exports: "weekly",
            unsafeTablesReachableFromOutsideTheVpc: true,
            daxNodes: 5,
            daxNodeType: "dax.r7i.large",
            daxMaintenanceWindow: "sat:05:00-sat:07:00",
            unsafeDaxMayWrite: true,
            daxGeneration: 2,
            daxNext: { nodeType: "dax.r5.xlarge", nodes: 3, serves: false },
            alarms: { nodeCpu: 70 },
        };
        const { dynamodb } = parseConfig("prod", raw({ ...RESIDENCY, "pii:dynamodb": given }));
        assert.deepEqual(dynamodb, given);
    });

    it("is closed and has no extras where nothing is said", () => {
        const { dynamodb } = parseConfig("prod", raw());
        assert.deepEqual(dynamodb, {
            recoveryDays: 35,
            tables: {},
            replicaRegions: [],
            replicaConsistency: "eventual",
            contributorInsights: "off",
            changeStreams: "off",
            exports: "off",
            unsafeTablesReachableFromOutsideTheVpc: false,
            daxNodes: 3,
            daxNodeType: "dax.r5.large",
            daxMaintenanceWindow: "sun:05:00-sun:06:00",
            daxGeneration: 1,
            unsafeDaxMayWrite: false,
            alarms: {},
        });
    });

    it("needs no cache", () => {
        assert.deepEqual(dynamodbMistakes({ daxNodes: 0 }), []);
    });

    for (const [what, changes, expected] of [
        [
            "settings of a table that there is not",
            { tables: { consent: {} } },
            ["pii:dynamodb.tables.consent is {}; must be settings of one of consents, tokens"],
        ],
        [
            "capacity that contradicts itself",
            {
                tables: {
                    consents: {
                        capacity: { mode: "provisioned", read: { min: 5, max: 1 }, write: SCALED },
                    },
                },
            },
            [
                "pii:dynamodb.tables.consents.capacity.read.max is 1; must be a whole number of units, at least min, which is 5",
            ],
        ],
        [
            "capacity of an index that there is not",
            {
                tables: {
                    consents: {
                        capacity: {
                            mode: "provisioned",
                            read: SCALED,
                            write: SCALED,
                            indexes: { "by-name": { read: SCALED, write: SCALED } },
                        },
                    },
                },
            },
            [
                'pii:dynamodb.tables.consents.capacity.indexes.by-name is "by-name"; must be a global index: by-purpose',
            ],
        ],
        [
            "provisioned capacity without units",
            { tables: { consents: { capacity: { mode: "provisioned" } } } },
            [
                "pii:dynamodb.tables.consents.capacity.read is missing; must have min and max, in units a second",
                "pii:dynamodb.tables.consents.capacity.write is missing; must have min and max, in units a second",
            ],
        ],
        [
            "another mode of capacity",
            { tables: { consents: { capacity: { mode: "burst" } } } },
            [
                'pii:dynamodb.tables.consents.capacity.mode is "burst"; must have mode onDemand, or mode provisioned with read and write',
            ],
        ],
        [
            "less warmth than AWS gives anyway",
            {
                tables: {
                    tokens: { capacity: { mode: "onDemand", warm: { read: 1, write: 4000 } } },
                },
            },
            [
                "pii:dynamodb.tables.tokens.capacity.warm.read is 1; must be a whole number of units, at least 12000",
            ],
        ],
        [
            "a replica at home",
            { replicaRegions: ["eu-west-1"] },
            [
                'pii:dynamodb.replicaRegions[0] is "eu-west-1"; must be another region than the platform\'s own, where the table itself is',
            ],
        ],
        [
            "a replica where personal data may not be",
            { replicaRegions: ["us-east-1"] },
            [
                'pii:dynamodb.replicaRegions[0] is "us-east-1"; must be one of pii:residency (eu-west-1, eu-central-1, eu-west-3): what is there is personal data',
            ],
        ],
        [
            "strong consistency of two regions, with a TTL",
            { replicaConsistency: "strong", replicaRegions: ["eu-central-1"] },
            [
                'pii:dynamodb.tables.tokens.ttl is "expiresAt"; must not be given with replicaConsistency: strong, for which DynamoDB has none',
                'pii:dynamodb.replicaRegions is ["eu-central-1"]; must name two regions with replicaConsistency: strong, or one beside witnessRegion: it has three regions',
            ],
        ],
        [
            "a witness of nothing",
            { witnessRegion: "eu-west-3" },
            [
                'pii:dynamodb.witnessRegion is "eu-west-3"; must not be given without replicaConsistency: strong',
            ],
        ],
        [
            "nodes that DAX does not have, both wrong",
            { daxNodes: 2, daxNodeType: "dax.t3.huge" },
            [
                "pii:dynamodb.daxNodes is 2; must be 1, or from 3 to 10: two nodes have no majority",
                'pii:dynamodb.daxNodeType is "dax.t3.huge"; must be of a size that dax.t3 has: small, medium',
            ],
        ],
        [
            "a successor of no cache",
            { daxNodes: 0, daxNext: { serves: true } },
            [
                'pii:dynamodb.daxNext is {"serves":true}; must not be given where pii:dynamodb.daxNodes is 0, and there is no cluster to replace',
            ],
        ],
    ] as const) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(dynamodbMistakes(changes), expected);
        });
    }
});
