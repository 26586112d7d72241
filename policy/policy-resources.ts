import { matches } from "./policy-actions";

/** What ARNs call the things of a service, where a bucket's or a topic's ARN has its name at once. */
const KINDS =
    "backup-plan|backup-vault|cache|cluster|db|dbuser|document|event-bus|function|group|key|" +
    "log-group|parameter|policy|recovery-point|role|rule|schedule|secret|stream|table|user";
const BELOW = "backup|index|log-stream|stream";
const WHATEVER = new RegExp(`^((${KINDS})[:/])?\\*([:/](\\*|${BELOW}))*$`, "i");

/** Services whose actions are on things of another. */
const OWNERS: Readonly<Record<string, string>> = { sts: "iam", "rds-data": "rds" };

/** True when `resource` is whatever there is for this action, if only in one account. */
export function isWhatever(resource: string, action: string): boolean {
    const parts = resource.split(":");
    if (parts.length < 6) {
        return resource.endsWith("*");
    }
    const [, , service = "", , , ...rest] = parts;
    const [own = ""] = action.split(":");
    const name = rest.join(":");
    return (
        matches(service, OWNERS[own] ?? own) &&
        // The first part of an object's ARN is the name of its bucket.
        (own === "s3" ? /^[*/]+$/.test(name) : WHATEVER.test(name))
    );
}

/** True when `resource` is whatever there is for this action, in whatever account. */
export function isWhateverAnywhere(resource: string, action: string): boolean {
    const account = resource.split(":")[4] ?? "*";
    return isWhatever(resource, action) && (account === "" || account.includes("*"));
}
