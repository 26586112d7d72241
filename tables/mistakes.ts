import { capacityMistakes } from "./capacity-mistakes";
import { attributeOf } from "./derived";
import { indexRules } from "./index-rules";
import { keyRules } from "./key-rules";
import { brokenOf, type Rule, type SpecMistake } from "./spec-mistake";
import type { AccessSpec, TableSpec } from "./table-spec";

/** Everything that is wrong with a spec, by paths within it; empty when it is right. */
export function specMistakes(spec: TableSpec): SpecMistake[] {
    const { capacity } = spec;
    return [
        ...brokenOf([
            ...nameRules(spec),
            ...attributeRules(spec),
            ...tableKeyRules(spec),
            ...indexRules(spec),
            ...ttlRules(spec),
            ...cacheRules(spec),
            ...accessRules(spec, "access.read", spec.access?.read),
            ...accessRules(spec, "access.write", spec.access?.write),
            expiryRule(spec),
        ]),
        ...(capacity === undefined
            ? []
            : capacityMistakes(capacity, Object.keys(spec.indexes ?? {})).map((mistake) => ({
                  ...mistake,
                  where: `capacity.${mistake.where}`,
              }))),
    ];
}

/** The mistakes of all specs, by paths that begin with the table's name. */
export function specsMistakes(specs: readonly TableSpec[]): SpecMistake[] {
    const names = specs.map(({ name }) => name);
    return [
        ...specs.flatMap((spec) =>
            specMistakes(spec).map((mistake) => ({
                ...mistake,
                where: `${spec.name}.${mistake.where}`,
            })),
        ),
        ...brokenOf(
            names.map((name, position) => [
                names.indexOf(name) < position,
                `${name}.name`,
                name,
                "must be the name of one table alone",
            ]),
        ),
    ];
}

function nameRules({ name, purpose }: TableSpec): Rule[] {
    return [
        [
            !/^[\w.-]{3,247}$/.test(name),
            "name",
            name,
            "must be 3 to 247 of a-z, A-Z, 0-9, _, . and -: AWS takes 255, and the physical name has 8 more",
        ],
        [purpose.trim() === "", "purpose", purpose, "must say what is in the table"],
    ];
}

function attributeRules({ attributes }: TableSpec): Rule[] {
    return Object.entries(attributes).flatMap(([name, { holds }]): Rule[] => [
        [
            name === "" || Buffer.byteLength(name) > 255,
            `attributes.${name}`,
            name,
            "must have a name of 1 to 255 bytes in UTF-8",
        ],
        [holds.trim() === "", `attributes.${name}.holds`, holds, "must say what it holds"],
    ]);
}

function tableKeyRules(spec: TableSpec): Rule[] {
    const { hash, range } = spec.key;
    const parts = [
        ["key.hash", hash],
        ["key.range", range],
    ] as const;
    return [
        ...parts.flatMap(([where, name]): Rule[] => [
            ...keyRules(spec, where, name),
            [
                name !== undefined && attributeOf(spec, name)?.optional === true,
                where,
                name,
                "must not be optional: DynamoDB refuses items without it",
            ],
        ]),
        [range === hash, "key.range", range, "must be another attribute than hash"],
    ];
}

function ttlRules(spec: TableSpec): Rule[] {
    return spec.ttl === undefined
        ? []
        : [
              [
                  !isTtl(spec, spec.ttl),
                  "ttl",
                  spec.ttl,
                  "must be an attribute of type N, and of level 0 or 1: what is encrypted tells DynamoDB no time",
              ],
          ];
}

function isTtl(spec: TableSpec, name: string): boolean {
    const attribute = attributeOf(spec, name);
    return attribute?.type === "N" && attribute.level < 2;
}

function cacheRules({ cache }: TableSpec): Rule[] {
    if (cache === undefined) {
        return [];
    }
    const { itemSeconds, querySeconds } = cache;
    return [
        [
            !Number.isSafeInteger(itemSeconds) || itemSeconds < 1,
            "cache.itemSeconds",
            itemSeconds,
            "must be a whole number of seconds, at least 1: DAX takes 0 for no end",
        ],
        [
            !Number.isSafeInteger(querySeconds) || querySeconds < 0,
            "cache.querySeconds",
            querySeconds,
            "must be a whole number of seconds; with 0, DAX keeps no queries",
        ],
    ];
}

/** A reader leaves out what has expired and is not deleted yet, so it has to see when. */
function expiryRule(spec: TableSpec): Rule {
    const { access, indexes, key, localIndexes, ttl = "" } = spec;
    const attributes = access?.read?.attributes ?? [];
    const keys = [key, ...Object.values(indexes ?? {})].flatMap(({ hash, range }) => [hash, range]);
    const ranges = Object.values(localIndexes ?? {}).map(({ range }) => range);
    return [
        isTtl(spec, ttl) &&
            attributes.length > 0 &&
            // Keys every reader sees.
            ![...attributes, ...keys, ...ranges].includes(ttl),
        "access.read.attributes",
        attributes,
        `must name ${ttl}, the TTL: what has expired is there for days more, and readers leave it out by that`,
    ];
}

function accessRules(spec: TableSpec, where: string, access: AccessSpec | undefined): Rule[] {
    const { attributes, ownItemsByTag: tag } = access ?? {};
    return [
        [
            attributes?.length === 0,
            `${where}.attributes`,
            attributes,
            "must name attributes; leave it out for all of them",
        ],
        ...(attributes ?? []).flatMap((name, position): Rule[] => [
            [
                attributeOf(spec, name) === undefined,
                `${where}.attributes[${position}]`,
                name,
                "must be an attribute of the table",
            ],
            [
                (attributes ?? []).indexOf(name) < position,
                `${where}.attributes[${position}]`,
                name,
                "must stand there once",
            ],
        ]),
        [
            tag !== undefined && !/^[\w.:/=+@-]{1,128}$/.test(tag),
            `${where}.ownItemsByTag`,
            tag,
            "must be the key of a tag: 1 to 128 of a-z, A-Z, 0-9, _, ., :, /, =, +, @ and -",
        ],
        [
            tag !== undefined && (attributeOf(spec, spec.key.hash)?.type ?? "S") !== "S",
            `${where}.ownItemsByTag`,
            tag,
            "must be absent where the partition key is no string: a tag's value is one",
        ],
    ];
}
