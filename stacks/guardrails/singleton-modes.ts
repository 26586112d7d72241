import type { Modes } from "../../infra/guardrails/singleton-modes";
import type { PlatformConfig } from "../config/config";

/** What the configuration says about each thing that AWS has once. */
export function singletonModes({ guardrails }: PlatformConfig): Modes {
    const { detector, recorder, analyzer, unusedAccessDays, securityHub, macie } = guardrails;
    return {
        detector,
        recorder,
        analyzer,
        unusedAccessDays: unusedAccessDays === undefined ? "skip" : "own",
        securityHub,
        macie,
        "budget.anomalies.monitor": guardrails.budget?.anomalies?.monitor ?? "skip",
    };
}
