import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";
import { ACL, ACL_RULE, type Ec2, ec2In, SUBNET, VPC } from "./ec2-harness";

const DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";

const HTTPS = {
    ruleNo: 100,
    action: "allow",
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlock: "10.0.0.0/16",
};

describe("sandbox: network ACLs", () => {
    let cloud: Cloud;
    let around: Ec2["around"];
    let defaultNetworkAclId: string;
    let foreign: Made;

    beforeEach(async () => {
        cloud = new Cloud();
        ({ around } = await ec2In(cloud));
        const vpc = cloud.account.get(VPC, around.vpcId);
        defaultNetworkAclId = vpc?.outputs.defaultNetworkAclId as string;
        const other = await cloud.create(VPC, { cidrBlock: "10.1.0.0/16" }, "other");
        foreign = await cloud.create(SUBNET, { vpcId: other.id, cidrBlock: "10.1.0.0/24" }, "o");
    });
    afterEach(() => {
        cloud.dispose();
    });

    const acl = (subnetIds: readonly string[] | undefined, name = "acl") =>
        cloud.create(ACL, { vpcId: around.vpcId, subnetIds }, name);
    const subnetsOf = (id: string) => cloud.account.get(ACL, id)?.outputs.subnetIds;

    it("filter every subnet from its first day: the default one does", () => {
        assert.deepEqual(subnetsOf(defaultNetworkAclId), around.subnetIds);
    });

    it("take subnets from whichever ACL has them, and give them back to the default one", async () => {
        const [a = "", b = ""] = around.subnetIds;
        const first = await acl([a, b]);
        assert.deepEqual(subnetsOf(defaultNetworkAclId), []);
        const second = await acl([b], "second");
        assert.deepEqual([subnetsOf(first.id), subnetsOf(second.id)], [[a], [b]]);
        const emptied = await cloud.update(second, { subnetIds: [] });
        assert.deepEqual(emptied.outputs.subnetIds, []);
        assert.deepEqual(subnetsOf(defaultNetworkAclId), [b]);
        await cloud.delete(first);
        assert.deepEqual(subnetsOf(defaultNetworkAclId), [b, a]);
    });

    it("keep their subnets where the list is left out", async () => {
        const made = await acl(around.subnetIds);
        const { outputs } = await cloud.update(made, { subnetIds: undefined });
        assert.deepEqual(outputs.subnetIds, around.subnetIds);
    });

    it("get subnets one by one, by associations", async () => {
        const [a = "", b = ""] = around.subnetIds;
        const made = await acl(undefined);
        const inputs = { networkAclId: made.id, subnetId: a };
        const association = await cloud.create(ASSOCIATION, inputs);
        assert.deepEqual([subnetsOf(made.id), subnetsOf(defaultNetworkAclId)], [[a], [b]]);
        await cloud.delete(association);
        assert.deepEqual(subnetsOf(defaultNetworkAclId), [b, a]);
    });

    it("lose a subnet that is deleted", async () => {
        const [a = "", b = ""] = around.subnetIds;
        const made = await acl([a, b]);
        const entry = cloud.account.get(SUBNET, a);
        assert.ok(entry);
        await cloud.delete(entry);
        assert.deepEqual(subnetsOf(made.id), [b]);
    });

    it("filter subnets of their own VPC only", async () => {
        const error = /network ACL .* and subnet .* belong to different VPCs/;
        await assert.rejects(acl([foreign.id]), error);
        await assert.rejects(
            cloud.create(DEFAULT_ACL, { defaultNetworkAclId, subnetIds: [foreign.id] }),
            error,
        );
        await assert.rejects(
            cloud.create(ASSOCIATION, {
                networkAclId: defaultNetworkAclId,
                subnetId: foreign.id,
            }),
            error,
        );
    });

    it("of the default let everything through until they are adopted", async () => {
        const rules = () => {
            const { ingress, egress } = cloud.account.get(ACL, defaultNetworkAclId)?.outputs ?? {};
            return [ingress, egress] as Props[][];
        };
        assert.deepEqual(
            rules().map((list) => list.map(({ cidrBlock }) => cidrBlock)),
            [["0.0.0.0/0"], ["0.0.0.0/0"]],
        );
        const adopted = await cloud.create(DEFAULT_ACL, { defaultNetworkAclId });
        assert.deepEqual(rules(), [[], []]);
        assert.deepEqual(adopted.outputs.subnetIds, around.subnetIds);
        await cloud.update(adopted, { ingress: [HTTPS] });
        assert.deepEqual(rules(), [[{ ...HTTPS, protocol: "6" }], []]);
        await cloud.delete(adopted);
        assert.deepEqual(rules()[0]?.length, 1);
    });

    it("are adopted by what they are", async () => {
        const { id } = await acl(undefined);
        await assert.rejects(
            cloud.create(DEFAULT_ACL, { defaultNetworkAclId: id }),
            /is not the default ACL of vpc-\w+; use aws.ec2.NetworkAcl/,
        );
    });

    it("keep protocols as numbers, which is no change", async () => {
        const inputs = { vpcId: around.vpcId, ingress: [HTTPS] };
        const made = await cloud.create(ACL, inputs, "numbers");
        assert.deepEqual(made.outputs.ingress, [{ ...HTTPS, protocol: "6" }]);
        assert.deepEqual(cloud.diff(made, inputs).changed, []);
        const { ruleNo, action, ...rule } = HTTPS;
        const single = { ...rule, ruleNumber: ruleNo, ruleAction: action };
        const { id } = await acl(undefined);
        const { outputs } = await cloud.create(ACL_RULE, { ...single, networkAclId: id });
        assert.equal(outputs.protocol, "6");
    });

    const refused: readonly [what: string, changes: Props, failure: RegExp][] = [
        ["a protocol by EC2's name", { protocol: "icmpv6" }, /protocol: must be .*ipv6-icmp/],
        ["a protocol without number", { protocol: "143" }, /protocol: must be -1, all/],
        ["a port below 0", { protocol: "icmp", fromPort: -1 }, /fromPort: must be from 0 to 65535/],
        ["ports turned around", { fromPort: 444 }, /fromPort: fromPort 444 to toPort 443/],
        ["no addresses", { cidrBlock: undefined }, /cidrBlock: give exactly one of/],
        ["two kinds of address", { ipv6CidrBlock: "::/0" }, /ipv6CidrBlock: give exactly one of/],
        ["number 32767", { ruleNo: 32767 }, /ruleNo: must be from 1 to 32766/],
    ];
    for (const [what, changes, failure] of refused) {
        it(`refuse at preview: ${what}`, () => {
            const inputs = (entry: Props) => ({ vpcId: around.vpcId, egress: [entry] });
            assert.deepEqual(cloud.failures(ACL, inputs(HTTPS)), []);
            const said = cloud.failure(ACL, inputs({ ...HTTPS, ...changes }));
            assert.match(said, failure);
            assert.match(said, /^egress\[0\]\./);
        });
    }

    it("hold to the quota of twenty entries in a direction, two of them AWS's own", () => {
        const entries = Array.from({ length: 19 }, (_, i) => ({ ...HTTPS, ruleNo: i + 1 }));
        const inputs = { vpcId: around.vpcId, ingress: entries };
        assert.deepEqual(cloud.failures(ACL, inputs), [
            "ingress: has 19 rules, and the default quota leaves 18 beside AWS's own",
        ]);
        assert.deepEqual(cloud.failures(ACL, { ...inputs, ingress: entries.slice(1) }), []);
    });
});
