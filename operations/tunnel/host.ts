import type { Settings } from "../shared/settings";
import { run } from "../shared/tool";

interface Groups {
    readonly AutoScalingGroups: readonly {
        readonly Instances: readonly {
            readonly InstanceId: string;
            readonly LifecycleState: string;
            readonly HealthStatus: string;
        }[];
    }[];
}

/**
 * Id of the instance that the group keeps as the way in.
 * @throws Error when there is none that is ready
 */
export async function findHost({ region }: Settings, groupName: string): Promise<string> {
    const result = await run("aws", [
        "autoscaling",
        "describe-auto-scaling-groups",
        "--auto-scaling-group-names",
        groupName,
        "--region",
        region,
        "--output",
        "json",
    ]);
    if (!result.ok) {
        throw new Error(
            `the way in cannot be looked up: ${result.reason}; whoever opens tunnels needs the policy that the network layer makes for it (docs/tunnel.md)`,
        );
    }
    const instances = (JSON.parse(result.stdout) as Groups).AutoScalingGroups.flatMap(
        ({ Instances }) => Instances,
    );
    const ready = instances.find(
        ({ LifecycleState, HealthStatus }) =>
            LifecycleState === "InService" && HealthStatus === "Healthy",
    );
    if (ready === undefined) {
        const seen = instances.map(
            ({ InstanceId, LifecycleState, HealthStatus }) =>
                `${InstanceId} is ${LifecycleState}, ${HealthStatus}`,
        );
        throw new Error(
            `the group ${groupName} has no healthy instance (${seen.join("; ") || "none at all"}); one that is being started takes a minute or two, and the group's activity history in the EC2 console says what keeps it`,
        );
    }
    return ready.InstanceId;
}
