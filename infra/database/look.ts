import { readFileSync } from "node:fs";
import {
    type Access,
    type Changes,
    type Migration,
    plan,
    UnreachableError,
} from "@pii-platform/sql";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "../user-error";
import type { MasterArgs } from "./master";
import { OWNER } from "./roles";

export interface LookArgs {
    readonly master: MasterArgs;
    /** Used here and kept nowhere. */
    readonly password: pulumi.Output<string>;
    readonly migrations: readonly Migration[];
    readonly access: Access;
    /**
     * What a preview does that cannot reach the database: it may well run where only updates have a
     * way to it.
     */
    readonly whenUnreachable: "warn" | "fail";
}

const NOTHING: Changes = { migrations: [], access: [] };

/**
 * Looks what an update would do in the database, and tells it at preview. Not known while the
 * database itself is not.
 * @throws pulumi.RunError when the database and the migrations contradict each other; and at
 * preview, where that is wanted, when it cannot be reached
 */
export function look(args: LookArgs, resource: pulumi.Resource): pulumi.Output<Changes> {
    const { master, password, migrations, access } = args;
    const { serverName, caFile, ...rest } = master;
    const changes = pulumi
        .all([rest.host, rest.port, rest.database, rest.user, serverName, password])
        .apply(async ([host, port, database, user, servername, secret]) => {
            const ssl = { ca: readFileSync(caFile, "utf8"), servername };
            const connection = { host, port, database, user, password: secret, ssl };
            try {
                const found = await plan(connection, migrations, { setRole: OWNER, access });
                await tell(found, resource);
                return found;
            } catch (error) {
                const { message } = error as Error;
                if (!(error instanceof UnreachableError)) {
                    throw userError(message);
                }
                if (pulumi.runtime.isDryRun() && args.whenUnreachable === "fail") {
                    throw userError(message);
                }
                await pulumi.log.warn(
                    `what an update would do in the database is not known: ${message}`,
                    resource,
                );
                return NOTHING;
            }
        });
    // What comes of a secret counts as one, but no password is in this.
    return pulumi.unsecret(changes);
}

/** At an update the engine tells by itself what was done. */
async function tell({ migrations, access }: Changes, resource: pulumi.Resource): Promise<void> {
    if (!pulumi.runtime.isDryRun()) {
        return;
    }
    const lines = [
        ...migrations.map((name) => `would apply ${name}`),
        ...access.map((statement) => `would run ${statement}`),
    ];
    if (lines.length > 0) {
        await pulumi.log.info(lines.join("\n"), resource);
    }
}
