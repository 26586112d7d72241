import { BUCKETS } from "../../buckets";
import type { Resource } from "../../resource";
import { publicSubnets } from "../../routes";
import { rule } from "../../rule";

const MESSAGE = "is not protected; set protect: true in its options";

function isExempt({ options, stack }: Resource, exemptStacks: readonly string[]): boolean {
    return options.protect || exemptStacks.includes(stack);
}

export const statefulResourcesProtected = rule({
    name: "stateful-resources-protected",
    description:
        "Resources that hold data, the keys to it, or the network under it, have Pulumi's protect option.",
    why: "Renaming a resource or moving it in the program deletes it; protect makes Pulumi refuse.",
    severity: "high",
    remediation: "Set protect: true in the resource's options.",
    frameworks: { pci: ["10.3.2"], gdpr: ["32(1)(b)", "32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
    settings: {
        exemptStacks: {
            type: "array",
            items: { type: "string" },
            default: [] as readonly string[],
            description: "names of stacks whose data is worth nothing",
        },
    },
    types: [
        "aws:rds/cluster:Cluster",
        "aws:rds/clusterInstance:ClusterInstance",
        "aws:rds/instance:Instance",
        "aws:rds/globalCluster:GlobalCluster",
        "aws:rds/clusterSnapshot:ClusterSnapshot",
        "aws:rds/snapshot:Snapshot",
        "aws:dynamodb/table:Table",
        "aws:dynamodb/tableReplica:TableReplica",
        "aws:dynamodb/globalTable:GlobalTable",
        "aws:kinesis/stream:Stream",
        "aws:kms/key:Key",
        "aws:kms/replicaKey:ReplicaKey",
        "aws:kms/externalKey:ExternalKey",
        ...BUCKETS,
        "aws:s3/directoryBucket:DirectoryBucket",
        "aws:backup/vault:Vault",
        "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
        "aws:secretsmanager/secret:Secret",
        "aws:cloudtrail/eventDataStore:EventDataStore",
        "aws:ec2/vpc:Vpc",
        "postgresql:index/database:Database",
        "postgresql:index/schema:Schema",
    ],
    check: (resource, { exemptStacks }) => {
        if (!isExempt(resource, exemptStacks)) {
            resource.fail(MESSAGE);
        }
    },
    // Public subnets hold nothing that is lost with them, and only routes tell which these are.
    checkStack: (stack, { exemptStacks }) => {
        const open = publicSubnets(stack);
        for (const subnet of stack.of("aws:ec2/subnet:Subnet")) {
            if (!open.has(subnet) && !isExempt(subnet, exemptStacks)) {
                subnet.fail(MESSAGE);
            }
        }
    },
});
