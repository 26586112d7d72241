import assert from "node:assert/strict";
import {
    type AccessArns,
    accessStatements,
    managementStatements,
} from "../../infra/dynamodb/table-access";
import { TablePolicies } from "../../infra/dynamodb/table-policies";
import { keyPolicy } from "../../infra/keys/key-policy";
import type { Statements } from "../../infra/policy-document";
import type { AccessSpec, TableSpec } from "../../tables/table-spec";
import { type Call, isAllowed } from "../support/iam";
import { mockEngine, registrations } from "./mocks";

const ROLE = "arn:aws:iam::111111111111:role/app";
const TABLE = "arn:aws:dynamodb:eu-west-1:111111111111:table/consents-0123abc";
const REPLICA = "arn:aws:dynamodb:eu-central-1:111111111111:table/consents-0123abc";
const OTHER = "arn:aws:dynamodb:eu-west-1:111111111111:table/tokens-0123abc";
const KEY = "arn:aws:kms:eu-west-1:111111111111:key/11111111-1111-1111-1111-111111111111";
const CACHE = "arn:aws:dax:eu-west-1:111111111111:cache/pii-prod";

const ARNS: AccessArns = { tableArns: [TABLE, REPLICA], keyArns: [KEY], cacheArns: [CACHE] };

const KEY_POLICY = keyPolicy(
    { accountId: "111111111111", partition: "aws", region: "eu-west-1" },
    { kind: "service", services: ["dynamodb", "s3"] },
);

const THROUGH_TABLES = {
    "kms:CallerAccount": "111111111111",
    "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com",
};

const SPEC: TableSpec = {
    name: "consents",
    purpose: "Consents.",
    attributes: {
        userId: { type: "S", level: 1, holds: "The person." },
        purpose: { type: "S", level: 0, holds: "What for." },
        changedAt: { type: "S", level: 0, holds: "When." },
        note: { type: "S", level: 2, holds: "What was said." },
    },
    key: { hash: "userId", range: "purpose" },
    indexes: {
        "by-purpose": { hash: "purpose", range: "changedAt", projection: "ALL" },
        "by-change": { hash: "userId", range: "changedAt", projection: "ALL" },
    },
    localIndexes: { "by-note": { range: "changedAt", projection: "KEYS_ONLY" } },
};

type Case = [what: string, call: Partial<Call> & Pick<Call, "action">, allowed: boolean];

/** Each call by the role on the table, if nothing else is said. */
function table(title: string, statements: () => Statements, cases: readonly Case[]): void {
    describe(title, () => {
        for (const [what, call, allowed] of cases) {
            it(`${allowed ? "may" : "may not"} ${what}`, async () => {
                const policies = {
                    identity: statements(),
                    // A key listens to its own policy first.
                    ...(call.on === KEY && { resource: KEY_POLICY }),
                };
                assert.equal(await isAllowed(policies, { by: ROLE, on: TABLE, ...call }), allowed);
            });
        }
    });
}

const to = (read?: AccessSpec, write?: AccessSpec): TableSpec => ({
    ...SPEC,
    access: { ...(read && { read }), ...(write && { write }) },
});

