import { randomUUID } from "node:crypto";
import {
    between,
    bool,
    type Draft,
    list,
    matching,
    maxLength,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { SUBNET } from "../ec2/types";
import { arn, iamArn } from "../shared/arn";
import { given, once } from "../shared/outputs";
import { zonesOf } from "../shared/references";
import { hasRepetition, numberOf, objectsOf } from "../shared/rules";
import { groupFailures } from "./group-rules";
import { refuseUnlaunchable, subnetsOf, templateOf } from "./launch";
import { instanceRefresh, maintenancePolicy } from "./refresh";

const GROUP = "aws:autoscaling/group:Group";

const METRICS = [
    ...["GroupMinSize", "GroupMaxSize", "GroupDesiredCapacity"],
    ...["InService", "Pending", "Standby", "Terminating", "Total"].flatMap((state) => [
        `Group${state}Instances`,
        `Group${state}Capacity`,
    ]),
];

const PROCESSES = [
    "Launch",
    "Terminate",
    "HealthCheck",
    "ReplaceUnhealthy",
    "AZRebalance",
    "AlarmNotification",
    "ScheduledActions",
    "AddToLoadBalancer",
    "InstanceRefresh",
];

const TERMINATION = [
    "OldestInstance",
    "NewestInstance",
    "OldestLaunchConfiguration",
    "ClosestToNextInstanceHour",
    "OldestLaunchTemplate",
    "AllocationStrategy",
    "Default",
];

const count = (options: { required?: boolean; default?: number } = {}) =>
    num({
        ...options,
        check: (value) =>
            Number.isInteger(value) && value >= 0
                ? undefined
                : `must be a whole number from 0 up, got ${value}`,
    });

/**
 * An Auto Scaling group that starts what a launch template says, in subnets. It is judged and noted
 * down; no instance starts.
 */
const group: Model = {
    type: GROUP,
    // Its tags are a list, which says of each whether the instances get it too.
    untaggable: true,
    autoName: { field: "name", maxLength: 255 },
    fields: {
        capacityRebalance: bool(),
        defaultCooldown: count(),
        defaultInstanceWarmup: count(),
        desiredCapacity: count(),
        enabledMetrics: list(str({ check: oneOf(...METRICS) })),
        forceDelete: bool({ default: false }),
        healthCheckGracePeriod: count({ default: 300 }),
        healthCheckType: str({
            check: matching(
                /^(EC2|EBS|ELB|VPC_LATTICE)(,(EC2|EBS|ELB|VPC_LATTICE))*$/,
                "EC2, EBS, ELB or VPC_LATTICE, or several with commas between them",
            ),
        }),
        ignoreFailedScalingActivities: bool({ default: false }),
        instanceMaintenancePolicy: maintenancePolicy,
        instanceRefresh,
        launchTemplate: obj(
            {
                id: str({ check: matching(/^lt-[0-9a-f]{8,17}$/, "the id of a launch template") }),
                name: str(),
                version: str({
                    check: matching(
                        /^(\$Latest|\$Default|[1-9]\d*)$/,
                        "the number of a version, $Latest or $Default",
                    ),
                }),
            },
            { required: true },
        ),
        maxInstanceLifetime: num({
            check: (value) => (value === 0 ? undefined : between(86_400, 31_536_000)(value)),
        }),
        maxSize: count({ required: true }),
        metricsGranularity: str({ default: "1Minute", check: oneOf("1Minute") }),
        minSize: count({ required: true }),
        name: str({
            replaces: true,
            check: (value) =>
                maxLength(255)(value) ??
                matching(/^[!-9;-~]+$/, 'printable ASCII characters without space and ":"')(value),
        }),
        protectFromScaleIn: bool({ default: false }),
        serviceLinkedRoleArn: str({ check: matching(/^arn:/, "the ARN of a role") }),
        suspendedProcesses: list(str({ check: oneOf(...PROCESSES) })),
        tags: list(
            {
                key: str({ required: true, check: tagKey }),
                propagateAtLaunch: bool({ required: true }),
                value: str({ required: true, check: maxLength(256) }),
            },
            {
                check: (tags) =>
                    hasRepetition(objectsOf(tags).map(({ key }) => key))
                        ? "has two tags of one key"
                        : undefined,
            },
        ),
        terminationPolicies: list(
            str({
                check: (value) =>
                    value.startsWith("arn:") ? undefined : oneOf(...TERMINATION)(value),
            }),
        ),
        vpcZoneIdentifiers: list(str({ refersTo: { type: SUBNET, by: "id" } }), {
            required: true,
            check: (subnets) => (subnets.length > 0 ? undefined : "must have at least one subnet"),
        }),
        waitForCapacityTimeout: str({
            default: "10m",
            check: matching(
                /^(0|(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+)$/,
                'a duration such as "10m", or "0"',
            ),
        }),
    },
    rules: groupFailures,
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: once(GROUP, "arn", (draft) =>
            arn(
                draft,
                "autoscaling",
                `autoScalingGroup:${randomUUID()}:autoScalingGroupName/${draft.id}`,
            ),
        ),
        availabilityZones: (draft) => zonesOf(subnetsOf(draft)),
        defaultCooldown: given("defaultCooldown", () => 300),
        desiredCapacity: given("desiredCapacity", capacity),
        healthCheckType: given("healthCheckType", () => "EC2"),
        launchTemplate: (draft) => {
            const { id, outputs } = templateOf(draft);
            const { version } = draft.inputs.launchTemplate as Props;
            return { id, name: outputs.name, version: version ?? "$Default" };
        },
        loadBalancers: () => [],
        predictedCapacity: () => 0,
        serviceLinkedRoleArn: given("serviceLinkedRoleArn", (draft) =>
            iamArn(
                draft,
                "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
            ),
        ),
        targetGroupArns: () => [],
        trafficSources: () => [],
        warmPoolSize: () => 0,
    },
    refuse: refuseUnlaunchable,
};

export const autoscalingModels: readonly Model[] = [group];

function tagKey(value: string): string | undefined {
    return value === "" || value.startsWith("aws:")
        ? `must not be empty or begin with "aws:", got "${value}"`
        : maxLength(128)(value);
}

/** What the group has already, moved inside its bounds. */
function capacity({ account, id, inputs }: Draft): number {
    const now = numberOf(account.get(GROUP, id)?.outputs.desiredCapacity) ?? 0;
    return Math.min(Math.max(now, inputs.minSize as number), inputs.maxSize as number);
}
