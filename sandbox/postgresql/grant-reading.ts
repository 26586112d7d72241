import type { Client } from "pg";
import type { Props } from "../provider/provider";
import { column, oidOf } from "./catalog";
import { reported } from "./privileges";

/** The inputs of a grant that may have drifted, as the catalog has them. */
export async function grantedPrivileges(client: Client, inputs: Props): Promise<Props> {
    const grantee = await oidOf(client, inputs.role as string);
    switch (inputs.objectType) {
        case "database":
            return ofOne(client, inputs, "datacl from pg_database where datname", [
                inputs.database,
                grantee,
            ]);
        case "schema":
            return ofOne(client, inputs, "nspacl from pg_namespace where nspname", [
                inputs.schema,
                grantee,
            ]);
        case "column":
            return ofColumns(client, inputs, grantee);
        case "function":
        case "procedure":
        case "routine":
            return ofMany(
                client,
                inputs,
                `select proname as name, proacl as acl from pg_proc
                where pronamespace = to_regnamespace(quote_ident($1)) and $2 = 'f'`,
                [inputs.schema, "f", grantee],
            );
        default:
            return ofMany(
                client,
                inputs,
                `select relname as name, relacl as acl from pg_class
                where relnamespace = to_regnamespace(quote_ident($1)) and relkind::text = $2`,
                [inputs.schema, inputs.objectType === "table" ? "r" : "S", grantee],
            );
    }
}

async function ofOne(client: Client, inputs: Props, where: string, values: unknown[]) {
    const granted = await column(
        client,
        `select privilege_type from (select (aclexplode(acl)).* from (select ${where} = $1) o(acl)) p
        where grantee = $2`,
        ...values,
    );
    return { privileges: reported(inputs, granted) };
}

/** Every object of the type must have the privileges; the first that has others is reported. */
async function ofMany(client: Client, inputs: Props, objects: string, values: unknown[]) {
    const { rows } = await client.query<{ name: string; granted: string[] }>(
        `select name, array(
            select privilege_type from aclexplode(acl) where grantee = $3
        ) as granted
        from (${objects}) o order by name`,
        values,
    );
    const named = (inputs.objects ?? []) as string[];
    for (const { name, granted } of rows) {
        const actual = reported(inputs, granted);
        if ((named.length === 0 || named.includes(name)) && actual !== inputs.privileges) {
            return { privileges: actual };
        }
    }
    return {};
}

/** Columns on which the one privilege of the grant is missing are missing in the answer. */
async function ofColumns(client: Client, inputs: Props, grantee: string) {
    const granted = await column(
        client,
        `select attname
        from pg_attribute join pg_class on pg_class.oid = attrelid
            join pg_namespace on pg_namespace.oid = relnamespace, aclexplode(attacl)
        where nspname = $1 and relname = $2 and grantee = $3 and privilege_type = $4`,
        inputs.schema,
        (inputs.objects as string[])[0],
        grantee,
        (inputs.privileges as string[])[0],
    );
    const columns = inputs.columns as string[];
    return { columns: columns.filter((name) => granted.includes(name)) };
}
