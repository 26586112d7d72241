import assert from "node:assert/strict";
import { replicaMistakes, type ReplicaSettings } from "../../infra/dynamodb/replicas";
import {
    configuredTables,
    overrideMistakes,
    tableMistakes,
    type TableSurroundings,
} from "../../infra/dynamodb/table-mistakes";
import type { TableSpec } from "../../tables/table-spec";

const RESIDENCY = ["eu-west-1", "eu-west-3", "eu-central-1", "eu-north-1"];

describe("replicas", () => {
    const GOOD: ReplicaSettings = {
        replicaRegions: ["eu-central-1"],
        replicaConsistency: "eventual",
    };
    const strong = (replicaRegions: string[], witnessRegion?: string): ReplicaSettings => ({
        replicaRegions,
        replicaConsistency: "strong",
        witnessRegion,
    });

    const right: [string, ReplicaSettings][] = [
        ["none", { ...GOOD, replicaRegions: [] }],
        ["one", GOOD],
        ["some", { ...GOOD, replicaRegions: ["eu-central-1", "eu-north-1"] }],
        ["two that are strongly consistent", strong(["eu-central-1", "eu-west-3"])],
        ["one that is, and a witness", strong(["eu-central-1"], "eu-west-3")],
    ];
    for (const [what, settings] of right) {
        it(`can be ${what}`, () => {
            assert.deepEqual(replicaMistakes(settings, "eu-west-1", RESIDENCY), []);
        });
    }

    const wrong: [string, ReplicaSettings, [where: string, got: unknown, advice: RegExp][]][] = [
        [
            "where the table itself is",
            { ...GOOD, replicaRegions: ["eu-west-1"] },
            [["replicaRegions[0]", "eu-west-1", /another region than the platform's own/]],
        ],
        [
            "in a region twice",
            { ...GOOD, replicaRegions: ["eu-central-1", "eu-central-1"] },
            [["replicaRegions[1]", "eu-central-1", /given once/]],
        ],
        [
            "where personal data may not be",
            { ...GOOD, replicaRegions: ["us-east-1"] },
            [["replicaRegions[0]", "us-east-1", /one of pii:residency \(eu-west-1, /]],
        ],
        [
            "with a witness that is not asked",
            { ...GOOD, witnessRegion: "eu-west-3" },
            [["witnessRegion", "eu-west-3", /not be given without replicaConsistency: strong/]],
        ],
        [
            "strongly consistent in two regions",
            strong(["eu-central-1"]),
            [["replicaRegions", ["eu-central-1"], /two regions .* or one beside witnessRegion/]],
        ],
        [
            "strongly consistent in four regions",
            strong(["eu-central-1", "eu-north-1"], "eu-west-3"),
            [["replicaRegions", ["eu-central-1", "eu-north-1"], /it has three regions/]],
        ],
        [
            "strongly consistent where AWS has it not",
            strong(["eu-central-1", "eu-north-1"]),
            [
                [
                    "replicaRegions",
                    ["eu-west-1", "eu-central-1", "eu-north-1"],
                    /eu-west-1, eu-west-2/,
                ],
            ],
        ],
        [
            "witnessed where personal data may not be",
            strong(["eu-central-1"], "eu-west-2"),
            [["witnessRegion", "eu-west-2", /one of pii:residency/]],
        ],
        [
            "witnessed where a replica is",
            strong(["eu-central-1"], "eu-central-1"),
            [["witnessRegion", "eu-central-1", /given once/]],
        ],
    ];
    for (const [what, settings, expected] of wrong) {
        it(`cannot be ${what}`, () => {
            const mistakes = replicaMistakes(settings, "eu-west-1", RESIDENCY);
            assert.deepEqual(
                mistakes.map(({ where, got }) => [where, got]),
                expected.map(([where, got]) => [where, got]),
            );
            for (const [i, [, , advice]] of expected.entries()) {
                assert.match(mistakes[i]?.advice ?? "", advice);
            }
        });
    }
});

const SPEC: TableSpec = {
    name: "consents",
    purpose: "Consents.",
    attributes: {
        userId: { type: "S", level: 1, holds: "The person." },
        purpose: { type: "S", level: 0, holds: "What for." },
        until: { type: "N", level: 0, holds: "When it is deleted." },
    },
    key: { hash: "userId", range: "purpose" },
};

describe("a table", () => {
    const warm = { mode: "onDemand", warm: { read: 20_000, write: 4000 } } as const;
    const cases: [string, Partial<TableSpec>, Partial<TableSurroundings>, string[]][] = [
        ["is right", {}, {}, []],
        [
            "may expire, and have replicas",
            { ttl: "until" },
            { replicas: { consistency: "eventual" } },
            [],
        ],
        ["may be warm where it is protected", { capacity: warm }, {}, []],
        [
            // AWS warms it further by itself, and a refresh would have it replaced.
            "may not be warm where it is not",
            { capacity: warm },
            { deletionProtection: false },
            ["capacity.warm"],
        ],
        [
            "may not have replicas with half a stream",
            { stream: "NEW_IMAGE" },
            { replicas: { consistency: "eventual" } },
            ["stream"],
        ],
        [
            "may have whatever stream with strong replicas, which do not live on it",
            { stream: "NEW_IMAGE" },
            { replicas: { consistency: "strong" } },
            [],
        ],
        [
            "may not expire, nor have local indexes, with strong replicas",
            { ttl: "until", localIndexes: { "by-until": { range: "until", projection: "ALL" } } },
            { replicas: { consistency: "strong" } },
            ["ttl", "localIndexes"],
        ],
        [
            "may not hold readers to attributes that its cache shows",
            {
                cache: { itemSeconds: 60, querySeconds: 60 },
                access: { read: { attributes: ["until"] } },
            },
            {},
            ["access.read"],
        ],
        [
            "may hold writers to attributes, whom the cache does not serve",
            {
                cache: { itemSeconds: 60, querySeconds: 60 },
                access: { write: { attributes: ["until"] } },
            },
            {},
            [],
        ],
        ["may not be wrong in itself", { ttl: "purpose" }, {}, ["ttl"]],
    ];
    for (const [what, change, around, wheres] of cases) {
        it(what, () => {
            const mistakes = tableMistakes(
                { ...SPEC, ...change },
                { deletionProtection: true, ...around },
            );
            assert.deepEqual(
                mistakes.map(({ where }) => where),
                wheres,
            );
        });
    }
});

describe("settings of tables", () => {
    const capacity = {
        mode: "provisioned",
        read: { min: 5, max: 50 },
        write: { min: 5, max: 50 },
    } as const;
    const around = { deletionProtection: true };

    it("replace what the specs say", () => {
        assert.deepEqual(configuredTables([SPEC], { consents: { capacity } }), [
            { ...SPEC, capacity },
        ]);
        assert.deepEqual(configuredTables([SPEC], {}), [SPEC]);
    });

    it("are right, or said to be wrong by their paths", () => {
        assert.deepEqual(overrideMistakes([SPEC], { consents: { capacity } }, around), []);
        const wrong = overrideMistakes(
            [SPEC],
            {
                consents: { capacity: { ...capacity, read: { min: 50, max: 5 } } },
                consent: {},
            },
            around,
        );
        assert.deepEqual(
            wrong.map(({ where }) => where.replace(/\.(min|max)$/, "")),
            ["tables.consent", "tables.consents.capacity.read"],
        );
        assert.match(wrong[0]?.advice ?? "", /one of consents$/);
    });
});
