import type { Client } from "pg";
import type { Catalogue } from "../catalogue/types";

/** A table, view or the like that is there. */
export interface LiveRelation {
    /** As `pg_class.relkind` says it: `r`, `p`, `v`, `m`, `f`, `S`. */
    readonly relkind: string;
    readonly owner: string;
    readonly isPartition: boolean;
    readonly options: readonly string[];
    readonly comment: string | null;
    /** In their order. */
    readonly columns: ReadonlyMap<string, { readonly comment: string | null }>;
}

/** A schema or routine that is there. */
export interface LiveObject {
    readonly owner: string;
    readonly comment: string | null;
}

/** What the schemas of a catalogue hold; names as the catalogue has them. */
export interface Live {
    readonly schemas: ReadonlyMap<string, LiveObject>;
    /** Without the sequences of identity columns, which belong to their columns. */
    readonly relations: ReadonlyMap<string, LiveRelation>;
    readonly routines: ReadonlyMap<string, LiveObject>;
}

const SCHEMAS = `
    select quote_ident(nspname) as name, nspowner::regrole::text as owner,
        obj_description(oid, 'pg_namespace') as comment
    from pg_catalog.pg_namespace where nspname = any ($1)`;

const RELATIONS = `
    select format('%I.%I', n.nspname, c.relname) as name, c.relkind, c.relowner::regrole::text as owner,
        c.relispartition as "isPartition", coalesce(c.reloptions, '{}') as options,
        obj_description(c.oid, 'pg_class') as comment,
        array(
            select json_build_array(
                quote_ident(a.attname),
                json_build_object('comment', col_description(c.oid, a.attnum))
            )
            from pg_catalog.pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            order by a.attnum
        ) as columns
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        and not exists (
            select from pg_catalog.pg_depend d
            where d.classid = 'pg_class'::regclass and d.objid = c.oid and c.relkind = 'S'
                and d.deptype = 'i'
        )
    order by name`;

const ROUTINES = `
    select format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as name,
        p.proowner::regrole::text as owner, obj_description(p.oid, 'pg_proc') as comment
    from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any ($1)
    order by name`;

/** Reads what is there. */
export async function readLive(client: Client, catalogue: Catalogue): Promise<Live> {
    const schemas = [Object.keys(catalogue.schemas)];
    const read = async <Row extends { name: string }>(text: string) => {
        const { rows } = await client.query<Row>(text, schemas);
        return rows.map((row) => [row.name, row] as const);
    };
    type Row = Omit<LiveRelation, "columns"> & {
        name: string;
        columns: [string, { comment: string | null }][];
    };
    const relations = await read<Row>(RELATIONS);
    return {
        schemas: new Map(await read<LiveObject & { name: string }>(SCHEMAS)),
        relations: new Map(
            relations.map(([name, row]) => [name, { ...row, columns: new Map(row.columns) }]),
        ),
        routines: new Map(await read<LiveObject & { name: string }>(ROUTINES)),
    };
}
