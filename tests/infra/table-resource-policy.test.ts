import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
    streamStatements,
    TableResourcePolicies,
    tableStatements,
    type TableReach,
} from "../../infra/dynamodb/resource-policy";
import { type Call, isAllowed } from "../support/iam";
import { mockEngine, registrations, SCOPE } from "./mocks";

const TABLE = "arn:aws:dynamodb:eu-west-1:111111111111:table/consents-0123abc";
const INDEX = `${TABLE}/index/by-purpose`;
const STREAM = `${TABLE}/stream/2026-11-21T00:00:00.000`;
const APP = "arn:aws:iam::111111111111:role/app";
const DAX = "arn:aws:iam::111111111111:role/dax-0123abc";
const SLR = "arn:aws:iam::111111111111:role/aws-service-role";
const REPLICATION = `${SLR}/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication`;
const ORGANIZATION = "o-a1b2c3d4e5";

const REACH: TableReach = {
    scope: SCOPE,
    organizationId: ORGANIZATION,
    vpcId: "vpc-1",
    cacheRoleArns: [DAX],
};

const OURS = { "aws:PrincipalOrgID": ORGANIZATION };
const INSIDE = { ...OURS, "aws:SourceVpc": "vpc-1" };

/** Whatever else lets in whom: the policies take away, and give nothing. */
const LET_IN = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } as const;

/** By the application, from within the VPC, if nothing else is said: of one who may do anything. */
type Case = [what: string, call: Partial<Call>, allowed: boolean];

function policy(title: string, reach: Partial<TableReach>, cases: readonly Case[]): void {
    describe(title, () => {
        for (const [what, call, allowed] of cases) {
            it(`${allowed ? "lets" : "does not let"} ${what}`, async () => {
                const { on = TABLE } = call;
                const all = { ...REACH, ...reach };
                const resource =
                    on === STREAM ? streamStatements(all, on) : tableStatements(all, TABLE);
                const got = await isAllowed(
                    { resource: [LET_IN, ...resource] },
                    { action: "dynamodb:GetItem", by: APP, knowing: INSIDE, ...call, on },
                );
                assert.equal(got, allowed);
            });
        }
    });
}

policy("the policy of a table", {}, [
    ["an application get an item", {}, true],
    ["an application query an index", { action: "dynamodb:Query", on: INDEX }, true],
    ["an item be got from the internet", { knowing: OURS }, false],
    ["an item be put from the internet", { action: "dynamodb:PutItem", knowing: OURS }, false],
    ["the table be scanned from the internet", { action: "dynamodb:Scan", knowing: OURS }, false],
    [
        "an index be queried from the internet",
        { action: "dynamodb:Query", on: INDEX, knowing: OURS },
        false,
    ],
    [
        "items be asked for in PartiQL from the internet",
        { action: "dynamodb:PartiQLSelect", knowing: OURS },
        false,
    ],
    ["an item be got from another VPC", { knowing: { ...OURS, "aws:SourceVpc": "vpc-2" } }, false],
    [
        "an item be got without TLS",
        { knowing: { ...INSIDE, "aws:SecureTransport": "false" } },
        false,
    ],
    [
        "the table be described without TLS",
        {
            action: "dynamodb:DescribeTable",
            knowing: { ...INSIDE, "aws:SecureTransport": "false" },
        },
        false,
    ],
    [
        "another organization get an item, from whatever VPC",
        {
            by: "arn:aws:iam::222222222222:role/app",
            knowing: { ...INSIDE, "aws:PrincipalOrgID": "o-zzzzzzzzzz" },
        },
        false,
    ],
    [
        "an account of no organization describe it",
        {
            by: "arn:aws:iam::222222222222:role/app",
            action: "dynamodb:DescribeTable",
            knowing: { "aws:SourceVpc": "vpc-1" },
        },
        false,
    ],
    [
        "the account itself describe it once it has left the organization",
        { action: "dynamodb:DescribeTable", knowing: {} },
        true,
    ],
    [
        "the account itself get an item once it is in another organization",
        { knowing: { ...INSIDE, "aws:PrincipalOrgID": "o-zzzzzzzzzz" } },
        true,
    ],
    ["DAX get an item", { by: DAX, knowing: OURS }, true],
    ["DAX query an index", { by: DAX, action: "dynamodb:Query", on: INDEX, knowing: OURS }, true],
    ["a role that is called like DAX's get an item", { by: `${DAX}x`, knowing: OURS }, false],
    ["replication get an item", { by: REPLICATION, knowing: OURS }, true],
    [
        "replication put an item",
        { by: REPLICATION, action: "dynamodb:PutItem", knowing: OURS },
        true,
    ],
    ["replication scan it", { by: REPLICATION, action: "dynamodb:Scan", knowing: OURS }, true],
    [
        "deployers describe it from anywhere",
        { action: "dynamodb:DescribeTable", knowing: OURS },
        true,
    ],
    ["deployers change it from anywhere", { action: "dynamodb:UpdateTable", knowing: OURS }, true],
    [
        "deployers take the policy away from anywhere",
        { action: "dynamodb:DeleteResourcePolicy", knowing: OURS },
        true,
    ],
    [
        "deployers change the policy from anywhere",
        { action: "dynamodb:PutResourcePolicy", knowing: OURS },
        true,
    ],
    [
        "backups be started from anywhere",
        { action: "dynamodb:StartAwsBackupJob", knowing: OURS },
        true,
    ],
    [
        "exports be started from anywhere",
        { action: "dynamodb:ExportTableToPointInTime", knowing: OURS },
        true,
    ],
    [
        "autoscaling change its capacity",
        {
            by: `${SLR}/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable`,
            action: "dynamodb:UpdateTable",
            knowing: OURS,
        },
        true,
    ],
]);

