import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { UNKNOWN } from "../../sandbox/provider/unknown";
import { Cloud, REGION } from "../support/cloud";
import {
    ACL,
    ACL_RULE,
    ASSOCIATION,
    ENDPOINT,
    GROUP,
    NAT,
    OLD_RULE,
    ROUTE,
    RULE,
    SUBNET,
    VPC,
    type Ec2,
    ec2In,
    interfaceEndpointIn,
} from "./ec2-harness";

describe("sandbox: what EC2 refuses", () => {
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
});
