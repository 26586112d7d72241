import { MASKS } from "./masks";
import { GROUP_ROLES, type GroupRole } from "./roles";
import { type Catalogue, type Column, LEVELS, namesOf, type Relation, type Rights } from "./types";

/** The relations of the catalogue, and their masked views as relations of their own. */
export function relationsOf(catalogue: Catalogue): Map<string, Relation> {
    const all = Object.entries(catalogue.relations).flatMap(([name, relation]) => {
        const { masked } = relation;
        return masked === undefined
            ? [[name, relation] as const]
            : [[name, relation] as const, [masked.name, maskedView(relation)] as const];
    });
    return new Map(all);
}

function maskedView({ columns, masked }: Relation): Relation {
    const shown = Object.fromEntries(
        Object.entries(columns).filter(([, column]) => isShownMasked(column)),
    );
    const select = namesOf(shown);
    return {
        kind: "view",
        purpose: masked?.purpose ?? "",
        columns: shown,
        rights: Object.fromEntries(masked?.select.map((role) => [role, { select }]) ?? []),
    };
}

function isShownMasked({ level, mask }: Column): boolean {
    return level === 0 || mask !== undefined;
}

/** The query that the masked view of `relation`, which is called `name`, is. */
export function maskedQuery(name: string, { columns }: Relation): string {
    const shown = Object.entries(columns)
        .filter(([, column]) => isShownMasked(column))
        .map(([column, { mask }]) =>
            mask === undefined ? column : `${MASKS[mask].sql(column)} as ${column}`,
        );
    return `select ${shown.join(", ")} from ${name}`;
}

/** The comment on a column. `isMasked` is that of a masked view. */
export function columnComment({ level, holds, mask }: Column, isMasked: boolean): string {
    return isMasked && mask !== undefined
        ? `Level ${level}, masked: ${MASKS[mask].shows}.`
        : `${LEVELS[level]}: ${holds}`;
}

/** One right of one role; on a column, where that is named. */
export interface Right {
    readonly kind: "schema" | "table" | "routine";
    readonly object: string;
    readonly column: string | null;
    /** In lower case, such as `select`. */
    readonly privilege: string;
    readonly grantee: GroupRole;
}

/** What there is to do with columns. */
export const PRIVILEGES = ["select", "insert", "update"] as const satisfies (keyof Rights)[];

/** Every right that the catalogue gives, each once. */
export function rightsOf(catalogue: Catalogue): Right[] {
    const schemas = Object.entries(catalogue.schemas).flatMap(([object, { usage }]) =>
        usage.map((grantee): Right => ({
            kind: "schema",
            object,
            column: null,
            privilege: "usage",
            grantee,
        })),
    );
    const columns = [...relationsOf(catalogue)].flatMap(([object, { rights }]) =>
        GROUP_ROLES.flatMap((grantee) =>
            PRIVILEGES.flatMap((privilege) =>
                (rights[grantee]?.[privilege] ?? []).map((column): Right => ({
                    kind: "table",
                    object,
                    column,
                    privilege,
                    grantee,
                })),
            ),
        ),
    );
    const routines = Object.entries(catalogue.routines).flatMap(([object, { execute }]) =>
        execute.map((grantee): Right => ({
            kind: "routine",
            object,
            column: null,
            privilege: "execute",
            grantee,
        })),
    );
    return [...schemas, ...columns, ...routines];
}
