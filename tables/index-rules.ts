import { attributeOf } from "./derived";
import { keyRules } from "./key-rules";
import type { Rule } from "./spec-mistake";
import type { IndexSpec, KeySpec, LocalIndexSpec, Projection, TableSpec } from "./table-spec";

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MOST = { global: 20, local: 5, projectedByOne: 20, projectedByAll: 100 };

/** What must be of a table's indexes, by paths within the spec. */
export function indexRules(spec: TableSpec): Rule[] {
    const globals = Object.entries(spec.indexes ?? {});
    const locals = Object.entries(spec.localIndexes ?? {});
    const projected = [...globals, ...locals]
        .map(([, { projection }]) => (typeof projection === "string" ? 0 : projection.length))
        .reduce((sum, count) => sum + count, 0);
    return [
        ...globals.flatMap(([name, index]) => globalRules(spec, name, index)),
        ...locals.flatMap(([name, index]) => localRules(spec, name, index)),
        [
            globals.length > MOST.global,
            "indexes",
            `${globals.length} indexes`,
            `must be at most ${MOST.global}, AWS's quota`,
        ],
        [
            locals.length > MOST.local,
            "localIndexes",
            `${locals.length} indexes`,
            `must be at most ${MOST.local}, which is all that AWS takes`,
        ],
        [
            locals.length > 0 && spec.key.range === undefined,
            "localIndexes",
            locals.map(([name]) => name).join(", "),
            "must be absent where the table's key has no range, or give it one",
        ],
        [
            projected > MOST.projectedByAll,
            "indexes",
            `${projected} attributes in lists of projections`,
            `must be at most ${MOST.projectedByAll} in all indexes together, counted in each`,
        ],
    ];
}

function globalRules(spec: TableSpec, name: string, index: IndexSpec): Rule[] {
    const where = `indexes.${name}`;
    return [
        ...nameRules(where, name),
        ...keyRules(spec, `${where}.hash`, index.hash),
        ...keyRules(spec, `${where}.range`, index.range),
        [
            index.range === index.hash,
            `${where}.range`,
            index.range,
            "must be another attribute than hash",
        ],
        ...projectionRules(spec, where, index, index.projection),
    ];
}

function localRules(spec: TableSpec, name: string, index: LocalIndexSpec): Rule[] {
    const where = `localIndexes.${name}`;
    return [
        ...nameRules(where, name),
        [
            Object.hasOwn(spec.indexes ?? {}, name),
            where,
            name,
            "must have another name than a global index",
        ],
        ...keyRules(spec, `${where}.range`, index.range),
        [
            index.range === spec.key.hash || index.range === spec.key.range,
            `${where}.range`,
            index.range,
            "must be another attribute than those of the table's key",
        ],
        ...projectionRules(
            spec,
            where,
            { hash: spec.key.hash, range: index.range },
            index.projection,
        ),
    ];
}

function nameRules(where: string, name: string): Rule[] {
    return [
        [
            !/^[\w.-]{3,255}$/.test(name),
            where,
            name,
            "must have a name of 3 to 255 of a-z, A-Z, 0-9, _, . and -",
        ],
    ];
}

function projectionRules(
    spec: TableSpec,
    of: string,
    index: KeySpec,
    projection: Projection,
): Rule[] {
    if (typeof projection === "string") {
        return [];
    }
    const where = `${of}.projection`;
    const keys = [spec.key.hash, spec.key.range, index.hash, index.range];
    return [
        [
            projection.length === 0,
            where,
            projection,
            'must name attributes; "KEYS_ONLY" is for none',
        ],
        [
            projection.length > MOST.projectedByOne,
            where,
            `${projection.length} attributes`,
            `must be at most ${MOST.projectedByOne}; "ALL" is for all of them`,
        ],
        ...projection.flatMap((name, position): Rule[] => [
            [
                attributeOf(spec, name) === undefined,
                `${where}[${position}]`,
                name,
                "must be an attribute of the table",
            ],
            [
                keys.includes(name),
                `${where}[${position}]`,
                name,
                "must be left out: every index has its own keys and the table's",
            ],
            [
                projection.indexOf(name) < position,
                `${where}[${position}]`,
                name,
                "must stand there once",
            ],
        ]),
    ];
}
