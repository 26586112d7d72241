import type { Client } from "pg";
import { bool, list, oneOf, str } from "../cloud/model";
import type { Failure, Props } from "../provider/provider";
import { column, lockRole, oidOf, quoted, schemaExists, withRoles } from "./catalog";
import { whereGranted } from "./grantee";
import { privilegeFailures, reported } from "./privileges";
import type { Resource } from "./resource";

/** Object types, with their letters in the catalog. */
const OBJECT_TYPES: Readonly<Record<string, string>> = {
    table: "r",
    sequence: "S",
    function: "f",
    routine: "f",
    type: "T",
    schema: "n",
};

export const defaultPrivilegesResource: Resource = {
    type: "postgresql:index/defaultPrivileges:DefaultPrivileges",
    fields: {
        role: str({ required: true, replaces: true }),
        database: str({ required: true, replaces: true }),
        owner: str({ required: true, replaces: true }),
        schema: str({ replaces: true }),
        objectType: str({
            required: true,
            replaces: true,
            check: oneOf(...Object.keys(OBJECT_TYPES)),
        }),
        privileges: list(str(), { required: true }),
        withGrantOption: bool({ default: false, replaces: true }),
    },
    sets: ["privileges"],
    rules: (inputs) => [...shapeFailures(inputs), ...privilegeFailures(inputs)],
    id: ({ role, database, schema, owner, objectType }) =>
        [role, database, schema ?? "noschema", owner, objectType].join("_"),

    create: (server, inputs) =>
        server.transaction(inputs.database as string, (client) => replace(client, inputs)),

    update: (server, news) =>
        server.transaction(news.database as string, (client) => replace(client, news)),

    read: (server, inputs) =>
        whereGranted(server, inputs, async (client) =>
            inputs.schema !== undefined && !(await schemaExists(client, inputs.schema as string))
                ? undefined
                : readPrivileges(client, inputs),
        ),

    delete: (server, state) =>
        server.transaction(state.database as string, (client) =>
            replace(client, { ...state, privileges: [] }),
        ),
};

async function replace(client: Client, inputs: Props): Promise<void> {
    const owner = inputs.owner as string;
    await lockRole(client, owner);
    await withRoles(client, [owner], async () => {
        const where =
            inputs.schema === undefined ? "" : `in schema ${quoted(inputs.schema as string)}`;
        const alter = `alter default privileges for role ${quoted(owner)} ${where}`;
        const objects = `on ${inputs.objectType as string}s`;
        const role = inputs.role === "public" ? "public" : quoted(inputs.role as string);
        await client.query(`${alter} revoke all ${objects} from ${role}`);
        const privileges = inputs.privileges as string[];
        if (privileges.length > 0) {
            const option = inputs.withGrantOption === true ? "with grant option" : "";
            await client.query(
                `${alter} grant ${privileges.join(", ")} ${objects} to ${role} ${option}`,
            );
        }
    });
}

async function readPrivileges(client: Client, inputs: Props): Promise<Props | undefined> {
    const granted = await column(
        client,
        `select privilege_type from pg_default_acl, aclexplode(defaclacl)
        where grantee = $1 and defaclobjtype = $2 and grantor = $3
            and defaclnamespace = coalesce((select oid from pg_namespace where nspname = $4), 0)`,
        await oidOf(client, inputs.role as string),
        OBJECT_TYPES[inputs.objectType as string],
        await oidOf(client, inputs.owner as string),
        inputs.schema ?? null,
    );
    // None where some were asked for is taken to mean that the resource is gone.
    return granted.length === 0 && (inputs.privileges as string[]).length > 0
        ? undefined
        : { ...inputs, privileges: reported(inputs, granted) };
}

function shapeFailures({ schema, objectType, role, withGrantOption }: Props): Failure[] {
    const found: Failure[] = [];
    if (objectType === "schema" && schema !== undefined) {
        found.push({ property: "schema", reason: "cannot be given for object type schema" });
    }
    if (role === "public" && withGrantOption === true) {
        found.push({ property: "withGrantOption", reason: "cannot be true for role public" });
    }
    return found;
}
