import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { UNKNOWN } from "../../sandbox/provider/unknown";
import { ACCOUNT_ID, Cloud, furnished, type Made, REGION } from "../support/cloud";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const OLD_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const EIP = "aws:ec2/eip:Eip";
const NAT = "aws:ec2/natGateway:NatGateway";
const ACL = "aws:ec2/networkAcl:NetworkAcl";
const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

describe("sandbox: EC2", () => {
    let cloud: Cloud;
    let around: Awaited<ReturnType<typeof furnished>>;
    let table: Made;
    let good: Record<string, Props>;

    beforeEach(async () => {
        cloud = new Cloud();
        around = await furnished(cloud, "vpc-flow-logs.amazonaws.com");
        const { vpcId, subnetIds, securityGroupId, roleArn } = around;
        table = await cloud.create(TABLE, { vpcId });
        const acl = await cloud.create(ACL, { vpcId });
        const eip = await cloud.create(EIP, {});
        const logs = await cloud.create(LOG_GROUP, { name: "/flow" });
        const igw = await cloud.create(GATEWAY, { vpcId });
        good = {
            [VPC]: { cidrBlock: "10.1.0.0/16" },
            [SUBNET]: { vpcId, cidrBlock: "10.0.16.0/20", availabilityZone: `${REGION}c` },
            [GROUP]: { vpcId, description: "app (v2)" },
            [RULE]: {
                securityGroupId,
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
                cidrIpv4: "10.0.0.0/16",
            },
            [OLD_RULE]: {
                type: "ingress",
                securityGroupId,
                protocol: "tcp",
                fromPort: 443,
                toPort: 443,
                cidrBlocks: ["10.0.0.0/16"],
            },
            [ENDPOINT]: {
                vpcId,
                serviceName: `com.amazonaws.${REGION}.s3`,
                vpcEndpointType: "Gateway",
                routeTableIds: [table.id],
            },
            [ROUTE]: {
                routeTableId: table.id,
                destinationCidrBlock: "0.0.0.0/0",
                gatewayId: igw.id,
            },
            [ASSOCIATION]: { routeTableId: table.id, subnetId: subnetIds[0] },
            [NAT]: { subnetId: subnetIds[0], allocationId: eip.id },
            [ACL_RULE]: {
                networkAclId: acl.id,
                ruleNumber: 100,
                protocol: "tcp",
                ruleAction: "allow",
                cidrBlock: "10.0.0.0/16",
                fromPort: 443,
                toPort: 443,
            },
            [FLOW_LOG]: {
                vpcId,
                trafficType: "ALL",
                logDestination: logs.outputs.arn,
                iamRoleArn: roleArn,
            },
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    const interfaceEndpoint = (): Props => ({
        vpcId: around.vpcId,
        serviceName: `com.amazonaws.${REGION}.kms`,
        vpcEndpointType: "Interface",
        subnetIds: around.subnetIds,
        securityGroupIds: [around.securityGroupId],
        privateDnsEnabled: true,
    });

    const refusedInputs: readonly [type: string, what: string, Props, failure: string | RegExp][] =
        [
            [
                VPC,
                "a block larger than /16",
                { cidrBlock: "10.0.0.0/8" },
                /^cidrBlock: must be from \/16/,
            ],
            [
                VPC,
                "host bits",
                { cidrBlock: "10.1.2.3/16" },
                /^cidrBlock: must begin at .* 10.1.0.0\/16/,
            ],
            [
                VPC,
                "no block",
                { cidrBlock: undefined },
                /^cidrBlock: is required, or ipv4NetmaskLength/,
            ],
            [
                VPC,
                "an unknown input",
                { cidr: "x" },
                /^cidr: the sandbox's model of .* has no such input/,
            ],
            [
                SUBNET,
                "a block below /28",
                { cidrBlock: "10.0.16.0/29" },
                /^cidrBlock: must be from \/16/,
            ],
            [
                SUBNET,
                "zone by name and id",
                { availabilityZoneId: "euw1-az3" },
                "availabilityZone: cannot be given with availabilityZoneId",
            ],
            [GROUP, "an apostrophe", { description: "the app's" }, /^description: must be made of/],
            [GROUP, "a name like an id", { name: "sg-app" }, /^name: must be neither/],
            [
                GROUP,
                "ports beside every protocol, inline",
                { ingress: [{ protocol: "-1", fromPort: 1, toPort: 1, self: true }] },
                /^ingress\[0\].fromPort: must be 0/,
            ],
            [
                RULE,
                "no peer",
                { cidrIpv4: undefined },
                /^cidrIpv4: give exactly one of .*, got none/,
            ],
            [RULE, "two peers", { cidrIpv6: "::/0" }, /^cidrIpv6: give exactly one of/],
            [
                RULE,
                "one port only",
                { toPort: undefined },
                /^toPort: is required with ipProtocol "tcp"/,
            ],
            [
                RULE,
                "ports beside every protocol",
                { ipProtocol: "-1", toPort: undefined },
                /^fromPort: cannot be given with ipProtocol "-1"/,
            ],
            [
                RULE,
                "ports turned around",
                { fromPort: 444 },
                /^fromPort: fromPort 444 to toPort 443/,
            ],
            [RULE, "a protocol of no name", { ipProtocol: "http" }, /^ipProtocol: must be -1, tcp/],
            [OLD_RULE, "no source", { cidrBlocks: undefined }, /^cidrBlocks: one of cidrBlocks/],
            [
                OLD_RULE,
                "another direction",
                { type: "in" },
                /^type: must be one of ingress, egress/,
            ],
            [
                ENDPOINT,
                "a gateway to KMS",
                { serviceName: `com.amazonaws.${REGION}.kms` },
                /^serviceName: must be .* type Gateway \(s3, dynamodb\)/,
            ],
            [
                ENDPOINT,
                "subnets for a gateway",
                { subnetIds: ["subnet-1"] },
                /^subnetIds: is for endpoints of type Interface/,
            ],
            [
                ENDPOINT,
                "a policy without a principal",
                { policy: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' },
                /^policy: Statement\[0\] must have Principal/,
            ],
            [ROUTE, "no target", { gatewayId: undefined }, /^gatewayId: give exactly one of/],
            [
                ROUTE,
                "two targets",
                { natGatewayId: "nat-1" },
                /give exactly one of .* gatewayId and nat/,
            ],
            [
                ASSOCIATION,
                "nothing to associate",
                { subnetId: undefined },
                /^subnetId: give exactly one/,
            ],
            [
                NAT,
                "a public gateway without address",
                { allocationId: undefined },
                /^allocationId: is req/,
            ],
            [
                NAT,
                "a private gateway with address",
                { connectivityType: "private" },
                /^allocationId: cannot/,
            ],
            [ACL_RULE, "number 0", { ruleNumber: 0 }, /^ruleNumber: must be from 1 to 32766/],
            [
                ACL_RULE,
                "no ports",
                { fromPort: undefined },
                /^fromPort: is required with protocol "tcp"/,
            ],
            [
                ACL_RULE,
                "a third action",
                { ruleAction: "log" },
                /^ruleAction: must be one of allow, deny/,
            ],
            [
                FLOW_LOG,
                "two things to watch",
                { subnetId: "subnet-1" },
                /^subnetId: give exactly one of/,
            ],
            [
                FLOW_LOG,
                "no kind of traffic",
                { trafficType: undefined },
                "trafficType: is required",
            ],
            [FLOW_LOG, "no role", { iamRoleArn: undefined }, /^iamRoleArn: is required/],
            [
                FLOW_LOG,
                "a role for S3",
                { logDestinationType: "s3" },
                /^iamRoleArn: cannot be given/,
            ],
            [
                FLOW_LOG,
                "an interval of 300",
                { maxAggregationInterval: 300 },
                /must be one of 60, 600/,
            ],
            [
                FLOW_LOG,
                "a format of bare words",
                { logFormat: "version action" },
                /^logFormat: must be/,
            ],
        ];
    for (const [type, what, changes, failure] of refusedInputs) {
        it(`refuses at preview: ${type.split(":").at(-1)} with ${what}`, () => {
            const inputs = good[type] ?? {};
            assert.deepEqual(cloud.failures(type, inputs), []);
            assert.match(
                cloud.failure(type, { ...inputs, ...changes }),
                failure instanceof RegExp ? failure : new RegExp(`^${failure}$`),
            );
        });
    }

    it("refuses private DNS for DynamoDB at preview", () => {
        const inputs = { ...interfaceEndpoint(), serviceName: `com.amazonaws.${REGION}.dynamodb` };
        assert.deepEqual(cloud.failures(ENDPOINT, inputs), [
            "privateDnsEnabled: must be false for dynamodb, whose interface endpoint has no private DNS",
        ]);
    });

    it("refuses two entries of one number in an ACL at preview", () => {
        const entry = {
            ruleNo: 100,
            action: "allow",
            protocol: "-1",
            fromPort: 0,
            toPort: 0,
            cidrBlock: "0.0.0.0/0",
        };
        const inputs = { vpcId: around.vpcId, ingress: [entry, entry] };
        assert.deepEqual(cloud.failures(ACL, inputs), [
            "ingress: rule number 100 stands there twice",
        ]);
    });

    it("takes values that are not known yet to be right", () => {
        const changes = { securityGroupId: UNKNOWN, cidrIpv4: UNKNOWN, ipProtocol: UNKNOWN };
        assert.deepEqual(cloud.failures(RULE, { ...good[RULE], ...changes }), []);
    });

    const refusedCreations: readonly [type: string, what: string, Props, error: RegExp][] = [
        [
            SUBNET,
            "outside the VPC",
            { cidrBlock: "10.1.0.0/20" },
            /InvalidSubnet.Range: .* 10.0.0.0\/16/,
        ],
        [
            SUBNET,
            "across another",
            { cidrBlock: "10.0.0.0/20" },
            /InvalidSubnet.Conflict: .* 10.0.[01]/,
        ],
        [
            SUBNET,
            "in no zone",
            { availabilityZone: "eu-west-1z" },
            /availabilityZone eu-west-1z is none/,
        ],
        [SUBNET, "in no VPC", { vpcId: "vpc-0" }, /NotFound: vpcId: .* "vpc-0" does not exist/],
        [ROUTE, "to the VPC itself", { destinationCidrBlock: "10.0.0.0/16" }, /RouteAlreadyExists/],
        [
            ENDPOINT,
            "of another region",
            { serviceName: "com.amazonaws.us-east-1.s3" },
            /InvalidServiceName: .* does not exist in eu-west-1/,
        ],
        [
            FLOW_LOG,
            "to no log group",
            { logDestination: "arn:aws:logs:x" },
            /logDestination .* does not/,
        ],
    ];
    for (const [type, what, changes, error] of refusedCreations) {
        it(`does not create: ${type.split(":").at(-1)} ${what}`, async () => {
            await assert.rejects(cloud.create(type, { ...good[type], ...changes }), error);
            await cloud.create(type, good[type] ?? {});
        });
    }

    const once: readonly [type: string, error: RegExp][] = [
        [RULE, /InvalidPermission.Duplicate/],
        [OLD_RULE, /AlreadyExists/],
        [ROUTE, /AlreadyExists/],
        [ASSOCIATION, /Resource.AlreadyAssociated/],
        [NAT, /Resource.AlreadyAssociated/],
        [ACL_RULE, /NetworkAclEntryAlreadyExists/],
        [ENDPOINT, /RouteAlreadyExists/],
        [SUBNET, /InvalidSubnet.Conflict/],
        [GROUP, /InvalidGroup.Duplicate/],
    ];
    for (const [type, error] of once) {
        it(`does not create twice: ${type.split(":").at(-1)}`, async () => {
            const inputs = { ...good[type], ...(type === GROUP ? { name: "app" } : {}) };
            await cloud.create(type, inputs);
            await assert.rejects(cloud.create(type, inputs), error);
        });
    }

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

    it("refuses a flow log whose role does not trust the service", async () => {
        const role = await cloud.create(
            "aws:iam/role:Role",
            {
                assumeRolePolicy: {
                    Statement: [
                        {
                            Effect: "Allow",
                            Principal: { Service: "lambda.amazonaws.com" },
                            Action: "sts:AssumeRole",
                        },
                    ],
                },
            },
            "other",
        );
        await assert.rejects(
            cloud.create(FLOW_LOG, { ...good[FLOW_LOG], iamRoleArn: role.outputs.arn }),
            /does not let vpc-flow-logs.amazonaws.com assume it/,
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
