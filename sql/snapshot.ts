import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Listed } from "./schema-listing";

/** What the migrations make, as a file for reviewers; `npm run schema` writes it. */
export const SNAPSHOT_FILE = join(__dirname, "schema.sql");

const HEAD = `-- What the migrations and the catalogue make of an empty database, by PostgreSQL's own words. It is
-- read, by people and by \`npm run drift\`, and never run. \`npm run schema\` writes it anew.
`;

/** Before each object: its place and name, by which two listings are compared. */
const MARK = "-- @ ";

export function snapshotText(objects: readonly Listed[]): string {
    const blocks = objects.map(({ name, definition }) => `${MARK}${name}\n${definition}\n`);
    return [HEAD, ...blocks].join("\n");
}

/** The objects of the snapshot that this code comes with. */
export function readSnapshot(): Listed[] {
    const [, ...blocks] = readFileSync(SNAPSHOT_FILE, "utf8").split(`\n${MARK}`);
    return blocks.map((block) => {
        const end = block.indexOf("\n");
        return { name: block.slice(0, end), definition: block.slice(end + 1).trimEnd() };
    });
}
