import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";

const POLICY = "aws:organizations/policy:Policy";
const ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";

describe("sandbox: policies of an organization", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const statement: Props = {
        Sid: "Stay",
        Effect: "Deny",
        Action: "organizations:LeaveOrganization",
        Resource: "*",
    };
    const content = (changes: Props = {}) =>
        JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...changes }] });
    const good: Props = { name: "stay", content: content() };
    const toEverybody = { Principal: "*", Action: "s3:*" };
    const resourceControl: Props = {
        type: "RESOURCE_CONTROL_POLICY",
        content: content(toEverybody),
    };

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "no document": [{ content: undefined }, /^content: is required/],
        "text that is no JSON": [{ content: "deny" }, /^content: must be JSON/],
        "a type that there is not": [{ type: "SCP" }, /^type: must be one of/],
        "a long description": [{ description: "a".repeat(513) }, /at most 512 characters/],
        "a principal in a service control policy": [
            { content: content({ Principal: "*" }) },
            /^content: Statement\[0\] cannot have Principal/,
        ],
        "more than 5120 characters": [
            { content: content({ Action: `s3:${"a".repeat(5120)}` }) },
            /^content: must have at most 5120 characters, white space included, got 52\d\d$/,
        ],
        "a resource control policy without principal": [
            { ...resourceControl, content: content({ Action: "s3:*" }) },
            /must have Principal/,
        ],
        "a resource control policy about some": [
            {
                ...resourceControl,
                content: content({ ...toEverybody, Principal: { AWS: "111111111111" } }),
            },
            /Principal must be "\*" in a resource control policy/,
        ],
        "a resource control policy that allows": [
            { ...resourceControl, content: content({ ...toEverybody, Effect: "Allow" }) },
            /Effect must be Deny/,
        ],
        "a resource control policy about all but some actions": [
            {
                ...resourceControl,
                content: content({ ...toEverybody, Action: undefined, NotAction: "s3:*" }),
            },
            /cannot have NotAction/,
        ],
        "a resource control policy about a service that knows none": [
            { ...resourceControl, content: content({ ...toEverybody, Action: ["s3:*", "sns:*"] }) },
            /"sns:\*" is of no service that supports resource control policies/,
        ],
        "a resource control policy about everything": [
            { ...resourceControl, content: content({ ...toEverybody, Action: "*" }) },
            /"\*" is of no service/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`are refused with ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(POLICY, good), []);
            assert.deepEqual(cloud.failures(POLICY, { ...good, ...resourceControl }), []);
            assert.match(cloud.failure(POLICY, { ...good, ...changes }), failure);
        });
    }

    it("are called differently, and stay what they are", async () => {
        const made = await cloud.create(POLICY, good);
        assert.match(made.id, /^p-\w{8}$/);
        assert.equal(
            made.outputs.arn,
            `arn:aws:organizations::123456789012:policy/o-a1b2c3d4e5/service_control_policy/${made.id}`,
        );
        await assert.rejects(cloud.create(POLICY, good, "two"), /DuplicatePolicyException: name/);
        assert.deepEqual(cloud.diff(made, resourceControl).replaces, ["type"]);
        assert.deepEqual(cloud.diff(made, { name: "other", content: "{}" }).replaces, []);
    });

    const attached = async (name: string, targetId = "r-a1b2", more: Props = {}) => {
        const { id } = await cloud.create(POLICY, { ...good, name, ...more }, name);
        return cloud.create(ATTACHMENT, { policyId: id, targetId }, name);
    };

    for (const targetId of ["r-a1b2", "ou-a1b2-c3d4e5f6", "111111111111"]) {
        it(`are attached to ${targetId}, and not deleted there`, async () => {
            const made = await attached("stay", targetId);
            const policyId = made.inputs.policyId as string;
            assert.equal(made.id, `${targetId}:${policyId}`);
            const policy = {
                id: policyId,
                type: POLICY,
                urn: `urn:pulumi:test::test::${POLICY}::stay`,
                inputs: good,
                outputs: {},
            };
            await assert.rejects(cloud.delete(policy), /PolicyInUseException: p-\w+ is attached/);
            await assert.rejects(
                cloud.create(ATTACHMENT, { policyId, targetId }, "again"),
                /AlreadyExists/,
            );
            await cloud.delete(made);
            await cloud.delete(policy);
        });
    }

    it("are attached to nothing of another form, or of another organization", async () => {
        const failures = cloud.failures(ATTACHMENT, {
            policyId: "p-a1b2c3d4",
            targetId: "arn:aws:organizations::1:ou/o-1/ou-1",
        });
        assert.match(failures.join(), /^targetId: must be a root/);
        for (const targetId of ["r-zzzz", "ou-zzzz-c3d4e5f6", "999999999999"]) {
            await assert.rejects(attached(targetId, targetId), /TargetNotFoundException/);
        }
    });

    it("are attached only where their type is enabled", async () => {
        await attached("perimeter", "r-a1b2", resourceControl);
        await assert.rejects(
            attached("tags", "r-a1b2", { type: "TAG_POLICY" }),
            /PolicyTypeNotEnabledException: the root r-a1b2 has no policies of the type TAG_POLICY/,
        );
    });

    it("are five of a type on a target, AWS's own included", async () => {
        for (const name of ["a", "b", "c", "d"]) {
            await attached(name);
        }
        await assert.rejects(
            attached("e"),
            /ConstraintViolationException: r-a1b2 has 5 policies of the type SERVICE_CONTROL_POLICY/,
        );
        await attached("f", "ou-a1b2-c3d4e5f6");
        await attached("g", "r-a1b2", resourceControl);
    });
});
