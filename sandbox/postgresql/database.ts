import { type Client, escapeLiteral } from "pg";
import { bool, num, str } from "../cloud/model";
import type { Props } from "../provider/provider";
import { join, leave, lockRole, ownerOfDatabase, quoted } from "./catalog";
import type { Resource } from "./resource";
import type { Server } from "./server";

export const databaseResource: Resource = {
    type: "postgresql:index/database:Database",
    autoName: { field: "name", maxLength: 255 },
    fields: {
        name: str(),
        owner: str(),
        template: str({ replaces: true }),
        encoding: str({ replaces: true }),
        lcCollate: str({ replaces: true }),
        lcCtype: str({ replaces: true }),
        tablespaceName: str(),
        connectionLimit: num({
            default: -1,
            check: (limit) => (limit >= -1 ? undefined : `must be at least -1, got ${limit}`),
        }),
        allowConnections: bool({ default: true }),
        isTemplate: bool(),
        alterObjectOwnership: bool({ default: false }),
    },
    computed: [
        "owner",
        "template",
        "encoding",
        "lcCollate",
        "lcCtype",
        "tablespaceName",
        "isTemplate",
    ],
    id: ({ name }) => name as string,
    parse: (name) => ({ name }),

    create: (server, inputs) =>
        asOwner(server, inputs.owner, async (client) => {
            const { owner, template, encoding, lcCollate, lcCtype, tablespaceName } =
                inputs as Record<string, string | undefined>;
            await client.query(
                [
                    `create database ${quoted(inputs.name as string)}`,
                    `owner ${quoted(owner ?? server.settings.user)}`,
                    `template ${word(template ?? "template0", quoted)}`,
                    `encoding ${word(encoding ?? "UTF8", escapeLiteral)}`,
                    lcCollate && `lc_collate ${word(lcCollate, escapeLiteral)}`,
                    lcCtype && `lc_ctype ${word(lcCtype, escapeLiteral)}`,
                    tablespaceName && `tablespace ${word(tablespaceName, quoted)}`,
                    `allow_connections ${String(inputs.allowConnections)}`,
                    `connection limit ${Number(inputs.connectionLimit)}`,
                    `is_template ${String(inputs.isTemplate === true)}`,
                ].join(" "),
            );
        }),

    update: (server, news, olds, changed) => {
        const owner = changed("owner") ? (news.owner as string | undefined) : undefined;
        return asOwner(server, owner, async (client) => {
            const alter = `alter database ${quoted(news.name as string)}`;
            if (changed("name")) {
                await client.query(
                    `alter database ${quoted(olds.name as string)} rename to ${quoted(news.name as string)}`,
                );
            }
            if (owner !== undefined) {
                if (news.alterObjectOwnership === true) {
                    await reassign(server, client, news.name as string, owner);
                }
                await client.query(`${alter} owner to ${quoted(owner)}`);
            }
            if (changed("tablespaceName")) {
                const space = (news.tablespaceName ?? "default") as string;
                await client.query(
                    space.toLowerCase() === "default"
                        ? `${alter} reset tablespace`
                        : `${alter} set tablespace ${quoted(space)}`,
                );
            }
            if (changed("connectionLimit")) {
                await client.query(`${alter} connection limit = ${Number(news.connectionLimit)}`);
            }
            if (changed("allowConnections")) {
                await client.query(`${alter} allow_connections ${String(news.allowConnections)}`);
            }
            if (changed("isTemplate")) {
                await client.query(`${alter} is_template ${String(news.isTemplate === true)}`);
            }
        });
    },

    read: (server, inputs) =>
        server.session(server.settings.database, async (client) => {
            const { rows } = await client.query<Props>(
                `select datname as name, pg_get_userbyid(datdba) as owner,
                    pg_encoding_to_char(encoding) as encoding, datcollate as "lcCollate",
                    datctype as "lcCtype", spcname as "tablespaceName",
                    datconnlimit as "connectionLimit", datallowconn as "allowConnections",
                    datistemplate as "isTemplate"
                from pg_database join pg_tablespace on pg_tablespace.oid = dattablespace
                where datname = $1`,
                [inputs.name],
            );
            return rows[0] && { ...rows[0], template: inputs.template ?? "template0" };
        }),

    delete: (server, { name, owner, isTemplate }) =>
        asOwner(server, owner, async (client) => {
            const database = quoted(name as string);
            if (isTemplate === true) {
                await client.query(`alter database ${database} is_template false`);
            }
            await client.query(`alter database ${database} allow_connections false`);
            await client.query(`drop database ${database} with (force)`);
        }),
};

/**
 * Does `work` while the connected user is a member of `owner`: not in a transaction, because
 * databases are not made in one, so it takes turns on the user by a second connection.
 */
async function asOwner(
    server: Server,
    owner: unknown,
    work: (client: Client) => Promise<void>,
): Promise<void> {
    const { database, user } = server.settings;
    await server.session(database, async (client) => {
        if (typeof owner !== "string") {
            await work(client);
            return;
        }
        await server.transaction(database, async (turn) => {
            await lockRole(turn, user);
            const joined = await join(client, owner, user);
            try {
                await work(client);
            } finally {
                if (joined) {
                    await leave(client, owner, user);
                }
            }
        });
    });
}

/** Gives what the old owner has in the database to the new one. */
async function reassign(server: Server, client: Client, database: string, owner: string) {
    const { user } = server.settings;
    const before = await ownerOfDatabase(client, database);
    const joined = await join(client, before, user);
    try {
        await server.transaction(database, async (inside) => {
            await inside.query(`reassign owned by ${quoted(before)} to ${quoted(owner)}`);
        });
    } finally {
        if (joined) {
            await leave(client, before, user);
        }
    }
}

/** `DEFAULT` is a word of SQL, anything else a name or a literal. */
function word(value: string, quote: (value: string) => string): string {
    return value.toUpperCase() === "DEFAULT" ? "default" : quote(value);
}
