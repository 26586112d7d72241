import { readFileSync } from "node:fs";
import {
    type Access,
    type Changes,
    type Migration,
    plan,
    UnreachableError,
} from "@pii-platform/sql";
import * as pulumi from "@pulumi/pulumi";
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

/** What a look has found. */
export interface Found {
    /** What is to be done: names of migrations, and statements about rights. */
    readonly due: readonly string[];
    /** Why nothing may be done, with what mends it. */
    readonly problems: readonly string[];
}

/**
 * Looks what an update would do in the database, and tells it at preview. Not known while the
 * database itself is not.
 *
 * It throws nothing: a resource that waits for what will never be known keeps a program waiting.
 */
export function look(args: LookArgs, resource: pulumi.Resource): pulumi.Output<Found> {
    const { master, password, migrations, access } = args;
    const { serverName, caFile, ...rest } = master;
    const found = pulumi
        .all([rest.host, rest.port, rest.database, rest.user, serverName, password])
        .apply(async ([host, port, database, user, servername, secret]): Promise<Found> => {
            try {
                const ssl = { ca: readFileSync(caFile, "utf8"), servername };
                const connection = { host, port, database, user, password: secret, ssl };
                const changes = await plan(connection, migrations, { setRole: OWNER, access });
                await tell(changes, resource);
                return { due: [...changes.migrations, ...changes.access], problems: [] };
            } catch (error) {
                const { message } = error as Error;
                const mayPass =
                    error instanceof UnreachableError &&
                    !(pulumi.runtime.isDryRun() && args.whenUnreachable === "fail");
                if (!mayPass) {
                    return { due: [], problems: [message] };
                }
                await pulumi.log.warn(
                    `what an update would do in the database is not known: ${message}`,
                    resource,
                );
                return { due: [], problems: [] };
            }
        });
    // What comes of a secret counts as one, but no password is in this.
    return pulumi.unsecret(found);
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
