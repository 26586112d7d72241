import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud } from "../support/cloud";

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const DOCUMENT = "aws:iam/getPolicyDocument:getPolicyDocument";

const text = (statement: Props) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const TRUST: Props = {
    Effect: "Allow",
    Principal: { Service: "lambda.amazonaws.com" },
    Action: "sts:AssumeRole",
};
const READ: Props = { Effect: "Allow", Action: ["dynamodb:GetItem"], Resource: "*" };

describe("sandbox: IAM", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const good: Readonly<Record<string, Props>> = {
        [ROLE]: { assumeRolePolicy: text(TRUST) },
        [POLICY]: { policy: text(READ) },
        [ROLE_POLICY]: { role: "app", policy: text(READ) },
        [PROFILE]: { role: "app" },
        [ATTACHMENT]: {
            role: "app",
            policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
        },
    };

    const refusedInputs: readonly [type: string, what: string, Props, failure: RegExp][] = [
        [ROLE, "no trust", { assumeRolePolicy: undefined }, /^assumeRolePolicy: is required/],
        [
            ROLE,
            "trust in nobody",
            { assumeRolePolicy: text(READ) },
            /cannot have Resource|Principal/,
        ],
        [
            ROLE,
            "a resource in the trust",
            { assumeRolePolicy: text({ ...TRUST, Resource: "*" }) },
            /cannot have Resource/,
        ],
        [
            ROLE,
            "a session of ten minutes",
            { maxSessionDuration: 600 },
            /^maxSessionDuration: must/,
        ],
        [ROLE, "a name of 65 characters", { name: "a".repeat(65) }, /^name: must have at most 64/],
        [ROLE, "a path without end", { path: "/app" }, /^path: must be a path/],
        [
            POLICY,
            "a principal",
            { policy: text({ ...READ, Principal: "*" }) },
            /cannot have Principal/,
        ],
        [
            POLICY,
            "no resource",
            { policy: text({ ...READ, Resource: undefined }) },
            /have Resource/,
        ],
        [POLICY, "no action", { policy: text({ ...READ, Action: [] }) }, /must have Action/],
        [
            POLICY,
            "an action and its negation",
            { policy: text({ ...READ, NotAction: "s3:*" }) },
            /both Action and NotAction/,
        ],
        [
            POLICY,
            "an old version",
            { policy: '{"Version":"2010-01-01"}' },
            /Version must be one of/,
        ],
        [
            POLICY,
            "7000 characters",
            { policy: text({ ...READ, Sid: "a".repeat(7000) }) },
            /most 6144/,
        ],
        [ROLE_POLICY, "text that is no JSON", { policy: "allow" }, /^policy: must be JSON/],
        [PROFILE, "a space in the name", { name: "way in" }, /^name: must be letters, digits/],
        [PROFILE, "two roles", { role: ["a", "b"] }, /^role: must be of type string/],
        [ATTACHMENT, "a name for an ARN", { policyArn: "ReadOnly" }, /^policyArn: must be the ARN/],
    ];
    for (const [type, what, changes, failure] of refusedInputs) {
        it(`refuses at preview: ${type.split(":").at(-1)} with ${what}`, () => {
            const inputs = good[type] ?? {};
            assert.deepEqual(cloud.failures(type, inputs), []);
            assert.match(cloud.failure(type, { ...inputs, ...changes }), failure);
        });
    }

    it("names a role by itself, and gives it the ids that AWS gives", async () => {
        const role = await cloud.create(ROLE, { ...good[ROLE], path: "/app/" }, "writer");
        assert.match(role.id, /^writer-[0-9a-f]{7}$/);
        assert.equal(role.outputs.arn, `arn:aws:iam::${ACCOUNT_ID}:role/app/${role.id}`);
        assert.match(role.outputs.uniqueId as string, /^AROA[A-Z0-9]{17}$/);
        const after = await cloud.update(role, { description: "writes" });
        assert.equal(after.outputs.uniqueId, role.outputs.uniqueId);
        assert.equal(after.outputs.createDate, role.outputs.createDate);
    });

    it("does not delete a role or policy that is in use", async () => {
        const role = await cloud.create(ROLE, { ...good[ROLE], name: "app" });
        const policy = await cloud.create(POLICY, good[POLICY] ?? {});
        const inline = await cloud.create(ROLE_POLICY, good[ROLE_POLICY] ?? {});
        const attached = await cloud.create(ATTACHMENT, { role: "app", policyArn: policy.id });
        await assert.rejects(cloud.delete(policy), /DeleteConflict: policy/);
        await cloud.delete(attached);
        await cloud.delete(policy);
        await assert.rejects(cloud.delete(role), /DeleteConflict: role app .* app:thing-/);
        await cloud.delete(inline);
        await cloud.delete(role);
        assert.equal(cloud.account.get(ROLE, "app"), undefined);
    });

    it("attaches only what exists, to what exists", async () => {
        await assert.rejects(
            cloud.create(ATTACHMENT, good[ATTACHMENT] ?? {}),
            /NotFound: role: aws:iam\/role:Role "app" does not exist/,
        );
        await cloud.create(ROLE, { ...good[ROLE], name: "app" });
        await cloud.create(ATTACHMENT, good[ATTACHMENT] ?? {});
        const policyArn = `arn:aws:iam::${ACCOUNT_ID}:policy/none`;
        await assert.rejects(
            cloud.create(ATTACHMENT, { role: "app", policyArn }),
            /NoSuchEntity: policy .* does not exist/,
        );
    });

    it("replaces a managed policy for its description, and not for what it says", async () => {
        const made = await cloud.create(POLICY, { ...good[POLICY], description: "reads" });
        assert.deepEqual(cloud.diff(made, { description: "writes" }).replaces, ["description"]);
        const wider = text({ ...READ, Action: "dynamodb:*" });
        assert.deepEqual(cloud.diff(made, { policy: wider }).replaces, []);
    });

    it("puts one role into an instance profile, and another later", async () => {
        await assert.rejects(cloud.create(PROFILE, { role: "app" }), /NotFound: role: /);
        await cloud.create(ROLE, { ...good[ROLE], name: "app" });
        await cloud.create(ROLE, { ...good[ROLE], name: "other" }, "other");
        const made = await cloud.create(PROFILE, { role: "app", path: "/app/" }, "way-in");
        assert.match(made.id, /^way-in-[0-9a-f]{7}$/);
        assert.equal(
            made.outputs.arn,
            `arn:aws:iam::${ACCOUNT_ID}:instance-profile/app/${made.id}`,
        );
        assert.match(made.outputs.uniqueId as string, /^AIPA[A-Z0-9]{17}$/);
        assert.deepEqual(cloud.diff(made, { role: "other" }).replaces, []);
        assert.deepEqual(cloud.diff(made, { path: "/" }).replaces, ["path"]);
        const changed = await cloud.update(made, { role: "other" });
        assert.equal(changed.outputs.role, "other");
        assert.equal(changed.outputs.uniqueId, made.outputs.uniqueId);
    });

    it("writes policy documents in the provider's own form", async () => {
        const { minifiedJson, json } = await cloud.provider.invoke(DOCUMENT, {
            statements: [
                {
                    sid: "Read",
                    actions: ["s3:GetObject", "s3:ListBucket"],
                    resources: ["arn:aws:s3:::b/&{aws:username}"],
                    principals: [
                        { type: "AWS", identifiers: ["arn:aws:iam::1:root"] },
                        { type: "Service", identifiers: ["a.amazonaws.com", "b.amazonaws.com"] },
                    ],
                    conditions: [
                        { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
                    ],
                },
            ],
        });
        assert.deepEqual(JSON.parse(minifiedJson as string), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "Read",
                    Effect: "Allow",
                    Action: ["s3:ListBucket", "s3:GetObject"],
                    Resource: "arn:aws:s3:::b/${aws:username}",
                    Principal: {
                        AWS: "arn:aws:iam::1:root",
                        Service: ["b.amazonaws.com", "a.amazonaws.com"],
                    },
                    Condition: { Bool: { "aws:SecureTransport": "true" } },
                },
            ],
        });
        assert.deepEqual(JSON.parse(json as string), JSON.parse(minifiedJson as string));
    });

    it("says what a policy document cannot have", async () => {
        const merged = { sourcePolicyDocuments: ["{}"] };
        await assert.rejects(
            Promise.resolve().then(() => cloud.provider.invoke(DOCUMENT, merged)),
            /getPolicyDocument has no sourcePolicyDocuments/,
        );
    });
});
