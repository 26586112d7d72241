import * as pulumi from "@pulumi/pulumi";

/** A resource as the engine is asked to register it. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
}

const registered: Registered[] = [];

/** Outputs that AWS would compute, by type token; a component needs some of them to go on. */
const COMPUTED: Readonly<Record<string, (name: string) => Record<string, unknown>>> = {
    "awsx:ec2:Vpc": () => ({
        vpcId: "vpc-1",
        privateSubnetIds: ["subnet-private-a", "subnet-private-b"],
        isolatedSubnetIds: ["subnet-isolated-a", "subnet-isolated-b"],
        publicSubnetIds: ["subnet-public-a", "subnet-public-b"],
        routeTables: ["private-a", "isolated-a", "private-b", "isolated-b"].map((subnet) => ({
            id: `rtb-${subnet}`,
            tags: { SubnetType: subnet.startsWith("private") ? "Private" : "Isolated" },
        })),
        vpc: { defaultNetworkAclId: "acl-default", defaultRouteTableId: "rtb-default" },
    }),
    "aws:rds/cluster:Cluster": (name) => ({
        endpoint: `${name}.cluster.example`,
        readerEndpoint: `${name}.cluster-ro.example`,
        clusterResourceId: "cluster-ABC",
        masterUserSecrets: [{ secretArn: "arn:secret" }],
    }),
    "aws:rds/proxy:Proxy": (name) => ({
        arn: "arn:aws:rds:eu-west-1:111111111111:db-proxy:prx-ABC",
        endpoint: `${name}.proxy.example`,
    }),
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": () => ({ name: "default" }),
    "aws:rds/proxyEndpoint:ProxyEndpoint": (name) => ({ endpoint: `${name}.proxy.example` }),
    "aws:rds/clusterInstance:ClusterInstance": (name) => ({ identifier: name }),
    "aws:rds/clusterEndpoint:ClusterEndpoint": (name) => ({ endpoint: `${name}.endpoint.example` }),
    "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
    "aws:dax/cluster:Cluster": (name) => ({ clusterAddress: `${name}.dax.example`, port: 9111 }),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (name) => ({
        securityGroupRuleId: `sgr-${name}`,
    }),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": (name) => ({
        securityGroupRuleId: `sgr-${name}`,
    }),
    "random:index/randomId:RandomId": () => ({ hex: "0badcafe" }),
    "random:index/randomPassword:RandomPassword": () => ({ result: "generated" }),
};

/** Stands in for the engine in this process. Goes in before the first resource is made. */
export async function mockEngine(): Promise<void> {
    await pulumi.runtime.setMocks(
        {
            newResource({ type, name, inputs }) {
                const given = inputs as Record<string, unknown>;
                registered.push({ type, name, inputs: given });
                const arn = `arn:${type}:${name}`;
                return {
                    id: `${name}-id`,
                    // What a Stash holds since it was made is its output.
                    state: { arn, name, output: given.input, ...given, ...COMPUTED[type]?.(name) },
                };
            },
            call({ token, inputs }) {
                switch (token) {
                    case "aws:index/getCallerIdentity:getCallerIdentity":
                        return { accountId: "111111111111" };
                    case "aws:index/getDefaultTags:getDefaultTags":
                        return { tags: { environment: "dev" } };
                    case "aws:index/getPartition:getPartition":
                        return { partition: "aws" };
                    default:
                        throw new Error(`no mock of ${token}(${JSON.stringify(inputs)})`);
                }
            },
        },
        "pii-platform",
        "dev",
        false,
    );
    // In the SDK, but missing from its types: mocks can do all that an engine can, once asked.
    const { awaitFeatureSupport } = pulumi.runtime as unknown as {
        awaitFeatureSupport: () => Promise<void>;
    };
    await awaitFeatureSupport();
}

/** What `make` registers, once all of it has arrived. */
export async function registrations(make: () => unknown): Promise<readonly Registered[]> {
    registered.length = 0;
    make();
    // In the SDK, but missing from its types.
    const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
    await waitForRPCs();
    return [...registered];
}

/** The inputs of the one resource of `type` among `all`. */
export function only(all: readonly Registered[], type: string): Record<string, unknown> {
    const [first, ...others] = all.filter((resource) => resource.type === type);
    if (first === undefined || others.length > 0) {
        throw new Error(`${others.length + (first ? 1 : 0)} resources of ${type}, not one`);
    }
    return first.inputs;
}

/** The scope that components are given in tests. */
export const SCOPE = {
    accountId: pulumi.output("111111111111"),
    partition: pulumi.output("aws"),
    region: "eu-west-1",
};
