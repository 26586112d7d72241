import { bool, str } from "../cloud/model";
import type { Props } from "../provider/provider";
import { quoted } from "./catalog";
import type { Resource } from "./resource";
import type { Server } from "./server";

export const extensionResource: Resource = {
    type: "postgresql:index/extension:Extension",
    autoName: { field: "name", maxLength: 255 },
    fields: {
        name: str({ replaces: true }),
        database: str({ replaces: true }),
        schema: str(),
        version: str(),
        createCascade: bool({ default: false }),
        dropCascade: bool({ default: false }),
    },
    computed: ["database", "schema", "version"],
    id: (inputs, server) => `${databaseOf(inputs, server)}.${inputs.name as string}`,
    parse: (id) => {
        const [database, name, ...others] = id.split(".");
        return name === undefined || others.length > 0 ? undefined : { database, name };
    },

    create: (server, inputs) =>
        server.transaction(databaseOf(inputs, server), async (client) => {
            const { name, schema, version, createCascade } = inputs;
            const parts = [
                `create extension if not exists ${quoted(name as string)}`,
                schema === undefined ? "" : `schema ${quoted(schema as string)}`,
                version === undefined ? "" : `version ${quoted(version as string)}`,
                createCascade === true ? "cascade" : "",
            ];
            await client.query(parts.join(" "));
        }),

    update: (server, news, _olds, changed) =>
        server.transaction(databaseOf(news, server), async (client) => {
            const alter = `alter extension ${quoted(news.name as string)}`;
            if (changed("schema") && news.schema !== undefined) {
                await client.query(`${alter} set schema ${quoted(news.schema as string)}`);
            }
            if (changed("version")) {
                const version = news.version as string | undefined;
                await client.query(`${alter} update ${version ? `to ${quoted(version)}` : ""}`);
            }
        }),

    read: (server, inputs) => {
        const database = databaseOf(inputs, server);
        return server.session(database, async (client) => {
            const { rows } = await client.query<Props>(
                `select extname as name, nspname as schema, extversion as version
                from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
                where extname = $1`,
                [inputs.name],
            );
            return rows[0] && { ...rows[0], database };
        });
    },

    delete: (server, state) =>
        server.transaction(databaseOf(state, server), async (client) => {
            const mode = state.dropCascade === true ? "cascade" : "restrict";
            await client.query(`drop extension ${quoted(state.name as string)} ${mode}`);
        }),
};

function databaseOf({ database }: Props, server: Server): string {
    return (database as string | undefined) ?? server.settings.database;
}
