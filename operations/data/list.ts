import { indexNames } from "../../tables/derived";
import { explain } from "./explain";
import type { Io } from "./io";
import { counted } from "./numbers";
import { plainTable } from "./plain-table";
import { type FoundTable, isPresent, protectionOf, sizeOf } from "./present-table";
import type { Target } from "./target";

/** A table of a spec, as programs read it. */
interface Line {
    readonly name: string;
    readonly physicalName: string | null;
    /** DynamoDB's own, or `MISSING`. */
    readonly status: string;
    readonly items: number | null;
    readonly bytes: number | null;
    readonly indexes: readonly string[];
    readonly replicas: readonly string[];
    readonly deletionProtection: boolean | null;
    /** Days that it can be brought back to any second of. */
    readonly recoveryDays: number | null;
    /** The environment's own, another one by its ARN, or one of AWS's. */
    readonly key: string | null;
}

/** Tells what is there of the specs' tables, and how it is protected. */
export async function list(
    target: Target,
    tables: readonly FoundTable[],
    asJson: boolean,
    { say }: Pick<Io, "say">,
): Promise<void> {
    const rows = await Promise.all(tables.map((table) => line(target, table)));
    if (asJson) {
        say(JSON.stringify(rows, null, 4));
        return;
    }
    say(`Tables ${target.where}\n`);
    say(
        plainTable(
            [
                "Table",
                "Physical name",
                "Status",
                "Items",
                "Bytes",
                "Indexes",
                "Protected",
                "PITR",
                "Key",
            ],
            rows.map((row) => [
                row.name,
                row.physicalName ?? "-",
                row.status,
                row.items === null ? "-" : counted(row.items),
                row.bytes === null ? "-" : counted(row.bytes),
                row.indexes.join(", ") || "-",
                row.deletionProtection === null ? "-" : row.deletionProtection ? "yes" : "no",
                row.recoveryDays === null ? "-" : `${row.recoveryDays} days`,
                row.key ?? "-",
            ]),
        ),
    );
    const copied = rows.filter(({ replicas }) => replicas.length > 0);
    for (const { name, replicas } of copied) {
        say(`${name} is in ${replicas.join(", ")}, too`);
    }
    if (target.kind === "aws") {
        say("Items and bytes are as of up to six hours ago.");
    }
    if (rows.some(({ status }) => status === "MISSING")) {
        say(`To make what is missing: ${target.toMake}`);
    }
}

async function line(target: Target, table: FoundTable): Promise<Line> {
    const { spec, name } = table;
    if (!isPresent(table)) {
        return {
            name: spec.name,
            physicalName: name ?? null,
            status: "MISSING",
            items: null,
            bytes: null,
            indexes: [],
            replicas: [],
            deletionProtection: null,
            recoveryDays: null,
            key: null,
        };
    }
    const { description } = table;
    const { LocalSecondaryIndexes: locals = [], GlobalSecondaryIndexes: globals = [] } =
        description;
    const there = [...locals, ...globals].map(({ IndexName }) => IndexName ?? "");
    const [protection, { items, bytes = null }] = await Promise.all([
        protectionOf(target, table),
        sizeOf(target, table),
    ]).catch((error: unknown) => {
        throw new Error(explain(error, target));
    });
    const { keyArn } = protection;
    return {
        name: spec.name,
        physicalName: table.name,
        status: description.TableStatus ?? "?",
        items,
        bytes,
        // As they stand in the spec, then what it does not have.
        indexes: [
            ...new Set([...indexNames(spec).filter((index) => there.includes(index)), ...there]),
        ],
        replicas: protection.replicas,
        deletionProtection: protection.deletionProtection,
        recoveryDays: protection.recoveryDays ?? null,
        key: keyArn === undefined ? "AWS's" : keyArn === target.keyArn ? "ours" : keyArn,
    };
}
