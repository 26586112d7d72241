import { type Inspected, UNKNOWN } from "./inspect";

/**
 * A violation unless a customer-managed key is named at `path`. A key not known yet counts: it is
 * one that this very program makes. The keys that AWS manages go by an alias.
 */
export function mustHaveCustomerKey(part: Inspected, path: string, what: string): void {
    part.mustHave(path, `${what} uses no customer-managed key; set ${path} to a KMS key's ARN`);
    const key = part.read(path);
    if (typeof key === "string" && key.includes("alias/aws/")) {
        part.fail(`${what} uses ${key}, which AWS manages; set ${path} to a key of your own`);
    }
}

/** The same where `feature` is on, which then encrypts with that key; off or absent it needs none. */
export function mustHaveCustomerKeyWhere(
    part: Inspected,
    feature: string,
    path: string,
    what: string,
): void {
    const on = part.read(feature);
    if (on === true || part.has(path)) {
        mustHaveCustomerKey(part, path, what);
    } else if (on === UNKNOWN) {
        part.undecided(feature);
    }
}
