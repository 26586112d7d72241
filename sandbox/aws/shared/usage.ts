import type { Entry } from "../../cloud/account";
import { AwsError, type Existing } from "../../cloud/model";

/** Everything in the account whose inputs hold the id of `existing`. */
export function usersOf({ account, id }: Existing): Entry[] {
    return account.everything().filter(({ inputs }) => mentions(inputs, id));
}

/** Refuses to delete what somebody uses. */
export function refuseWhileUsed(
    existing: Existing,
    what: string,
    users: readonly Entry[],
    code = "DependencyViolation",
): void {
    if (users.length > 0) {
        const names = users.map(({ type, id }) => `${type} ${id}`).join(", ");
        throw new AwsError(code, `${what} ${existing.id} is in use by ${names}; delete that first`);
    }
}

function mentions(value: unknown, id: string): boolean {
    if (typeof value === "object" && value !== null) {
        return Object.values(value).some((inner) => mentions(inner, id));
    }
    return value === id;
}
