import assert from "node:assert/strict";
import { ACCOUNT_ID, Cloud, type Made, REGION } from "../support/cloud";
import {
    ACL,
    EIP,
    ENDPOINT,
    GATEWAY,
    GROUP,
    NAT,
    ROUTE,
    RULE,
    SUBNET,
    TABLE,
    VPC,
    type Ec2,
    ec2In,
    interfaceEndpointIn,
} from "./ec2-harness";

describe("sandbox: EC2", () => {
    let cloud: Cloud;
    let around: Ec2["around"];
    let good: Ec2["good"];

    beforeEach(async () => {
        cloud = new Cloud();
        ({ around, good } = await ec2In(cloud));
    });
    afterEach(() => {
        cloud.dispose();
    });

    const interfaceEndpoint = () => interfaceEndpointIn(around);

    it("gives a VPC what AWS gives it, and takes it away with the VPC", async () => {
        const vpc = await cloud.create(VPC, { cidrBlock: "10.1.0.0/16" });
        const { outputs } = vpc;
        assert.match(vpc.id, /^vpc-0[0-9a-f]{16}$/);
        assert.equal(outputs.arn, `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:vpc/${vpc.id}`);
        assert.equal(outputs.mainRouteTableId, outputs.defaultRouteTableId);
        const companions: readonly [type: string, id: unknown][] = [
            [GROUP, outputs.defaultSecurityGroupId],
            [ACL, outputs.defaultNetworkAclId],
            [TABLE, outputs.mainRouteTableId],
        ];
        for (const [type, id] of companions) {
            assert.equal(cloud.account.get(type, id as string)?.outputs.vpcId, vpc.id);
        }
        const adopted = await cloud.create("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {
            vpcId: vpc.id,
            ingress: [],
            egress: [],
        });
        assert.equal(adopted.id, outputs.defaultSecurityGroupId);
        await cloud.delete(vpc);
        for (const [type, id] of companions) {
            assert.equal(cloud.account.get(type, id as string), undefined);
        }
    });

    it("keeps computed outputs over an update", async () => {
        const vpc = await cloud.create(VPC, { cidrBlock: "10.1.0.0/16" });
        const after = await cloud.update(vpc, { enableDnsHostnames: true });
        assert.deepEqual(after.outputs, { ...vpc.outputs, enableDnsHostnames: true });
    });

    it("replaces for what AWS cannot change, and only for that", async () => {
        const subnet = await cloud.create(SUBNET, good[SUBNET] ?? {});
        const news = { cidrBlock: "10.0.32.0/20", mapPublicIpOnLaunch: true };
        const { changed, replaces } = cloud.diff(subnet, news);
        assert.deepEqual([...changed].sort(), ["cidrBlock", "mapPublicIpOnLaunch"]);
        assert.deepEqual(replaces, ["cidrBlock"]);
    });

    it("does not delete what is in use, and says by what", async () => {
        const { vpcId, subnetIds, securityGroupId } = around;
        const peer = await cloud.create(RULE, {
            ...good[RULE],
            securityGroupId: (await cloud.create(GROUP, { vpcId }, "peer")).id,
            cidrIpv4: undefined,
            referencedSecurityGroupId: securityGroupId,
        });
        const nat = await cloud.create(NAT, good[NAT] ?? {});
        const existing = (type: string, id: unknown): Made => {
            const entry = cloud.account.get(type, id as string);
            assert.ok(entry);
            return entry;
        };
        const eipId = good[NAT]?.allocationId;
        const igw = existing(GATEWAY, good[ROUTE]?.gatewayId);
        await assert.rejects(
            cloud.delete(existing(GROUP, securityGroupId)),
            new RegExp(`^Error: DependencyViolation: security group .* ${peer.id}`),
        );
        await assert.rejects(
            cloud.delete(existing(SUBNET, subnetIds[0])),
            new RegExp(`DependencyViolation: subnet .* ${nat.id}`),
        );
        await assert.rejects(cloud.delete(existing(VPC, vpcId)), /DependencyViolation: VPC/);
        await assert.rejects(cloud.delete(igw), new RegExp(`internet gateway .* ${nat.id}`));
        await assert.rejects(cloud.delete(existing(EIP, eipId)), /InvalidIPAddress.InUse/);
        await cloud.delete(nat);
        await cloud.delete(peer);
        await cloud.delete(existing(EIP, eipId));
        await cloud.delete(existing(SUBNET, subnetIds[0]));
        await cloud.delete(existing(GROUP, securityGroupId));
        await cloud.delete(igw);
        assert.equal(cloud.account.get(SUBNET, subnetIds[0] ?? ""), undefined);
    });

    it("holds to the quota of five elastic IPs in a region", async () => {
        for (const i of [2, 3, 4, 5]) {
            await cloud.create(EIP, {}, `address-${i}`);
        }
        await assert.rejects(cloud.create(EIP, {}, "address-6"), /AddressLimitExceeded/);
    });

    it("wants both DNS attributes for private DNS, once per service", async () => {
        await assert.rejects(
            cloud.create(ENDPOINT, interfaceEndpoint()),
            /private DNS needs enableDnsHostnames of vpc-/,
        );
        const vpc = cloud.account.get(VPC, around.vpcId) as Made;
        const withDns = await cloud.update(vpc, { enableDnsHostnames: true });
        const endpoint = await cloud.create(ENDPOINT, interfaceEndpoint());
        assert.deepEqual(
            (endpoint.outputs.networkInterfaceIds as string[]).length,
            around.subnetIds.length,
        );
        await assert.rejects(
            cloud.create(ENDPOINT, interfaceEndpoint()),
            /has an endpoint with private DNS for com.amazonaws.eu-west-1.kms already/,
        );
        await assert.rejects(
            cloud.update(withDns, { enableDnsHostnames: false }),
            new RegExp(`must stay on .* ${endpoint.id}`),
        );
    });

    it("takes one subnet per zone for an interface endpoint", async () => {
        const twin = await cloud.create(SUBNET, {
            ...good[SUBNET],
            availabilityZone: `${REGION}a`,
        });
        const inputs = interfaceEndpoint();
        await assert.rejects(
            cloud.create(ENDPOINT, {
                ...inputs,
                privateDnsEnabled: false,
                subnetIds: [...around.subnetIds, twin.id],
            }),
            /DuplicateSubnetsInSameZone: .* eu-west-1a/,
        );
    });

    it("gives a gateway endpoint a prefix list that rules can name", async () => {
        const { outputs } = await cloud.create(ENDPOINT, good[ENDPOINT] ?? {});
        const { prefixListId } = outputs;
        const inputs = { ...good[RULE], cidrIpv4: undefined, prefixListId };
        assert.deepEqual(cloud.failures(RULE, inputs), []);
    });

    it("keeps rules of a group in one place: inline, or as resources", async () => {
        const inline = await cloud.create(GROUP, { vpcId: around.vpcId, ingress: [] }, "inline");
        await assert.rejects(
            cloud.create(RULE, { ...good[RULE], securityGroupId: inline.id }),
            /ConflictingRules/,
        );
    });

    it("names the zones of a region", async () => {
        const zones = await cloud.provider.invoke(
            "aws:index/getAvailabilityZones:getAvailabilityZones",
            {},
        );
        assert.deepEqual(zones.names, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
        assert.deepEqual(zones.zoneIds, ["euw1-az1", "euw1-az2", "euw1-az3"]);
    });
});
