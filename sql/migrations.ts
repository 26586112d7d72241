import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One forward step of the database, as its file says it. */
export interface Migration {
    /** File name, such as `000001_users.sql`: its number, then what it is about. */
    readonly name: string;
    /** The file's text, with LF line ends. */
    readonly sql: string;
    /** SHA-256 of `sql` in hexadecimal; the same on every operating system. */
    readonly checksum: string;
}

/** What stands in the way of a migration; the message says what to do. */
export class MigrationError extends Error {}

const NAME = /^(?<number>\d{6})_[a-z0-9]+(_[a-z0-9]+)*\.sql$/;

/**
 * Reads the migrations of a folder, which holds nothing else, in their order.
 * @param dir @default the platform's own
 * @throws MigrationError when a name is not `NNNNNN_lower_snake.sql`, or when the numbers do not
 * run 1, 2, 3 ... without a gap or a repetition
 */
export function loadMigrations(dir = join(__dirname, "migrations")): Migration[] {
    const names = readdirSync(dir).sort();
    const problems = names.flatMap((name, index) => problemWith(name, names, index + 1) ?? []);
    if (problems.length > 0) {
        throw new MigrationError(`${dir}: ${problems.join("; ")}`);
    }
    return names.map((name) => {
        const sql = readFileSync(join(dir, name), "utf8").replace(/\r\n?/g, "\n");
        return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

function problemWith(name: string, names: readonly string[], place: number): string | undefined {
    const number = NAME.exec(name)?.groups?.number;
    if (number === undefined) {
        return `"${name}" is no migration's name: it must be like 000001_what_it_makes.sql`;
    }
    if (names.some((other) => other !== name && other.startsWith(number))) {
        return `"${name}" has a number that another one has; renumber the one not yet applied`;
    }
    const due = String(place).padStart(6, "0");
    return number === due ? undefined : `"${name}" should have number ${due}`;
}