table("who reads a table", () => accessStatements(SPEC, "read", ARNS), [
    ["get an item", { action: "dynamodb:GetItem" }, true],
    ["get an item of a replica", { action: "dynamodb:GetItem", on: REPLICA }, true],
    ["query it", { action: "dynamodb:Query" }, true],
    ["query an index", { action: "dynamodb:Query", on: `${TABLE}/index/by-purpose` }, true],
    ["scan it", { action: "dynamodb:Scan" }, false],
    ["ask it in PartiQL", { action: "dynamodb:PartiQLSelect" }, false],
    ["put an item", { action: "dynamodb:PutItem" }, false],
    ["delete an item", { action: "dynamodb:DeleteItem" }, false],
    ["get an item of another table", { action: "dynamodb:GetItem", on: OTHER }, false],
    ["delete the table", { action: "dynamodb:DeleteTable" }, false],
    ["export it", { action: "dynamodb:ExportTableToPointInTime" }, false],
    ["read its stream", { action: "dynamodb:GetRecords", on: `${TABLE}/stream/2026` }, false],
    ["decrypt by the table", { action: "kms:Decrypt", on: KEY, knowing: THROUGH_TABLES }, true],
    [
        "decrypt by itself",
        {
            action: "kms:Decrypt",
            on: KEY,
            knowing: { ...THROUGH_TABLES, "kms:ViaService": undefined },
        },
        false,
    ],
    [
        "decrypt by another service",
        {
            action: "kms:Decrypt",
            on: KEY,
            knowing: { ...THROUGH_TABLES, "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
        },
        false,
    ],
    ["encrypt by the table", { action: "kms:Encrypt", on: KEY, knowing: THROUGH_TABLES }, false],
    ["use a cache that does not have the table", { action: "dax:GetItem", on: CACHE }, false],
]);

table(
    "who reads a cached table",
    () => accessStatements({ ...SPEC, cache: { itemSeconds: 60, querySeconds: 60 } }, "read", ARNS),
    [
        ["get an item by the cache", { action: "dax:GetItem", on: CACHE }, true],
        ["query it by the cache", { action: "dax:Query", on: CACHE }, true],
        ["get an item past the cache", { action: "dynamodb:GetItem" }, true],
        ["put an item by the cache", { action: "dax:PutItem", on: CACHE }, false],
        ["scan it by the cache", { action: "dax:Scan", on: CACHE }, false],
        [
            "use another cache",
            { action: "dax:GetItem", on: CACHE.replace("pii-prod", "pii-dev") },
            false,
        ],
    ],
);

const reading = (attributes: string[], more: Call["knowing"] = {}): Partial<Call> => ({
    knowing: { "dynamodb:Attributes": attributes, ...more },
});

table(
    "who reads some attributes",
    () => accessStatements(to({ attributes: ["changedAt"] }), "read", ARNS),
    [
        [
            "get those, and keys",
            { action: "dynamodb:GetItem", ...reading(["userId", "purpose", "changedAt"]) },
            true,
        ],
        [
            "get another one",
            { action: "dynamodb:GetItem", ...reading(["userId", "purpose", "note"]) },
            false,
        ],
        [
            "query an index for those",
            {
                action: "dynamodb:Query",
                on: `${TABLE}/index/by-purpose`,
                ...reading(["purpose", "changedAt"], {
                    "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
                }),
            },
            true,
        ],
        [
            "query for whatever there is",
            {
                action: "dynamodb:Query",
                ...reading(["userId"], { "dynamodb:Select": "ALL_ATTRIBUTES" }),
            },
            false,
        ],
        [
            "query an index for whatever it has",
            {
                action: "dynamodb:Query",
                on: `${TABLE}/index/by-purpose`,
                ...reading(["purpose"], { "dynamodb:Select": "ALL_PROJECTED_ATTRIBUTES" }),
            },
            false,
        ],
    ],
);

const own = (id: string, tag?: string): Partial<Call> => ({
    knowing: { "dynamodb:LeadingKeys": [id], "aws:PrincipalTag/user-id": tag },
});

table(
    "who reads his own items",
    () => accessStatements(to({ ownItemsByTag: "user-id" }), "read", ARNS),
    [
        ["get one", { action: "dynamodb:GetItem", ...own("u1", "u1") }, true],
        ["get another's", { action: "dynamodb:GetItem", ...own("u2", "u1") }, false],
        ["get any without a tag", { action: "dynamodb:GetItem", ...own("u1") }, false],
        [
            "get one of his and one of another's",
            {
                action: "dynamodb:BatchGetItem",
                knowing: {
                    "dynamodb:LeadingKeys": ["u1", "u2"],
                    "aws:PrincipalTag/user-id": "u1",
                },
            },
            false,
        ],
        [
            "query an index that begins with the same key",
            { action: "dynamodb:Query", on: `${TABLE}/index/by-change`, ...own("u1", "u1") },
            true,
        ],
        [
            "query a local index",
            { action: "dynamodb:Query", on: `${TABLE}/index/by-note`, ...own("u1", "u1") },
            true,
        ],
        [
            // A purpose that is called like him is another matter.
            "query an index that begins with another key",
            { action: "dynamodb:Query", on: `${TABLE}/index/by-purpose`, ...own("u1", "u1") },
            false,
        ],
    ],
);

table("who writes a table", () => accessStatements(SPEC, "write", ARNS), [
    ["put an item", { action: "dynamodb:PutItem" }, true],
    ["write items", { action: "dynamodb:BatchWriteItem" }, true],
    ["update an item", { action: "dynamodb:UpdateItem" }, true],
    ["delete an item", { action: "dynamodb:DeleteItem" }, true],
    ["check an item in a transaction", { action: "dynamodb:ConditionCheckItem" }, true],
    ["get an item", { action: "dynamodb:GetItem" }, false],
    ["query it", { action: "dynamodb:Query" }, false],
    ["write in PartiQL", { action: "dynamodb:PartiQLUpdate" }, false],
    ["put an item of another table", { action: "dynamodb:PutItem", on: OTHER }, false],
    ["change the table", { action: "dynamodb:UpdateTable" }, false],
    ["delete the table", { action: "dynamodb:DeleteTable" }, false],
]);

table(
    "who writes some attributes",
    () => accessStatements(to(undefined, { attributes: ["changedAt"] }), "write", ARNS),
    [
        [
            "update those",
            { action: "dynamodb:UpdateItem", ...reading(["userId", "purpose", "changedAt"]) },
            true,
        ],
        [
            "update another one",
            { action: "dynamodb:UpdateItem", ...reading(["userId", "purpose", "note"]) },
            false,
        ],
        [
            "have the whole item as an answer",
            {
                action: "dynamodb:UpdateItem",
                ...reading(["userId"], { "dynamodb:ReturnValues": "ALL_OLD" }),
            },
            false,
        ],
        [
            "have what it changed as an answer",
            {
                action: "dynamodb:UpdateItem",
                ...reading(["userId"], { "dynamodb:ReturnValues": "UPDATED_NEW" }),
            },
            true,
        ],
        ["put an item", { action: "dynamodb:PutItem", ...reading(["userId"]) }, false],
        ["delete an item", { action: "dynamodb:DeleteItem", ...reading(["userId"]) }, false],
    ],
);

table("who operates tables", () => managementStatements("operate", ARNS), [
    ["describe one", { action: "dynamodb:DescribeTable" }, true],
    ["describe a replica", { action: "dynamodb:DescribeTable", on: REPLICA }, true],
    ["see how far back it can be restored", { action: "dynamodb:DescribeContinuousBackups" }, true],
    ["tag it", { action: "dynamodb:TagResource", knowing: { "aws:TagKeys": ["team"] } }, true],
    [
        "take a tag off",
        { action: "dynamodb:UntagResource", knowing: { "aws:TagKeys": ["team"] } },
        true,
    ],
    [
        "give it another name for the program",
        { action: "dynamodb:TagResource", knowing: { "aws:TagKeys": ["team", "pii-table"] } },
        false,
    ],
    [
        "hide it from the program",
        { action: "dynamodb:UntagResource", knowing: { "aws:TagKeys": ["pii-table"] } },
        false,
    ],
    ["see who may reach it", { action: "dynamodb:GetResourcePolicy" }, true],
    ["change who may reach it", { action: "dynamodb:PutResourcePolicy" }, false],
    ["get an item", { action: "dynamodb:GetItem" }, false],
    ["scan it", { action: "dynamodb:Scan" }, false],
    ["restore it", { action: "dynamodb:RestoreTableToPointInTime" }, false],
    ["change it", { action: "dynamodb:UpdateTable" }, false],
    ["end its recovery", { action: "dynamodb:UpdateContinuousBackups" }, false],
    ["delete it", { action: "dynamodb:DeleteTable" }, false],
    ["decrypt", { action: "kms:Decrypt", on: KEY, knowing: THROUGH_TABLES }, false],
]);

const RESTORED = `${TABLE}-restored-2026-11-21`;

table("who restores tables", () => managementStatements("restore", ARNS), [
    ["restore one", { action: "dynamodb:RestoreTableToPointInTime" }, true],
    ["restore it so named", { action: "dynamodb:RestoreTableToPointInTime", on: RESTORED }, true],
    ["write the new table", { action: "dynamodb:BatchWriteItem", on: RESTORED }, true],
    [
        "have it encrypted",
        {
            action: "kms:CreateGrant",
            on: KEY,
            knowing: { ...THROUGH_TABLES, "kms:GrantIsForAWSResource": "true" },
        },
        true,
    ],
    [
        "give the key to somebody",
        {
            action: "kms:CreateGrant",
            on: KEY,
            knowing: { ...THROUGH_TABLES, "kms:GrantIsForAWSResource": "false" },
        },
        false,
    ],
    ["restore over another", { action: "dynamodb:RestoreTableToPointInTime", on: OTHER }, false],
    ["get an item of the old one", { action: "dynamodb:GetItem" }, false],
    ["scan the old one", { action: "dynamodb:Scan" }, false],
    ["delete the old one", { action: "dynamodb:DeleteTable" }, false],
    ["delete the new one", { action: "dynamodb:DeleteTable", on: RESTORED }, false],
]);

describe("TablePolicies", () => {
    before(mockEngine);

    it("has a policy for reading and writing each table, and one for all to look after them", async () => {
        const all = await registrations(
            () =>
                new TablePolicies("pii-prod-tables", {
                    tables: [
                        { spec: SPEC, tableArns: [TABLE, REPLICA] },
                        { spec: { ...SPEC, name: "tokens" }, tableArns: [OTHER] },
                    ],
                    keyArns: [KEY],
                    cacheArns: [CACHE],
                }),
        );
        const policies = all
            .filter(({ type }) => type === "aws:iam/policy:Policy")
            .sort((a, b) => (a.name < b.name ? -1 : 1));
        assert.deepEqual(
            policies.map(({ name, inputs }) => [name, inputs.name]),
            [
                "pii-prod-tables-consents-read",
                "pii-prod-tables-consents-write",
                "pii-prod-tables-operate",
                "pii-prod-tables-restore",
                "pii-prod-tables-tokens-read",
                "pii-prod-tables-tokens-write",
            ].map((name) => [name, name]),
        );
        const operate = JSON.parse(policies[2]?.inputs.policy as string) as {
            Statement: { Resource: string[] }[];
        };
        assert.deepEqual(
            operate.Statement.map(({ Resource }) => Resource),
            [
                [TABLE, REPLICA, OTHER],
                [TABLE, REPLICA, OTHER],
            ],
        );
    });
});
