import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";

const POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";

describe("sandbox: log resource policies", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const statement: Props = {
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "*",
    };
    const document = (changes: Props = {}) => ({
        Version: "2012-10-17",
        Statement: [{ ...statement, ...changes }],
    });
    const good: Props = { policyName: "dns", policyDocument: JSON.stringify(document()) };
    const GROUP_ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:dns";

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "no document": [{ policyDocument: undefined }, /^policyDocument: is required/],
        "text that is no JSON": [{ policyDocument: "allow" }, /^policyDocument: must be JSON/],
        "no principal": [{ policyDocument: document({ Principal: undefined }) }, /have Principal/],
        "neither name nor log group": [{ policyName: undefined }, /give exactly one of policyName/],
        "a name and a log group": [{ resourceArn: GROUP_ARN }, /^resourceArn: give exactly one of/],
        "more than 5120 characters": [
            { policyDocument: document({ Sid: "a".repeat(5000) }) },
            /^policyDocument: must have at most 5120 characters, got 5\d{3}$/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(POLICY, good), []);
            assert.match(cloud.failure(POLICY, { ...good, ...changes }), failure);
        });
    }

    it("are the account's by name, or a log group's own, which may be longer", async () => {
        const named = await cloud.create(POLICY, good);
        assert.equal(named.id, "dns");
        assert.equal(named.outputs.policyScope, "ACCOUNT");
        assert.deepEqual(cloud.diff(named, { policyName: "other" }).replaces, ["policyName"]);
        assert.deepEqual(cloud.diff(named, { policyDocument: document() }).replaces, []);
        const ofGroup = {
            resourceArn: GROUP_ARN,
            policyDocument: document({ Sid: "a".repeat(5000) }),
        };
        await assert.rejects(cloud.create(POLICY, ofGroup), /NotFound: resourceArn/);
        await cloud.create("aws:cloudwatch/logGroup:LogGroup", { name: "dns" });
        const made = await cloud.create(POLICY, ofGroup);
        assert.equal(made.id, GROUP_ARN);
        assert.equal(made.outputs.policyScope, "RESOURCE");
    });

    it("are ten of an account in a region, and no more", async () => {
        for (const i of Array.from({ length: 10 }, (_, n) => n)) {
            await cloud.create(POLICY, { ...good, policyName: `p${i}` }, `p${i}`);
        }
        await assert.rejects(
            cloud.create(POLICY, { ...good, policyName: "p10" }),
            /LimitExceededException: eu-west-1 has 10 log resource policies already/,
        );
        await cloud.create(POLICY, { ...good, policyName: "p10", region: "eu-central-1" });
        await cloud.create("aws:cloudwatch/logGroup:LogGroup", { name: "dns" });
        const { policyDocument } = good;
        await cloud.create(POLICY, { resourceArn: GROUP_ARN, policyDocument });
    });
});
