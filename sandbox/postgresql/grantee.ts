import type { Client } from "pg";
import type { Props } from "../provider/provider";
import { databaseExists, roleExists } from "./catalog";
import type { Server } from "./server";

/** Does `work` in the database of a grant; `undefined` when that or the role of the grant is gone. */
export function whereGranted<Result>(
    server: Server,
    inputs: Props,
    work: (client: Client) => Promise<Result | undefined>,
): Promise<Result | undefined> {
    const { database = "", role = "" } = inputs as Record<string, string | undefined>;
    return server.session(server.settings.database, async (client) => {
        const exists =
            (await databaseExists(client, database)) &&
            (role === "public" || (await roleExists(client, role)));
        return exists ? server.session(database, work) : undefined;
    });
}
