import type { TableSpec } from "../../tables/table-spec";
import { TABLES } from "../../tables/tables";
import { type Check, problem } from "../shared/check";
import { type Io, unless } from "./io";
import { find, type FoundTable } from "./present-table";
import type { Attempts, Target } from "./target";
import { awsTarget } from "./target-aws";
import { endpointTarget } from "./target-endpoint";
import { sandboxTarget } from "./target-sandbox";

/** Where a command is to work, as the user says it. */
export interface Where {
    readonly stack?: string;
    readonly endpoint?: string;
    readonly prefix?: string;
    /** Names of specs. @default all */
    readonly table?: readonly string[];
}

/**
 * Looks everything up that a command needs.
 * @param wrong what else is wrong with the command
 * @param check what the command asks of the tables
 * @throws Error that names everything that is wrong, with how to mend it
 */
export async function prepare<Table>(
    where: Where,
    io: Io,
    wrong: readonly string[],
    check: (target: Target, tables: readonly FoundTable[]) => Check<Table[]>,
    attempts: Attempts = {},
): Promise<{ target: Target; tables: Table[] }> {
    const nothing = "before anything was done";
    const names = where.table ?? TABLES.map(({ name }) => name);
    const target = await unless(io.stop, nothing, targetOf(where, io.root, attempts));
    const found: Check<FoundTable[]> =
        "problems" in target
            ? target
            : await unless(io.stop, nothing, find(target.value, specsOf(names)));
    const tables =
        "problems" in target || "problems" in found ? found : check(target.value, found.value);
    const problems = [
        ...unknownTables(names),
        ...wrong,
        ...("problems" in tables ? tables.problems : []),
    ];
    if (problems.length > 0 || "problems" in target || "problems" in tables) {
        throw new Error(["nothing was done:", ...problems.map((line) => `  - ${line}`)].join("\n"));
    }
    return { target: target.value, tables: tables.value as Table[] };
}

/** The specs of these names, each once; without those that there are none of. */
export function specsOf(names: readonly string[]): TableSpec[] {
    return TABLES.filter(({ name }) => names.includes(name));
}

function unknownTables(names: readonly string[]): string[] {
    const known: readonly string[] = TABLES.map(({ name }) => name);
    const unknown = names.filter((name) => !known.includes(name));
    return unknown.length === 0
        ? []
        : [`no spec in tables/ is called ${unknown.join(", ")}: there are ${known.join(", ")}`];
}

async function targetOf(
    { stack, endpoint, prefix }: Where,
    root: string,
    attempts: Attempts,
): Promise<Check<Target>> {
    if (endpoint === undefined || endpoint === "sandbox") {
        if (prefix !== undefined) {
            return problem("--prefix goes with the address of an --endpoint only: leave it out");
        }
        return stack === undefined || endpoint === "sandbox"
            ? sandboxTarget(root, stack ?? "dev", attempts)
            : awsTarget(root, stack, attempts);
    }
    return stack === undefined
        ? endpointTarget(endpoint, prefix ?? "", attempts)
        : problem(
              `--stack ${stack} is at AWS, and --endpoint ${endpoint} is another server: leave one of them out`,
          );
}
