import type { Resource } from "../../review/resource";

export type Fields = Readonly<Record<string, unknown>>;

export function resource(type: string, name: string, id: string, fields: Fields): Resource {
    return { urn: `urn:pulumi:x::y::${type}::${name}`, type, id, inputs: fields, outputs: fields };
}

export function subnet(tier: string, zone: string, cidrBlock: string): Resource {
    return resource("aws:ec2/subnet:Subnet", `net-${tier}-${zone}`, `subnet-${tier}-${zone}`, {
        availabilityZone: zone,
        cidrBlock,
        tags: { SubnetType: tier },
    });
}

export function group(name: string, tags: Fields = {}): Resource {
    return resource("aws:ec2/securityGroup:SecurityGroup", `net-${name}`, `sg-${name}`, { tags });
}

/** One rule; `other` is what the engine names the other side by. */
export function rule(
    kind: "Ingress" | "Egress",
    of: string,
    port: number,
    other: Fields,
): Resource {
    return resource(
        `aws:vpc/securityGroup${kind}Rule:SecurityGroup${kind}Rule`,
        `${of}-${port}-${Object.values(other).join("-")}`,
        "sgr",
        { securityGroupId: `sg-${of}`, ipProtocol: "tcp", fromPort: port, toPort: port, ...other },
    );
}

export function flow(from: string, to: string, port: number, why = "needed"): Resource[] {
    const description = `${from} to ${to}: ${why}`;
    return [
        rule("Egress", from, port, { referencedSecurityGroupId: `sg-${to}`, description }),
        rule("Ingress", to, port, { referencedSecurityGroupId: `sg-${from}`, description }),
    ];
}

export const VPC = resource("aws:ec2/vpc:Vpc", "net", "vpc-1", {
    cidrBlock: "10.0.0.0/16",
    region: "eu-west-1",
});

export const SUBNETS = [
    subnet("Private", "eu-west-1a", "10.0.0.0/21"),
    subnet("Private", "eu-west-1b", "10.0.8.0/21"),
    subnet("Isolated", "eu-west-1a", "10.0.64.0/21"),
];

export const GATEWAY = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "net-s3", "vpce-1", {
    serviceName: "com.amazonaws.eu-west-1.s3",
    vpcEndpointType: "Gateway",
    prefixListId: "pl-s3",
    policy: "{}",
});

const INTERFACE = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "net-ssmmessages", "vpce-2", {
    serviceName: "com.amazonaws.eu-west-1.ssmmessages",
    vpcEndpointType: "Interface",
    subnetIds: ["subnet-Private-eu-west-1a", "subnet-Private-eu-west-1b"],
    securityGroupIds: ["sg-endpoints"],
    privateDnsEnabled: true,
});

export const NETWORK = [
    VPC,
    ...SUBNETS,
    GATEWAY,
    INTERFACE,
    ...["app", "admin", "db", "endpoints"].map((name) => group(name)),
    ...flow("app", "db", 5432),
    ...flow("admin", "endpoints", 443),
    rule("Egress", "app", 443, { prefixListId: "pl-s3", description: "app to s3: artifacts" }),
];
