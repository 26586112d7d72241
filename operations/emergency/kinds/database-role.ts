import { connected } from "@pii-platform/sql";
import { escapeIdentifier } from "pg";
import type { Kind } from "../kinds";
import { masterOf } from "../scene";

/** Whether a role of the database may log in. Who is logged in stays so: their sessions are ended apart. */
export const databaseRole: Kind = {
    says: (role) => `login of the database's role ${role}`,
    tell: (state) => (state === true ? "allowed" : "refused"),
    look: async (scene, role) => {
        const { rows } = await connected(await masterOf(scene), (client) =>
            client.query<{ login: boolean }>(
                "select rolcanlogin as login from pg_roles where rolname = $1",
                [role],
            ),
        );
        const [found] = rows;
        if (found === undefined) {
            throw new Error(`the database has no role ${role}`);
        }
        return found.login;
    },
    put: async (scene, role, state) => {
        const to = state === true ? "login" : "nologin";
        await connected(await masterOf(scene), (client) =>
            client.query(`alter role ${escapeIdentifier(role)} ${to}`),
        );
    },
};
