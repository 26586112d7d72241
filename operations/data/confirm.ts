import type { Io } from "./io";
import type { PresentTable } from "./present-table";
import type { Protection, Target } from "./target";

/**
 * Lets pass what is only on this machine; for all else the table's name must be typed, or given by
 * `--confirm`.
 * @param what what is about to happen to a table, such as `delete it`
 * @throws Error that names every table whose name was not given
 */
export async function confirm(
    what: string,
    target: Target,
    tables: readonly (PresentTable & { readonly protection: Protection })[],
    given: readonly string[],
    { ask }: Pick<Io, "ask">,
): Promise<void> {
    const refused: string[] = [];
    for (const { name, protection } of tables) {
        const why = [
            ...(protection.deletionProtection ? ["protected"] : []),
            ...(target.isProd ? ["of prod"] : []),
            ...(target.isHere ? [] : [`not on this machine but ${target.where}`]),
        ].join(", ");
        if (why === "" || given.includes(name)) {
            continue;
        }
        if (ask === undefined) {
            refused.push(`${name} is ${why}: to ${what} say --confirm ${name}`);
        } else if ((await ask(`${name} is ${why}.\nType its name to ${what}: `)).trim() !== name) {
            refused.push(`${name} is ${why}, and what was typed is not its name`);
        }
    }
    if (refused.length > 0) {
        throw new Error(["nothing was done:", ...refused.map((line) => `  - ${line}`)].join("\n"));
    }
}
