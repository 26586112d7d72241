import assert from "node:assert/strict";
import type { Statements } from "../../../infra/policy-document";
import { isolating } from "../../../operations/emergency/kinds/table-policy";
import { isAllowed } from "../../support/iam";
import { ACCOUNT_ID, POLICY, STREAM, TABLE } from "./harness";

const role = (name: string) => `arn:aws:iam::${ACCOUNT_ID}:role/${name}`;
const APP = role("apps/app");
const BREAK_GLASS = role("pii-prod-break-glass");
const REPLICATION = role("aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRole");

function statements(arn: string): Statements {
    const text = isolating({ prefix: "pii-prod" }, arn, null);
    return (JSON.parse(text) as { Statement: Statements }).Statement;
}

describe("the policy of an isolated table", () => {
    const CASES: [action: string, on: string, by: string, expected: boolean][] = [
        ["dynamodb:GetItem", TABLE, APP, false],
        ["dynamodb:Query", `${TABLE}/index/by-user`, APP, false],
        ["dynamodb:PutItem", TABLE, APP, false],
        ["dynamodb:ExportTableToPointInTime", TABLE, APP, false],
        ["dynamodb:GetRecords", STREAM, APP, false],
        ["dynamodb:GetItem", TABLE, role("pii-staging-break-glass"), false],
        ["dynamodb:GetItem", TABLE, BREAK_GLASS, true],
        ["dynamodb:PutItem", TABLE, REPLICATION, true],
        // So that it can be taken back.
        ["dynamodb:PutResourcePolicy", TABLE, APP, true],
        ["dynamodb:DescribeTable", TABLE, APP, true],
        ["dynamodb:UpdateTable", TABLE, APP, true],
    ];
    for (const [action, on, by, expected] of CASES) {
        it(`${expected ? "lets through" : "refuses"} ${action} on ${on} by ${by}`, async () => {
            const resource = statements(on.includes("/stream/") ? STREAM : TABLE);
            assert.equal(await isAllowed({ resource }, { action, on, by }), expected);
        });
    }

    it("keeps what was there, and is the same when it is made twice", () => {
        const once = isolating({ prefix: "pii-prod" }, TABLE, POLICY);
        const { Statement } = JSON.parse(once) as { Statement: { Sid: string }[] };
        assert.deepEqual(
            Statement.map(({ Sid }) => Sid),
            ["DenyWithoutTls", "EmergencyIsolation"],
        );
        assert.equal(isolating({ prefix: "pii-prod" }, TABLE, once), once);
    });
});
