import { type Inspected, UNKNOWN } from "./inspect";

/** A violation of `message` unless a lifecycle rule that is on, or may be, sets `action`. */
export function mustHaveEnabledRule(
    configuration: Inspected,
    action: string,
    message: string,
): void {
    if (configuration.read("rules") === UNKNOWN) {
        configuration.undecided("rules");
        return;
    }
    const enabled = configuration
        .each("rules")
        .filter((entry) => entry.read("status") === "Enabled");
    // A configuration without a rule that is on says nothing at all, which s3-bucket-lifecycle tells.
    if (enabled.length > 0 && !enabled.some((entry) => entry.has(action))) {
        configuration.fail(message);
    }
}
