import type { Mistake } from "../mistake";
import { autoscalingMistakes, type ReaderAutoscaling } from "./autoscaling-mistakes";
import { capacityMistakes, type CapacitySettings, capacityWarning } from "./capacity";
import { type CustomEndpointsByName, endpointMistakes } from "./endpoint-mistakes";
import { supportMistakes, supportWarning } from "./engine-versions";
import { logMistakes } from "./exported-logs";
import { hasFeature } from "./instance-classes";
import { overrideMistakes } from "./parameter-overrides";

/** What of a cluster's settings can contradict itself, or AWS. Each alone is of its type already. */
export interface AuroraSettings extends CapacitySettings {
    readonly engineVersion: string;
    readonly allowMajorUpgrade: boolean;
    readonly applyImmediately: boolean;
    readonly instances: number;
    readonly readerAutoscaling?: ReaderAutoscaling | undefined;
    readonly customEndpoints: CustomEndpointsByName;
    readonly logExports: readonly string[];
}

/**
 * Everything that is wrong in the settings; a cluster that has none of these is made.
 * @param today the day (UTC) as `YYYY-MM-DD`, which ends of support are compared to
 */
export function auroraMistakes(settings: AuroraSettings, today: string): Mistake[] {
    return [
        ...supportMistakes(settings.engineVersion, today),
        ...upgradeMistakes(settings),
        ...classMistakes(settings),
        ...capacityMistakes(settings),
        ...autoscalingMistakes(settings.readerAutoscaling, settings.instances),
        ...endpointMistakes(settings.customEndpoints, settings.instances),
        ...overrideMistakes(settings.parameters),
        ...logMistakes(settings.logExports),
    ];
}

/** What is allowed, and should be looked at: a sentence each. */
export function auroraWarnings(settings: AuroraSettings, today: string): string[] {
    return [supportWarning(settings.engineVersion, today), capacityWarning(settings)].filter(
        (warning) => warning !== undefined,
    );
}

/** Until the upgrade is made, the cluster takes no parameter groups of the new version. */
function upgradeMistakes({ allowMajorUpgrade, applyImmediately }: AuroraSettings): Mistake[] {
    const advice =
        "must be false, or applyImmediately true as well: an upgrade that waits for the maintenance window fails over the new parameter groups";
    return allowMajorUpgrade && !applyImmediately
        ? [{ where: "allowMajorUpgrade", got: true, advice }]
        : [];
}

function classMistakes(settings: AuroraSettings): Mistake[] {
    const { instanceClass, readerClass, instances, globalDatabase } = settings;
    const classes: Record<string, string> =
        instances > 1 ? { instanceClass, readerClass } : { instanceClass };
    return [
        ...(instances === 1 && readerClass !== instanceClass
            ? [
                  {
                      where: "readerClass",
                      got: readerClass,
                      advice: "must not be given with 1 instance, which is the writer; set instances to 2 or more",
                  },
              ]
            : []),
        ...Object.entries(classes).flatMap(([where, got]) =>
            globalDatabase && !hasFeature(got, "globalDatabase")
                ? [
                      {
                          where,
                          got,
                          advice: "must be a class that AWS gives a global database, such as db.r7g.large; those of the T families have none",
                      },
                  ]
                : [],
        ),
    ];
}
