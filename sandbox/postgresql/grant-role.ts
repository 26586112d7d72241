import { bool, str } from "../cloud/model";
import { quoted } from "./catalog";
import type { Resource } from "./resource";

export const grantRoleResource: Resource = {
    type: "postgresql:index/grantRole:GrantRole",
    fields: {
        role: str({ required: true, replaces: true }),
        grantRole: str({ required: true, replaces: true }),
        withAdminOption: bool({ default: false, replaces: true }),
    },
    id: ({ role, grantRole, withAdminOption }) =>
        `${role as string}_${grantRole as string}_${String(withAdminOption)}`,

    // Takes no turns, as the real one takes none.
    create: (server, { role, grantRole, withAdminOption }) =>
        server.transaction(server.settings.database, async (client) => {
            const [granted, member] = [quoted(grantRole as string), quoted(role as string)];
            const option = withAdminOption === true ? "with admin option" : "";
            await client.query(`revoke ${granted} from ${member}`);
            await client.query(`grant ${granted} to ${member} ${option}`);
        }),

    read: (server, { role, grantRole }) =>
        server.session(server.settings.database, async (client) => {
            const { rows } = await client.query<{ admin: boolean }>(
                `select admin_option as admin from pg_auth_members
                where member = to_regrole($1) and roleid = to_regrole($2)`,
                [quoted(role as string), quoted(grantRole as string)],
            );
            // Of several memberships, by several grantors, the real one takes whichever comes first.
            return rows[0] && { role, grantRole, withAdminOption: rows[0].admin };
        }),

    delete: (server, { role, grantRole }) =>
        server.transaction(server.settings.database, async (client) => {
            await client.query(
                `revoke ${quoted(grantRole as string)} from ${quoted(role as string)}`,
            );
        }),
};
