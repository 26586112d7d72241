import { bool, str } from "../cloud/model";
import { ownerOfDatabase, quoted, schemaExists, withRoles } from "./catalog";
import type { Props } from "../provider/provider";
import type { Resource } from "./resource";
import type { Server } from "./server";

export const schemaResource: Resource = {
    type: "postgresql:index/schema:Schema",
    autoName: { field: "name", maxLength: 255 },
    fields: {
        name: str(),
        database: str({ replaces: true }),
        owner: str(),
        ifNotExists: bool({ default: true }),
        dropCascade: bool({ default: false }),
    },
    computed: ["database", "owner"],
    id: (inputs, server) => `${databaseOf(inputs, server)}.${inputs.name as string}`,
    parse: (id) => {
        const [database, name, ...others] = id.split(".");
        return name === undefined || others.length > 0 ? undefined : { database, name };
    },

    create: (server, inputs) => {
        const database = databaseOf(inputs, server);
        return server.transaction(database, async (client) => {
            const name = quoted(inputs.name as string);
            const owner = inputs.owner as string | undefined;
            const roles = [await ownerOfDatabase(client, database)];
            await withRoles(client, owner === undefined ? roles : [...roles, owner], async () => {
                // One that is there already is taken over, whatever ifNotExists says.
                if (!(await schemaExists(client, inputs.name as string))) {
                    const whose = owner === undefined ? "" : `authorization ${quoted(owner)}`;
                    await client.query(`create schema ${name} ${whose}`);
                } else if (owner !== undefined) {
                    await client.query(`alter schema ${name} owner to ${quoted(owner)}`);
                }
            });
        });
    },

    update: (server, news, olds, changed) =>
        server.transaction(databaseOf(news, server), async (client) => {
            const name = quoted(news.name as string);
            if (changed("name")) {
                await client.query(`alter schema ${quoted(olds.name as string)} rename to ${name}`);
            }
            if (changed("owner") && news.owner !== undefined) {
                await client.query(`alter schema ${name} owner to ${quoted(news.owner as string)}`);
            }
        }),

    read: (server, inputs) => {
        const database = databaseOf(inputs, server);
        return server.session(database, async (client) => {
            const { rows } = await client.query<{ owner: string }>(
                "select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = $1",
                [inputs.name],
            );
            return rows[0] && { name: inputs.name, database, owner: rows[0].owner };
        });
    },

    delete: (server, state) =>
        server.transaction(databaseOf(state, server), async (client) => {
            if (!(await schemaExists(client, state.name as string))) {
                return;
            }
            const mode = state.dropCascade === true ? "cascade" : "restrict";
            await withRoles(client, [state.owner as string], async () => {
                await client.query(`drop schema ${quoted(state.name as string)} ${mode}`);
            });
        }),
};

function databaseOf({ database }: Props, server: Server): string {
    return (database as string | undefined) ?? server.settings.database;
}
