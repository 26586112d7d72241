import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { ROOT } from "../../sandbox/platform/repository";
import { attributesOfLevel, highestLevel, keyAttributes, storedType } from "../../tables/derived";
import type {
    AccessSpec,
    AttributeSpec,
    Capacity,
    KeySpec,
    Projection,
    Scaled,
    TableSpec,
    Units,
} from "../../tables/table-spec";

export const TABLES_PAGE = "docs/tables.md";

/** The page about these tables, as `npm run format` would leave it. */
export async function tablesPage(specs: readonly TableSpec[]): Promise<string> {
    const filepath = join(ROOT, TABLES_PAGE);
    return format(
        [
            INTRODUCTION,
            "| table | holds | level | encrypted by the client | through DAX |",
            "| --- | --- | --- | --- | --- |",
            ...specs.map(overview),
            ...specs.flatMap(section),
        ].join("\n"),
        { ...(await resolveConfig(filepath)), filepath },
    );
}

function overview(spec: TableSpec): string {
    return row(
        `[${spec.name}](#${spec.name})`,
        spec.purpose,
        String(highestLevel(spec)),
        names(attributesOfLevel(spec, 2, 3)) || "nothing",
        spec.cache === undefined ? "no" : "yes",
    );
}

function section(spec: TableSpec): string[] {
    const { indexes = {}, localIndexes = {}, access } = spec;
    return [
        "",
        `## ${spec.name}`,
        "",
        spec.purpose,
        "",
        "| attribute | type | level | holds |",
        "| --- | --- | --- | --- |",
        ...Object.entries(spec.attributes).map(([name, attribute]) =>
            row(code(name), type(attribute), String(attribute.level), attribute.holds),
        ),
        "",
        "| | |",
        "| --- | --- |",
        row("key", key(spec.key)),
        ...Object.entries(indexes).map(([name, index]) =>
            row(`index ${code(name)}`, `${key(index)}; ${entries(index.projection)}`),
        ),
        ...Object.entries(localIndexes).map(([name, { range, projection }]) =>
            row(
                `local index ${code(name)}`,
                `${key({ hash: spec.key.hash, range })}; ${entries(projection)}`,
            ),
        ),
        row("deleted", spec.ttl === undefined ? "never by itself" : `after ${code(spec.ttl)}`),
        row("stream", spec.stream === undefined ? "none" : code(spec.stream)),
        row("class", code(spec.tableClass ?? "STANDARD")),
        row("capacity", capacity(spec.capacity ?? { mode: "onDemand" })),
        row("through DAX", cache(spec)),
        row("a reader gets", held(access?.read, spec)),
        row("a writer sets", held(access?.write, spec)),
    ];
}

function row(...cells: readonly string[]): string {
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function code(name: string): string {
    return `\`${name}\``;
}

function names(all: readonly string[]): string {
    return all.map(code).join(", ");
}

function type(attribute: AttributeSpec): string {
    const clear = code(attribute.type);
    return [
        attribute.level >= 2 ? `${clear}, encrypted: ${code(storedType(attribute))}` : clear,
        ...(attribute.optional === true ? ["optional"] : []),
    ].join(", ");
}

function key({ hash, range }: KeySpec): string {
    return range === undefined
        ? `partition ${code(hash)}`
        : `partition ${code(hash)}, sort ${code(range)}`;
}

function entries(projection: Projection): string {
    switch (projection) {
        case "ALL":
            return "with all attributes";
        case "KEYS_ONLY":
            return "with keys alone";
        default:
            return `with ${names(projection)} beside keys`;
    }
}

function capacity(of: Capacity): string {
    if (of.mode === "onDemand") {
        return [
            "on demand",
            of.ceiling === undefined ? "without a ceiling" : `at most ${units(of.ceiling)}`,
            ...(of.warm === undefined ? [] : [`warm for ${units(of.warm)}`]),
        ].join(", ");
    }
    const both = ({ read, write }: { read: Scaled; write: Scaled }) =>
        `${scaled(read)} read and ${scaled(write)} write units`;
    const indexes = Object.entries(of.indexes ?? {}).flatMap(([name, index]) =>
        index === undefined ? [] : [`; ${code(name)} ${both(index)}`],
    );
    return `provisioned, ${both(of)}${indexes.join("")}`;
}

function units({ read, write }: Units): string {
    return `${read} read and ${write} write units a second`;
}

function scaled({ min, max, targetPercent = 70 }: Scaled): string {
    return `${min} to ${max} (${targetPercent} % in use)`;
}

function cache({ cache: allowed }: TableSpec): string {
    if (allowed === undefined) {
        return "no";
    }
    const { itemSeconds, querySeconds } = allowed;
    const queries = querySeconds === 0 ? "no query" : `a query at most ${querySeconds} s old`;
    return `yes: an item at most ${itemSeconds} s old, ${queries}`;
}

function held(access: AccessSpec | undefined, spec: TableSpec): string {
    const { attributes, ownItemsByTag: tag } = access ?? {};
    const keys = Object.keys(keyAttributes(spec));
    const others = attributes?.filter((name) => !keys.includes(name));
    return [
        others === undefined ? "all attributes" : ["the keys", ...others.map(code)].join(", "),
        tag === undefined
            ? "of all items"
            : `of items whose ${code(spec.key.hash)} is the principal's tag ${code(tag)}`,
    ].join(" ");
}

const INTRODUCTION = `# Tables

<!-- Written by \`npm run docs\` from the specs in tables/. Do not edit. -->

The tables in DynamoDB, each from its spec in \`tables/\`: the program makes them from it, and so do the
commands, the clients' types, the policies of who may do what, and this page.

Every attribute has a level: 0 is not personal, 1 is personal, 2 is sensitive, and 3 must never be seen
by chance. Clients encrypt what is of level 2 and 3 before they store it, under the field key of that
level: DynamoDB, its backups and DAX hold ciphertext, which is no key and cannot be searched. The tables
are encrypted as a whole besides, with a key of ours.

An environment's settings may replace the capacity and the class of a table.
`;
