import { Command } from "commander";
import { type Check, value } from "../shared/check";
import { drop } from "./drop";
import { type Io, unless } from "./io";
import type { StoredItem } from "./items";
import { list } from "./list";
import { load, notAtAws } from "./load";
import { checkNumber } from "./numbers";
import { prepare, specsOf, type Where } from "./prepare";
import { checkPresent, type FoundTable } from "./present-table";
import { seed } from "./seed";
import { checkKey, show } from "./show";
import type { Target } from "./target";

interface Options extends Where {
    readonly json?: true;
    readonly confirm?: readonly string[];
    readonly items: string;
    readonly seed: string;
    readonly key?: readonly string[];
    readonly limit: string;
    readonly clearLevel1?: true;
}

/** More items than that are no test data. */
const MOST_ITEMS = 100_000_000;

const WHILE_READING = "nothing was changed";

/**
 * `npm run data`.
 * @param args what comes after it
 * @returns exit code
 * @throws Error in words for the user; `Interrupted` when he ended it; CommanderError
 */
export async function data(args: readonly string[], io: Io): Promise<number> {
    let code = 0;
    const program = new Command("npm run data --")
        .description("The DynamoDB tables: of the sandbox, of another server, or at AWS.")
        .exitOverride();
    const command = (name: string, does: string) =>
        program
            .command(name)
            .description(does)
            .option("--stack <name>", "environment at AWS (default: the sandbox of dev)")
            .option(
                "--endpoint <url>",
                "a server such as DynamoDB Local; or sandbox, that of --stack",
            )
            .option("--prefix <text>", "start of the tables' names at the endpoint")
            .allowExcessArguments(false);
    command("list", "Lists the tables, and how they are protected.")
        .option("--table <name...>", "only these, by their names in tables/")
        .option("--json", "for programs")
        .action(async (options: Options) => {
            const { target, tables } = await prepare(options, io, [], any);
            await unless(io.stop, WHILE_READING, list(target, tables, options.json === true, io));
        });
    command("load", "Makes the tables that are missing; tells how others differ from their specs.")
        .option("--table <name...>", "only these, by their names in tables/")
        .action(async (options: Options) => {
            if (options.stack !== undefined && options.endpoint === undefined) {
                throw notAtAws(io.root, options.stack);
            }
            const { target, tables } = await prepare(options, io, [], any);
            code = (await load(target, tables, io)) ? 0 : 1;
        });
    command("drop", "Deletes tables with all that is in them.")
        .option("--table <name...>", "these, by their names in tables/")
        .option("--confirm <name...>", "physical names, typed in advance")
        .action(async (options: Options) => {
            const wanted = options.table === undefined ? ["say which: --table <name...>"] : [];
            const { target, tables } = await prepare(options, io, wanted, checkPresent);
            await drop(target, tables, options.confirm ?? [], io);
        });
    command("seed", "Fills tables with generated items of nobody; goes on where it was broken off.")
        .option("--table <name...>", "only these, by their names in tables/")
        .option("--items <n>", "items for each table", "1000")
        .option("--seed <n>", "another number, other items", "1")
        .option("--confirm <name...>", "physical names, typed in advance")
        .action(async (options: Options) => {
            const items = checkNumber("--items", options.items, 1, MOST_ITEMS);
            const number = checkNumber("--seed", options.seed, 0, 1_000_000);
            const wrong = [...problemsOf(items), ...problemsOf(number)];
            const { target, tables } = await prepare(options, io, wrong, checkPresent, {
                maxAttempts: 1,
            });
            const seeding = {
                items: valueOf(items),
                seed: valueOf(number),
                confirmed: options.confirm ?? [],
                command: `npm run data -- ${args.join(" ")}`,
            };
            await seed(target, tables, seeding, io);
        });
    command("show", "Tells what a table is, and shows items, masked by how personal they are.")
        .option("--table <name>", "this one, by its name in tables/", (name: string) => [name])
        .option("--key <attribute=value...>", "the items of this key")
        .option("--limit <n>", "items at most", "5")
        .option("--clear-level-1", "show what is of level 1")
        .action(async (options: Options) => {
            const limit = checkNumber("--limit", options.limit, 1, 100);
            const [spec] = options.table === undefined ? [] : specsOf(options.table);
            const key: Check<StoredItem | undefined> =
                options.key && spec ? checkKey(spec, options.key) : value(undefined);
            const wrong = [
                ...(options.table === undefined ? ["say which: --table <name>"] : []),
                ...problemsOf(limit),
                ...problemsOf(key),
            ];
            const { target, tables } = await prepare(options, io, wrong, checkPresent);
            const [table] = tables;
            if (table !== undefined) {
                const showing = {
                    key: valueOf(key),
                    limit: valueOf(limit),
                    clearLevel1: options.clearLevel1 === true,
                };
                await unless(io.stop, WHILE_READING, show(target, table, showing, io));
            }
        });
    await program.parseAsync(args, { from: "user" });
    return code;
}

/** Commands that mind no missing table. */
function any(_: Target, tables: readonly FoundTable[]): Check<FoundTable[]> {
    return value([...tables]);
}

function problemsOf(check: Check<unknown>): readonly string[] {
    return "problems" in check ? check.problems : [];
}

/** Of a check whose problems were told. */
function valueOf<T>(check: Check<T>): T {
    if ("problems" in check) {
        throw new Error(check.problems.join("\n"));
    }
    return check.value;
}
