import type { Failure, Props } from "../../provider/provider";
import { isUnknown } from "../../provider/unknown";
import { broken, exactlyOne, isGiven, numberOf, objectOf } from "../shared/rules";

/** What inputs of a group must go together, and which exclude each other. */
export function groupFailures(inputs: Props): Failure[] {
    const template = objectOf(inputs.launchTemplate);
    const refresh = objectOf(objectOf(inputs.instanceRefresh)?.preferences);
    const maintenance = objectOf(inputs.instanceMaintenancePolicy);
    return [
        ...sizeFailures(inputs),
        ...(template === undefined ? [] : templateFailures(template)),
        ...(refresh === undefined ? [] : refreshFailures(refresh, template)),
        ...(maintenance === undefined
            ? []
            : spreadFailures(maintenance, "instanceMaintenancePolicy")),
    ];
}

function sizeFailures(inputs: Props): Failure[] {
    const min = numberOf(inputs.minSize) ?? 0;
    const max = numberOf(inputs.maxSize) ?? Infinity;
    const desired = numberOf(inputs.desiredCapacity);
    return broken(
        [min > max, "minSize", `must be at most maxSize (${max}), got ${min}`],
        [
            desired !== undefined && (desired < min || desired > max),
            "desiredCapacity",
            `must be from minSize (${min}) to maxSize (${max}), got ${desired}`,
        ],
    );
}

function templateFailures(template: Props): Failure[] {
    return exactlyOne(template, "id", "name").map(({ reason }) => ({
        property: "launchTemplate",
        reason,
    }));
}

function refreshFailures(preferences: Props, template: Props | undefined): Failure[] {
    const path = "instanceRefresh.preferences";
    const version = template?.version;
    const percentages = [preferences.checkpointPercentages]
        .flat()
        .flatMap((v) => numberOf(v) ?? []);
    const isRising = percentages.every((value, i) => i === 0 || value > (percentages[i - 1] ?? 0));
    return [
        ...broken(
            [
                preferences.autoRollback === true &&
                    template !== undefined &&
                    !isUnknown(version) &&
                    !/^\d+$/.test(String(version)),
                `${path}.autoRollback`,
                "needs launchTemplate.version to be a number, so that there is a way back",
            ],
            [
                isGiven(preferences, "checkpointDelay") &&
                    !isGiven(preferences, "checkpointPercentages"),
                `${path}.checkpointDelay`,
                "needs checkpointPercentages",
            ],
            [!isRising, `${path}.checkpointPercentages`, "must rise from one to the next"],
        ),
        ...spreadFailures({ minHealthyPercentage: 90, ...preferences }, path),
    ];
}

function spreadFailures(policy: Props, path: string): Failure[] {
    const min = numberOf(policy.minHealthyPercentage);
    const max = numberOf(policy.maxHealthyPercentage);
    if (min === undefined || max === undefined) {
        return [];
    }
    return broken(
        [
            (min === -1) !== (max === -1),
            `${path}.minHealthyPercentage`,
            "must be -1 when maxHealthyPercentage is, and only then",
        ],
        [
            min !== -1 && max - min > 100,
            `${path}.maxHealthyPercentage`,
            `must be at most 100 above minHealthyPercentage (${min}), got ${max}`,
        ],
    );
}