policy("the policy of a table that may be reached from anywhere", { vpcId: undefined }, [
    ["an item be got from the internet", { knowing: OURS }, true],
    ["an item be got without TLS", { knowing: { ...OURS, "aws:SecureTransport": "false" } }, false],
    [
        "another organization get an item",
        {
            by: "arn:aws:iam::222222222222:role/app",
            knowing: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" },
        },
        false,
    ],
]);

policy("the policy of a table without an organization", { organizationId: undefined }, [
    ["the account get an item", { knowing: { "aws:SourceVpc": "vpc-1" } }, true],
    [
        "another account get an item",
        { by: "arn:aws:iam::222222222222:role/app", knowing: { "aws:SourceVpc": "vpc-1" } },
        false,
    ],
]);

policy("the policy of a stream", {}, [
    // Lambda polls from AWS's network, as the function's role.
    [
        "a function be handed records",
        { action: "dynamodb:GetRecords", on: STREAM, knowing: OURS },
        true,
    ],
    [
        "records be read without TLS",
        {
            action: "dynamodb:GetRecords",
            on: STREAM,
            knowing: { ...OURS, "aws:SecureTransport": "false" },
        },
        false,
    ],
    [
        "another organization read records",
        {
            action: "dynamodb:GetRecords",
            on: STREAM,
            by: "arn:aws:iam::222222222222:role/app",
            knowing: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" },
        },
        false,
    ],
]);

it("the runbook of a move opens a replica by the statement that holds it to the VPC, and no other", async () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "dynamodb.md"), "utf8");
    const sid = /select\(\.Sid == "(\w+)"\)/.exec(page)?.[1];
    const left = tableStatements(REACH, TABLE).filter(({ Sid }) => Sid !== sid);
    assert.deepEqual(
        left.map(({ Sid }) => Sid),
        tableStatements({ ...REACH, vpcId: undefined }, TABLE).map(({ Sid }) => Sid),
    );
    const outside = { action: "dynamodb:GetItem", on: TABLE, by: APP, knowing: OURS };
    assert.equal(await isAllowed({ resource: [LET_IN, ...left] }, outside), true);
});

describe("TableResourcePolicies", () => {
    before(mockEngine);

    it("has a policy in every region, of the table and of its stream", async () => {
        const all = await registrations(
            () =>
                new TableResourcePolicies("consents", {
                    ...REACH,
                    regions: ["eu-west-1", "eu-central-1"].map((region) => ({
                        region,
                        arn: pulumi.output(`arn:${region}`),
                        streamArn: pulumi.output(`arn:${region}/stream`),
                    })),
                }),
        );
        const policies = all
            .filter(({ type }) => type === "aws:dynamodb/resourcePolicy:ResourcePolicy")
            .sort((a, b) => (a.name < b.name ? -1 : 1));
        assert.deepEqual(
            policies.map(({ name, inputs }) => [name, inputs.region, inputs.resourceArn]),
            [
                ["consents", undefined, "arn:eu-west-1"],
                ["consents-eu-central-1", "eu-central-1", "arn:eu-central-1"],
                ["consents-eu-central-1-stream", "eu-central-1", "arn:eu-central-1/stream"],
                ["consents-stream", undefined, "arn:eu-west-1/stream"],
            ],
        );
        // DynamoDB takes 20 KB.
        assert.ok(policies.every(({ inputs }) => String(inputs.policy).length < 2048));
    });
});
