import {
    DeleteTableCommand,
    ListBackupsCommand,
    waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { confirm } from "./confirm";
import { explain } from "./explain";
import { goOn, type Io, unless } from "./io";
import { counted } from "./numbers";
import { type PresentTable, protectionOf, sizeOf } from "./present-table";
import type { Protection, Target } from "./target";

/** How often to ask whether a table is gone, and for how long at most, in seconds. */
const WAIT = { minDelay: 0.1, maxDelay: 5, maxWaitTime: 900 };

/**
 * Deletes tables with all that is in them, and says what stays.
 * @param given names that the user typed beforehand
 * @throws Error when one of them is protected against that, and then none is deleted
 */
export async function drop(
    target: Target,
    tables: readonly PresentTable[],
    given: readonly string[],
    io: Io,
): Promise<void> {
    const all = await Promise.all(
        tables.map(async (table) => ({
            ...table,
            protection: await protectionOf(target, table),
            backups: await backupsOf(target, table.name),
            size: await sizeOf(target, table),
        })),
    ).catch((error: unknown) => {
        throw new Error(explain(error, target));
    });
    const problems = all.flatMap(({ name, protection }) => refusals(target, name, protection));
    if (problems.length > 0) {
        throw new Error(
            ["nothing was dropped:", ...problems.map((line) => `  - ${line}`)].join("\n"),
        );
    }
    await confirm("delete it with all that is in it", target, all, given, io);
    for (const { name, size, protection, backups } of all) {
        goOn(io, `before ${name} was deleted; what is told above is done`);
        const how = `while ${name} was being deleted, which cannot be called off`;
        await unless(io.kill, how, deleteOne(target, name));
        io.say(
            `${name} is deleted, with ${target.kind === "sandbox" ? "" : "about "}${counted(size.items)} items; ${whatStays(protection, backups)}`,
        );
    }
    io.say(target.toMakeAgain);
}

function refusals(
    { toUnprotect }: Target,
    name: string,
    { deletionProtection, replicas }: Protection,
): string[] {
    return [
        ...(deletionProtection
            ? [`${name} is protected against deletion: ${toUnprotect.replace("<name>", name)}`]
            : []),
        ...(replicas.length > 0
            ? [
                  `${name} is in ${replicas.join(", ")}, too: take the regions out of pii:dynamodb.replicaRegions and deploy that first`,
              ]
            : []),
    ];
}

async function deleteOne(target: Target, name: string): Promise<void> {
    const { client } = target;
    try {
        await client.send(new DeleteTableCommand({ TableName: name }));
        await waitUntilTableNotExists({ client, ...WAIT }, { TableName: name });
    } catch (error) {
        throw new Error(`${name}: ${explain(error, target)}`, { cause: error });
    }
}

/** Names of the backups that outlive the table; only AWS has any. */
async function backupsOf(
    { kind, client }: Target,
    name: string,
): Promise<readonly string[] | undefined> {
    if (kind !== "aws") {
        return undefined;
    }
    const { BackupSummaries = [] } = await client.send(
        new ListBackupsCommand({ TableName: name, BackupType: "ALL" }),
    );
    return BackupSummaries.map(({ BackupName = "" }) => BackupName);
}

function whatStays({ recoveryDays }: Protection, backups: readonly string[] | undefined): string {
    if (backups === undefined) {
        return "nothing of it stays";
    }
    const stays = [
        ...(recoveryDays === undefined
            ? []
            : ["a backup of its last moment, which AWS keeps for 35 days"]),
        ...(backups.length === 0 ? [] : [`its backups ${backups.join(", ")}`]),
    ];
    return stays.length === 0 ? "no backup of it stays" : `what stays: ${stays.join("; ")}`;
}
