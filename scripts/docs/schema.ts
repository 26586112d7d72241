import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { ROOT } from "../../sandbox/platform/repository";
import { columnComment, PRIVILEGES, relationsOf } from "../../sql/catalogue/derived";
import { GROUP_ROLES, LOGIN_ROLES } from "../../sql/catalogue/roles";
import type { Catalogue, Relation, Rights } from "../../sql/catalogue/types";

export const SCHEMA_PAGE = "docs/schema.md";

/** The page about what the catalogue says, as `npm run format` would leave it. */
export async function schemaPage(catalogue: Catalogue): Promise<string> {
    const filepath = join(ROOT, SCHEMA_PAGE);
    const relations = [...relationsOf(catalogue)];
    const masked = new Set(
        Object.values(catalogue.relations).flatMap(({ masked }) => masked?.name ?? []),
    );
    return format(
        [
            INTRODUCTION,
            "## Who logs in",
            "",
            "| role | by | member of | sessions | statement | lock | idle in transaction | idle |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            ...LOGIN_ROLES.map(({ name, login, groups, connectionLimit, limits }) =>
                row(
                    code(name),
                    login === "iam" ? "IAM token" : "password",
                    names(groups),
                    String(connectionLimit),
                    time(limits.statement),
                    time(limits.lock),
                    time(limits.idleInTransaction),
                    time(limits.idle),
                ),
            ),
            "",
            "## Who may do what",
            "",
            RIGHTS,
            `| | ${GROUP_ROLES.map(short).join(" | ")} |`,
            `| --- |${" --- |".repeat(GROUP_ROLES.length)}`,
            ...Object.entries(catalogue.schemas).map(([name, { usage }]) =>
                row(code(name), ...GROUP_ROLES.map((role) => (usage.includes(role) ? "U" : ""))),
            ),
            ...relations.map(([name, { rights, columns }]) =>
                row(
                    `[${name}](#${anchor(name)})`,
                    ...GROUP_ROLES.map((role) => summary(rights[role], columns)),
                ),
            ),
            ...Object.entries(catalogue.routines)
                .filter(([, { execute }]) => execute.length > 0)
                .map(([name, { execute }]) =>
                    row(
                        code(name.slice(0, name.indexOf("("))),
                        ...GROUP_ROLES.map((role) => (execute.includes(role) ? "X" : "")),
                    ),
                ),
            ...relations.flatMap(([name, relation]) => section(name, relation, masked.has(name))),
            "",
            "## Functions",
            "",
            "| function | does | for |",
            "| --- | --- | --- |",
            ...Object.entries(catalogue.routines).map(([name, { purpose, execute }]) =>
                row(code(name), purpose, names(execute.map(short)) || "the owner"),
            ),
        ].join("\n"),
        { ...(await resolveConfig(filepath)), filepath },
    );
}

function section(name: string, { kind, purpose, columns, rights }: Relation, isMasked: boolean) {
    return [
        "",
        `## ${name}`,
        "",
        `${kind === "view" ? "View. " : ""}${purpose}`,
        "",
        "| column | level and what it holds | select | insert | update |",
        "| --- | --- | --- | --- | --- |",
        ...Object.entries(columns).map(([column, entry]) =>
            row(
                code(column),
                columnComment(entry, isMasked),
                ...PRIVILEGES.map((privilege) =>
                    GROUP_ROLES.filter((role) => rights[role]?.[privilege]?.includes(column))
                        .map(short)
                        .join(", "),
                ),
            ),
        ),
    ];
}

/** Letters of rights; in brackets, where they are on some of the columns. */
function summary(rights: Rights | undefined, columns: Relation["columns"]): string {
    return PRIVILEGES.flatMap((privilege) => {
        const count = rights?.[privilege]?.length ?? 0;
        const letter = privilege.charAt(0).toUpperCase();
        return count === 0 ? [] : count === Object.keys(columns).length ? letter : `(${letter})`;
    }).join(" ");
}

function row(...cells: readonly string[]): string {
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function code(name: string): string {
    return `\`${name}\``;
}

function names(all: readonly string[]): string {
    return all.map(code).join(", ");
}

function short(role: string): string {
    return role.replace(/^pii_/, "");
}

function anchor(heading: string): string {
    return heading.replaceAll(".", "");
}

function time(milliseconds: number): string {
    return milliseconds < 60_000 ? `${milliseconds / 1000} s` : `${milliseconds / 60_000} min`;
}

const INTRODUCTION = `# What is in the database

<!-- Written by \`npm run docs\` from the catalogue in sql/catalogue/. Do not edit. -->

Everything in the database is classified in \`sql/catalogue/\`: what each column holds, of which level it is, and who may do
what with it. After the migrations rights, comments and masked views are made what it says, whatever they were; a
table, column, view or function that it lacks fails the migration.

Level 0 is not personal, 1 is personal and in clear text, 2 is encrypted under a KMS key, and 3 twice: under the
application's own key, then under a KMS key. Nobody may select what is of level 2 or 3: \`pii.read_encrypted\` gives it
out, and logs it.
`;

const RIGHTS = `Rights are of the roles \`pii_…\` that cannot log in; S is select, I insert, U update or, of a schema, usage, X execute;
in brackets those on some of the columns. Everybody else (\`public\`) has none, nor has anybody one on a partition or a
sequence. Only the owner deletes, and gives rights.

`;
