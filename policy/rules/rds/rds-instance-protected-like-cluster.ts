import { clustersOf } from "../../cluster-instances";
import { CLUSTER_INSTANCE } from "../../databases";
import { rule } from "../../rule";

export const rdsInstanceProtectedLikeCluster = rule({
    name: "rds-instance-protected-like-cluster",
    description: "Instances of a protected cluster are protected, too.",
    why: "A protected cluster whose instances Pulumi may delete keeps its data and serves nobody.",
    severity: "medium",
    remediation: "Set protect: true in the options of the instance, as in those of its cluster.",
    frameworks: { gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
    checkStack: (stack) => {
        const clusters = clustersOf(stack);
        for (const instance of stack.of(CLUSTER_INSTANCE)) {
            const [cluster] = clusters.from(instance);
            if (cluster?.options.protect && !instance.options.protect) {
                instance.fail("its cluster is protected, but it is not; set protect: true");
            }
        }
    },
});
