import { rules } from "../../policy/rules";

/** The level at which a rule is tested: its own, or mandatory when it is off by default. */
export function levelOf(rule: string): "advisory" | "mandatory" {
    const level = rules.find(({ name }) => name === rule)?.level;
    return level === "advisory" ? "advisory" : "mandatory";
}
