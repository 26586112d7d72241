import { UNKNOWN } from "./inspect";
import type { Resource } from "./resource";

/**
 * The accounts that a resource may be deployed to, as its provider is told in `allowedAccountIds`;
 * none when it is told nothing, or when that is not known.
 */
export function homeAccounts({ provider }: Resource): string[] {
    const accounts = provider.values("allowedAccountIds");
    // The engine hands lists of a provider over as JSON text.
    return accounts.flatMap((value) => (value === UNKNOWN ? [] : listed(String(value))));
}

function listed(value: string): string[] {
    return value.match(/\d{12}/g) ?? [];
}
