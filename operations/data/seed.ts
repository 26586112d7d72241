import { confirm } from "./confirm";
import { explain } from "./explain";
import { firstMissing } from "./first-missing";
import { Interrupted, type Io, unless } from "./io";
import { Items } from "./items";
import { counted } from "./numbers";
import { type PresentTable, protectionOf } from "./present-table";
import type { Target } from "./target";
import { write } from "./writer";

export interface Seeding {
    /** Items for each table. */
    readonly items: number;
    readonly seed: number;
    /** Names of tables that the user typed beforehand. */
    readonly confirmed: readonly string[];
    /** The command that goes on when it is broken off. */
    readonly command: string;
}

/**
 * Fills tables with generated items; those that an earlier run with the same seed has written are
 * left, but for the last few.
 * @throws Interrupted or Error that says how many are written, and how to go on
 */
export async function seed(
    target: Target,
    tables: readonly PresentTable[],
    seeding: Seeding,
    io: Io,
): Promise<void> {
    const protections = await Promise.all(
        tables.map(async (table) => ({
            ...table,
            protection: await protectionOf(target, table),
        })),
    ).catch((error: unknown) => {
        throw new Error(explain(error, target));
    });
    await confirm("write generated items into it", target, protections, seeding.confirmed, io);
    for (const table of tables) {
        await seedOne(target, table, seeding, io);
    }
}

async function seedOne(
    target: Target,
    { spec, name }: PresentTable,
    { items: count, seed, command }: Seeding,
    io: Io,
): Promise<void> {
    const { client } = target;
    const items = new Items(spec, seed);
    const goOn = `go on with\n  ${command}`;
    const from = await unless(
        io.stop,
        `before any item was written into ${name}; ${goOn}`,
        firstMissing(client, name, (index) => items.keyAt(index), count),
    ).catch((error: unknown) => {
        throw error instanceof Interrupted
            ? error
            : new Error(`${name}: ${explain(error, target)}`);
    });
    if (from === count) {
        io.say(`${name}: all ${counted(count)} items are there, of an earlier run`);
        return;
    }
    if (from > 0) {
        io.say(`${name}: resumed at ${counted(from)} of ${counted(count)}`);
    }
    const now = Math.floor(Date.now() / 1000);
    const start = performance.now();
    const progress = io.progress(name, count, from);
    const { written, unknown, failure } = await write({
        client,
        tableName: name,
        from,
        to: count,
        item: (index) => items.at(index, now),
        onWritten: (written) => {
            progress.at(from + written);
        },
        stop: io.stop,
        kill: io.kill,
    });
    progress.end();
    const far = `${counted(from + written)} of ${counted(count)} items are in ${name}${
        unknown === 0 ? "" : `, and perhaps some of ${counted(unknown)} more`
    }`;
    if (failure !== undefined) {
        throw new Error(`${explain(failure, target)}\n${far}; ${goOn}`);
    }
    if (from + written < count) {
        throw new Interrupted(`${far}; ${goOn}`);
    }
    const seconds = (performance.now() - start) / 1000;
    io.say(
        `${name}: ${counted(written)} items written in ${seconds.toFixed(1)} s, ${counted(Math.round(written / seconds))} a second`,
    );
}
