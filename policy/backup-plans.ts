import { type Inspected, UNKNOWN } from "./inspect";

/** A violation unless one rule of a backup plan passes in `property`. */
export function someRuleMust(
    plan: Inspected,
    property: string,
    test: (value: unknown) => boolean,
    message: string,
): void {
    const values = plan.each("rules").map((rule) => rule.read(property));
    if (values.some((value) => value !== UNKNOWN && test(value))) {
        return;
    }
    if (values.includes(UNKNOWN)) {
        plan.undecided("rules");
    } else if (values.length > 0) {
        plan.fail(message);
    }
}
