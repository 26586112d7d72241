import {
    CreateTableCommand,
    type DynamoDBClient,
    DescribeTimeToLiveCommand,
    UpdateTimeToLiveCommand,
    waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { TableSpec } from "../../tables/table-spec";
import { upCommand } from "../shared/outputs";
import { readSettings } from "../shared/settings";
import { explain, isUnknown } from "./explain";
import { goOn, type Io, unless } from "./io";
import { type FoundTable, isPresent } from "./present-table";
import { creation, differences } from "./schema";
import type { Target } from "./target";

/** Why it makes nothing at AWS, and what does. */
export function notAtAws(root: string, stack: string): Error {
    const up = upCommand(readSettings(root, stack), "dynamodb");
    return new Error(
        `nothing was done: at AWS tables come from the program, with keys, backups and alarms: ${up}`,
    );
}

/** How often to ask whether a table is ready, and for how long at most, in seconds. */
const WAIT = { minDelay: 0.1, maxDelay: 2, maxWaitTime: 300 };

/**
 * Makes the tables that are missing, and tells how those that are there differ from their specs.
 * @returns whether all of them are now as their specs say
 */
export async function load(
    target: Target,
    tables: readonly FoundTable[],
    io: Io,
): Promise<boolean> {
    let asSpecified = true;
    for (const table of tables) {
        const { spec, name } = table;
        goOn(io, `before ${spec.name}; what is told above is done`);
        if (name === undefined) {
            io.say(`${spec.name} was never deployed ${target.where}: ${target.toMake}`);
            asSpecified = false;
            continue;
        }
        const how = `while ${name} was being made; npm run data -- list says whether it is there`;
        const isRight = await unless(io.kill, how, loadOne(target, { ...table, name }, io));
        asSpecified &&= isRight;
    }
    return asSpecified;
}

/** @returns whether it is as its spec says */
async function loadOne(
    target: Target,
    table: FoundTable & { readonly name: string },
    { say }: Io,
): Promise<boolean> {
    const { spec, name } = table;
    const { client } = target;
    // The sandbox's server knows no TTL and no streams: its account does.
    const isWhole = target.kind !== "sandbox";
    try {
        let lines: string[] = [];
        if (isPresent(table)) {
            lines = differences(spec, table.description, isWhole);
        } else {
            await client.send(new CreateTableCommand(creation(spec, name)));
            await waitUntilTableExists({ client, ...WAIT }, { TableName: name });
        }
        const ttl = isWhole ? await loadTtl(client, spec, name) : undefined;
        if (ttl?.differs) {
            lines.push(ttl.differs);
        }
        say(
            lines.length === 0
                ? `${name} ${isPresent(table) ? "is as its spec says" : "is made"}${ttl?.note ?? ""}`
                : [
                      `${name} differs from its spec:`,
                      ...lines.map((line) => `  - ${line}`),
                      `  to mend it: ${target.toRemake}`,
                  ].join("\n"),
        );
        return lines.length === 0;
    } catch (error) {
        throw new Error(`${name}: ${explain(error, target)}`, { cause: error });
    }
}

/** Switches the TTL on where there is none. */
async function loadTtl(
    client: DynamoDBClient,
    spec: TableSpec,
    name: string,
): Promise<{ readonly differs?: string; readonly note?: string }> {
    try {
        const { TimeToLiveDescription: ttl } = await client.send(
            new DescribeTimeToLiveCommand({ TableName: name }),
        );
        const is = ttl?.TimeToLiveStatus?.startsWith("ENABL") ? ttl.AttributeName : undefined;
        if (is === spec.ttl) {
            return {};
        }
        if (is !== undefined) {
            return { differs: `TTL is ${is}; the spec says ${spec.ttl ?? "none"}` };
        }
        await client.send(
            new UpdateTimeToLiveCommand({
                TableName: name,
                TimeToLiveSpecification: { Enabled: true, AttributeName: spec.ttl },
            }),
        );
        return {};
    } catch (error) {
        if (isUnknown(error)) {
            return { note: "; the server has no TTL, so nothing goes by itself" };
        }
        throw error;
    }
}
