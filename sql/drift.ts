import type { Client } from "pg";
import { commentChanges } from "./access/comments";
import { readLive } from "./access/live";
import { mistakes } from "./access/mistakes";
import { defaultChanges, privilegeChanges } from "./access/privileges";
import { roleChanges } from "./access/roles";
import { CATALOGUE } from "./catalogue/catalogue";
import { contradictions, readLedger } from "./ledger";
import type { Migration } from "./migrations";
import { type Listed, listSchema } from "./schema-listing";

/** Something in the live database that is not as this code has it. */
export interface Difference {
    readonly area: "migrations" | "schema" | "access" | "roles";
    /** What differs, and how: in words, or as the statement that would mend it. */
    readonly what: string;
}

/**
 * How a database differs from the migrations, from what they make of an empty one, and from the
 * catalogue; changes nothing. While migrations are due, only that is told: the rest follows from it.
 * @param snapshot what the migrations make of an empty database
 * @param owner role that owns the schemas
 */
export async function driftOf(
    client: Client,
    migrations: readonly Migration[],
    snapshot: readonly Listed[],
    owner: string,
): Promise<Difference[]> {
    const ledger = await readLedger(client);
    const applied = new Set(ledger.map(({ name }) => name));
    const due = migrations.filter(({ name }) => !applied.has(name));
    const behind = [
        ...due.map(({ name }) => `${name} has not been applied`),
        ...contradictions(ledger, migrations),
    ].map((what) => ({ area: "migrations", what }) as const);
    if (due.length > 0) {
        return behind;
    }
    // As what is compared was written down: every name with its schema.
    await client.query("set search_path = pg_catalog, pg_temp");
    const live = await readLive(client, CATALOGUE);
    const roles = await roleChanges(client);
    const about = (area: Difference["area"], found: readonly string[]) =>
        found.map((what) => ({ area, what }));
    return [
        ...behind,
        // Masked views, too: to ask what a view does, as deployments do, takes a right to its rows.
        ...about("schema", compareListings(snapshot, await listSchema(client, owner))),
        ...about("access", [
            ...mistakes(CATALOGUE, live, owner),
            ...commentChanges(CATALOGUE, live, NONE),
            ...(await defaultChanges(client, owner)),
            ...(await privilegeChanges(client, CATALOGUE, live, NONE)),
        ]),
        ...about("roles", [...roles.findings, ...roles.statements]),
    ];
}

/** Views that are about to be remade. */
const NONE = new Set<string>();

/** How `live` differs from `expected`, object by object. */
export function compareListings(expected: readonly Listed[], live: readonly Listed[]): string[] {
    const found = new Map(live.map(({ name, definition }) => [name, definition]));
    const known = new Map(expected.map(({ name, definition }) => [name, definition]));
    const gone = expected
        .filter(({ name }) => !found.has(name))
        .map(({ name }) => `${title(name)} is missing`);
    const changed = expected.flatMap(({ name, definition }) => {
        const other = found.get(name);
        return other === undefined || other === definition
            ? []
            : [`${title(name)} is another one:\n${lineChanges(definition, other)}`];
    });
    const added = live
        .filter(({ name }) => !known.has(name))
        .map(({ name }) => `${title(name)} is none of the migrations'`);
    return [...gone, ...changed, ...added];
}

/** The name of an object without its place in the listing. */
function title(name: string): string {
    return name.slice(name.indexOf(" ") + 1);
}

/** Lines that only one of the two has, marked by whose they are. */
function lineChanges(expected: string, live: string): string {
    const lines = (text: string) => text.split("\n").map((line) => line.replace(/[,;]$/, ""));
    const [before, after] = [lines(expected), lines(live)];
    const changes = [
        ...before.filter((line) => !after.includes(line)).map((line) => `- ${line.trim()}`),
        ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line.trim()}`),
    ];
    return (changes.length > 0 ? changes : ["the order of its lines"]).join("\n");
}
