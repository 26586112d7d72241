import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { scramVerifier } from "@pii-platform/sql";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { readOrMake, writeFileAtomically } from "../shared/files";
import { masterOf, passwordsIn } from "./master";
import type { Sandbox } from "./sandbox";

/** A role of the database that can log in. */
export interface Login {
    readonly role: string;
    /** What it is, or the roles that it is a member of. */
    readonly groups: readonly string[];
    /** How it logs in at AWS. */
    readonly by: "an IAM token" | "a password";
    /** Command that connects as it, to be run in the present folder; it holds no password. */
    readonly psql: string;
}

/**
 * Lets every role of the stack's cluster log in, and tells how: passwords stand in a `pgpass` file
 * that only its owner can read. Where a role uses tokens of IAM, which cannot be had here, a
 * password that is made for the sandbox takes their place.
 *
 * @returns nothing while there is no cluster
 */
export async function prepareLogins(
    dir: string,
    stack: string,
    { account, postgres }: Pick<Sandbox, "account" | "postgres">,
): Promise<Login[]> {
    const master = masterOf(account, postgres, stack);
    if (master === undefined) {
        return [];
    }
    const passwords = passwordsIn(account, stack).set(master.user, master.password);
    const ssl = { ca: readFileSync(postgres.caFile, "utf8") };
    const client = new Client({ ...master, ssl });
    await client.connect();
    let roles: Role[];
    try {
        roles = await loginRoles(client);
        for (const { role } of roles.filter(({ by }) => by === "an IAM token")) {
            const password = tokenOf(dir, role);
            passwords.set(role, password);
            await client.query(
                `alter role ${escapeIdentifier(role)} password ${escapeLiteral(scramVerifier(password))}`,
            );
        }
    } finally {
        await client.end();
    }
    const passfile = join(dir, "pgpass");
    const lines = roles.map(({ role }) =>
        [master.host, String(master.port), "*", role, passwords.get(role) ?? ""]
            .map(escaped)
            .join(":"),
    );
    writeFileAtomically(passfile, lines.map((line) => `${line}\n`).join(""));
    const common = `host=${master.host} port=${master.port} dbname=${master.database}`;
    const tls = `sslmode=verify-full sslrootcert=${here(postgres.caFile)} passfile=${here(passfile)}`;
    return roles.map((role) => ({ ...role, psql: `psql "${common} user=${role.role} ${tls}"` }));
}

type Role = Omit<Login, "psql">;

/** The master first, then the roles that the platform made. */
async function loginRoles(client: Client): Promise<Role[]> {
    const { rows } = await client.query<{ role: string; groups: string[]; master: boolean }>(`
        select r.rolname as role, r.rolname = current_user as master,
            array(
                select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
                where m.member = r.oid order by 1
            ) as groups
        from pg_roles r
        where r.rolcanlogin and not r.rolsuper
        order by master desc, role`);
    return rows.map(({ role, groups, master }) => ({
        role,
        groups: master ? ["the master user"] : groups.filter((name) => name !== "rds_iam"),
        by: groups.includes("rds_iam") && !master ? "an IAM token" : "a password",
    }));
}

function tokenOf(dir: string, role: string): string {
    return readOrMake(join(dir, "tokens", role), () => randomBytes(24).toString("base64url"));
}

/** The shorter way to name `file`. */
function here(file: string): string {
    const path = relative(process.cwd(), file);
    return path.startsWith("..") ? file : path;
}

/** As libpq reads a password file. */
function escaped(field: string): string {
    return field.replace(/[\\:]/g, "\\$&");
}
