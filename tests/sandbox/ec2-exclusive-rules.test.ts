import assert from "node:assert/strict";
import { Cloud, type Made } from "../support/cloud";
import { type Ec2, ec2In, GROUP, OLD_RULE, RULE } from "./ec2-harness";

const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const EXCLUSIVE = "aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive";

describe("sandbox: exclusive rules of a security group", () => {
    let cloud: Cloud;
    let ec2: Ec2;
    let securityGroupId: string;
    let listed: Made;
    let out: Made;

    beforeEach(async () => {
        cloud = new Cloud();
        ec2 = await ec2In(cloud);
        ({ securityGroupId } = ec2.around);
        listed = await cloud.create(RULE, ec2.good[RULE] ?? {});
        out = await cloud.create(EGRESS, ec2.good[RULE] ?? {});
    });
    afterEach(() => {
        cloud.dispose();
    });

    const inputs = () => ({
        securityGroupId,
        ingressRuleIds: [listed.outputs.securityGroupRuleId],
        egressRuleIds: [out.outputs.securityGroupRuleId],
    });
    const isThere = ({ type, id }: Made) => cloud.account.get(type, id) !== undefined;

    it("revoke what is not listed, whoever made it, and nothing of other groups", async () => {
        const port = { fromPort: 22, toPort: 22 };
        const foreign = await cloud.create(RULE, { ...ec2.good[RULE], ...port }, "foreign");
        const old = await cloud.create(OLD_RULE, { ...ec2.good[OLD_RULE], ...port }, "old");
        const group = await cloud.create(GROUP, { vpcId: ec2.around.vpcId }, "other");
        const elsewhere = { ...ec2.good[RULE], securityGroupId: group.id };
        const others = await cloud.create(RULE, elsewhere, "elsewhere");
        const made = await cloud.create(EXCLUSIVE, inputs());
        assert.equal(made.id, securityGroupId);
        assert.deepEqual([listed, out, others].map(isThere), [true, true, true]);
        assert.deepEqual([foreign, old].map(isThere), [false, false]);
        // The program that made it can still delete it.
        await cloud.delete(foreign);
    });

    it("revoke what leaves the list, in place", async () => {
        const made = await cloud.create(EXCLUSIVE, inputs());
        const changes = { ingressRuleIds: [] };
        assert.deepEqual(cloud.diff(made, changes).replaces, []);
        await cloud.update(made, changes);
        assert.deepEqual([listed, out].map(isThere), [false, true]);
        await cloud.delete(listed);
    });

    it("revoke nothing when they end", async () => {
        await cloud.delete(await cloud.create(EXCLUSIVE, inputs()));
        assert.deepEqual([listed, out].map(isThere), [true, true]);
    });

    it("must be rules of that group, in that direction", async () => {
        for (const [list, id] of [
            ["ingressRuleIds", "sgr-0"],
            ["ingressRuleIds", out.id],
            ["egressRuleIds", listed.id],
        ] as const) {
            await assert.rejects(
                cloud.create(EXCLUSIVE, { ...inputs(), [list]: [id] }),
                new RegExp(`InvalidSecurityGroupRuleId.NotFound: ${list}: .* rule ${id}`),
            );
        }
    });

    it("need both lists, and a group without rules inline", async () => {
        assert.equal(
            cloud.failure(EXCLUSIVE, { ...inputs(), egressRuleIds: undefined }),
            "egressRuleIds: is required",
        );
        const group = await cloud.create(GROUP, { vpcId: ec2.around.vpcId, ingress: [] }, "inline");
        await assert.rejects(
            cloud.create(EXCLUSIVE, {
                securityGroupId: group.id,
                ingressRuleIds: [],
                egressRuleIds: [],
            }),
            /ConflictingRules/,
        );
    });
});
