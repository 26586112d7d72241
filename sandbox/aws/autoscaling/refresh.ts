import { between, bool, list, matching, num, obj, oneOf, str } from "../../cloud/model";

/** Inputs, by their names in the provider, whose change can start a refresh too. */
const TRIGGERS = [
    "capacity_rebalance",
    "default_instance_warmup",
    "health_check_grace_period",
    "health_check_type",
    "max_instance_lifetime",
    "max_size",
    "min_size",
    "protect_from_scale_in",
    "suspended_processes",
    "tag",
    "termination_policies",
    "vpc_zone_identifier",
];

const seconds = str({ check: matching(/^\d+$/, "a number of seconds, as text") });

/** How instances give way to new ones when the launch template changes. */
export const instanceRefresh = obj({
    preferences: obj({
        autoRollback: bool(),
        checkpointDelay: seconds,
        checkpointPercentages: list(num({ check: between(1, 100) })),
        instanceWarmup: seconds,
        maxHealthyPercentage: num({ check: between(100, 200) }),
        minHealthyPercentage: num({ check: between(0, 100) }),
        scaleInProtectedInstances: str({ check: oneOf("Refresh", "Ignore", "Wait") }),
        skipMatching: bool(),
        standbyInstances: str({ check: oneOf("Terminate", "Ignore", "Wait") }),
    }),
    strategy: str({ required: true, check: oneOf("Rolling") }),
    triggers: list(str({ check: oneOf(...TRIGGERS) })),
});

/** How many instances there are while one is replaced; -1 takes the policy away. */
export const maintenancePolicy = obj({
    maxHealthyPercentage: num({
        required: true,
        check: (value) => (value === -1 ? undefined : between(100, 200)(value)),
    }),
    minHealthyPercentage: num({ required: true, check: between(-1, 100) }),
});
