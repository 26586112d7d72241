import { BUCKETS } from "../../buckets";
import { rule } from "../../rule";

export const statefulResourcesProtected = rule({
    name: "stateful-resources-protected",
    description: "Resources that hold data, or the keys to it, have Pulumi's protect option.",
    why: "Renaming a resource or moving it in the program deletes it; protect makes Pulumi refuse.",
    severity: "high",
    remediation: "Set protect: true in the resource's options.",
    frameworks: { gdpr: ["32(1)(b)"] },
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
        "aws:dynamodb/table:Table",
        "aws:kinesis/stream:Stream",
        "aws:kms/key:Key",
        ...BUCKETS,
    ],
    check: (resource, { exemptStacks }) => {
        if (!resource.options.protect && !exemptStacks.includes(resource.stack)) {
            resource.fail("is not protected; set protect: true in its options");
        }
    },
});
