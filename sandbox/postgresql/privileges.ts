import type { Failure, Props } from "../provider/provider";
import { isUnknown } from "../provider/unknown";

/** Privileges of each type of object, beside ALL; MAINTAIN comes with PostgreSQL 17. */
export const PRIVILEGES: Readonly<Record<string, readonly string[]>> = {
    database: ["CREATE", "CONNECT", "TEMPORARY"],
    table: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"],
    sequence: ["USAGE", "SELECT", "UPDATE"],
    schema: ["CREATE", "USAGE"],
    function: ["EXECUTE"],
    procedure: ["EXECUTE"],
    routine: ["EXECUTE"],
    type: ["USAGE"],
    column: ["SELECT", "INSERT", "UPDATE", "REFERENCES"],
};

/** What is wrong with `privileges` for `objectType`. */
export function privilegeFailures({ objectType, privileges }: Props): Failure[] {
    const allowed = PRIVILEGES[objectType as string];
    if (allowed === undefined || !Array.isArray(privileges)) {
        return [];
    }
    return (privileges as unknown[])
        .filter((name) => !isUnknown(name) && name !== "ALL" && !allowed.includes(name as string))
        .map((name) => ({
            property: "privileges",
            reason:
                `${String(name)} is not an allowed privilege for object type ` +
                `${objectType as string}: ALL, ${allowed.join(", ")}`,
        }));
}

/** The privileges to report where `granted` are the actual ones: those asked for, if they agree. */
export function reported({ objectType, privileges }: Props, granted: readonly string[]): string[] {
    const wanted = privileges as string[];
    const meant = wanted.includes("ALL") ? (PRIVILEGES[objectType as string] ?? []) : wanted;
    const actual = [...new Set(granted)].sort();
    const agrees = (names: readonly string[]) => [...names].sort().join() === actual.join();
    return agrees(meant) || agrees(wanted) ? wanted : actual;
}
