import type { Client } from "pg";
import { bool, list, oneOf, str } from "../cloud/model";
import type { Failure, Props } from "../provider/provider";
import { hasUnknown } from "../provider/unknown";
import {
    column,
    lockDatabase,
    lockRole,
    ownerOfDatabase,
    ownerOfSchema,
    quoted,
    schemaExists,
    withRoles,
} from "./catalog";
import { grantedPrivileges } from "./grant-reading";
import { whereGranted } from "./grantee";
import { privilegeFailures } from "./privileges";
import type { Resource } from "./resource";

const OBJECT_TYPES = [
    "database",
    "schema",
    "table",
    "sequence",
    "function",
    "procedure",
    "routine",
];

export const grantResource: Resource = {
    type: "postgresql:index/grant:Grant",
    fields: {
        role: str({ required: true, replaces: true }),
        database: str({ required: true, replaces: true }),
        schema: str({ replaces: true }),
        objectType: str({
            required: true,
            replaces: true,
            check: oneOf(...OBJECT_TYPES, "column"),
        }),
        objects: list(str(), { replaces: true }),
        columns: list(str(), { replaces: true }),
        privileges: list(str(), { required: true }),
        withGrantOption: bool({ default: false, replaces: true }),
    },
    sets: ["objects", "columns", "privileges"],
    rules: (inputs) => [...shapeFailures(inputs), ...privilegeFailures(inputs)],
    id: ({ role, database, schema, objectType, objects, columns }) =>
        [
            role,
            database,
            ...(objectType === "database" ? [] : [schema]),
            objectType,
            ...((objects ?? []) as string[]),
            ...((columns ?? []) as string[]),
        ].join("_"),

    create: (server, inputs) =>
        server.transaction(inputs.database as string, (client) => replace(client, inputs, inputs)),

    update: (server, news, olds) =>
        server.transaction(news.database as string, (client) => replace(client, olds, news)),

    read: (server, inputs) =>
        whereGranted(server, inputs, async (client) =>
            inputs.objectType !== "database" &&
            !(await schemaExists(client, (inputs.schema ?? "") as string))
                ? undefined
                : { ...inputs, ...(await grantedPrivileges(client, inputs)) },
        ),

    delete: (server, state) =>
        server.transaction(state.database as string, (client) =>
            replace(client, state, { ...state, privileges: [] }),
        ),
};

/** Takes away what `olds` gave and gives what `news` says, as the owners of the objects. */
async function replace(client: Client, olds: Props, news: Props): Promise<void> {
    await lockRole(client, news.role as string);
    if (news.objectType === "database") {
        await lockDatabase(client, news.database as string);
    }
    await withRoles(client, await owners(client, news), async () => {
        const revoke = revokeStatement(olds);
        if (revoke !== undefined) {
            await client.query(revoke);
        }
        const privileges = news.privileges as string[];
        if (privileges.length > 0) {
            const option = news.withGrantOption === true ? " with grant option" : "";
            await client.query(
                `grant ${privileges.join(", ")}${target(news)} to ${grantee(news)}${option}`,
            );
        }
    });
}

/**
 * Without a list of objects everything that the role has on objects of the type is revoked, finer
 * grants on columns too.
 */
function revokeStatement(inputs: Props): string | undefined {
    const privileges = inputs.privileges as string[];
    const isNarrow = ((inputs.objects ?? []) as string[]).length > 0 && privileges.length > 0;
    const columns = (inputs.columns ?? []) as string[];
    if (inputs.objectType === "column" && (!isNarrow || columns.length === 0)) {
        return undefined;
    }
    const what = isNarrow ? privileges.join(", ") : "all privileges";
    return `revoke ${what}${target(inputs)} from ${grantee(inputs)}`;
}

function target(inputs: Props): string {
    const type = inputs.objectType as string;
    const schema = quoted((inputs.schema ?? "") as string);
    // A function may be named with its argument types, which are no part of the name.
    const objects = ((inputs.objects ?? []) as string[]).map((object) => {
        const [name = "", ...types] = object.split("(");
        return `${schema}.${[quoted(name), ...types].join("(")}`;
    });
    switch (type) {
        case "database":
            return ` on database ${quoted(inputs.database as string)}`;
        case "schema":
            return ` on schema ${schema}`;
        case "column":
            return ` (${(inputs.columns as string[]).map(quoted).join(", ")}) on table ${objects.join(", ")}`;
        default:
            return objects.length > 0
                ? ` on ${type} ${objects.join(", ")}`
                : ` on all ${type}s in schema ${schema}`;
    }
}

function grantee({ role }: Props): string {
    return role === "public" ? "public" : quoted(role as string);
}

async function owners(client: Client, { objectType, schema, database }: Props): Promise<string[]> {
    if (objectType === "database") {
        return [];
    }
    const ofTables =
        objectType === "schema"
            ? []
            : await column(
                  client,
                  "select distinct tableowner from pg_tables where schemaname = $1",
                  schema,
              );
    const all = [...ofTables, await ownerOfSchema(client, schema as string)];
    const ofDatabase = await ownerOfDatabase(client, database as string);
    return all.map((owner) => (owner === "pg_database_owner" ? ofDatabase : owner));
}

function shapeFailures(inputs: Props): Failure[] {
    const { objectType, schema, objects, columns, privileges } = inputs;
    if (hasUnknown(objectType)) {
        return [];
    }
    const found: Failure[] = [];
    const count = (value: unknown) => (Array.isArray(value) ? value.length : 0);
    const refuse = (property: string, reason: string) => found.push({ property, reason });
    if (objectType !== "database" && (schema === undefined || schema === "")) {
        refuse("schema", `is required for object type ${String(objectType)}`);
    }
    if (count(objects) > 0 && (objectType === "database" || objectType === "schema")) {
        refuse("objects", `cannot be given for object type ${objectType}`);
    }
    if (objectType !== "column") {
        if (count(columns) > 0) {
            refuse("columns", "can be given for object type column only");
        }
        return found;
    }
    if (!hasUnknown(columns) && count(columns) === 0) {
        refuse("columns", "are required for object type column");
    }
    if (!hasUnknown(privileges) && count(privileges) !== 1) {
        refuse("privileges", "must be exactly one for object type column");
    }
    if (!hasUnknown(objects) && count(objects) !== 1) {
        refuse("objects", "must be exactly one table for object type column");
    }
    return found;
}
