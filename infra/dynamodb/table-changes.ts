import { storedType } from "../../tables/derived";
import type { Projection, TableSpec } from "../../tables/table-spec";
import type { Mistake } from "../mistake";
import type { PresentTable } from "./present-table";
import type { TableSettings } from "./table-inputs";

const ANOTHER_TABLE =
    "a table keeps it for life; make another table, copy the items, then take this one away";

const ANOTHER_TYPE =
    "it is, or was, a key, and items have it so; give what is of another type another name";

const ANOTHER_TTL =
    "one attribute at a time; take ttl out, and an hour after that update give it the other one";

const REPLICAS_LATER =
    "must be onDemand in the update that makes a table with replicas, which need the autoscaling of one that is there; give it this capacity after that";

const protectedAdvice = (regions: readonly string[], name: string) =>
    `must keep ${regions.join(", ")}, where the replica is protected against deletion; end that there alone, by \`aws dynamodb update-table --region ${regions.join("|")} --table-name ${name} --no-deletion-protection-enabled\` (docs/dynamodb.md, Replicas)`;

/** https://github.com/hashicorp/terraform-provider-aws/issues/47490 */
const LAST_INDEX =
    "must keep one index: the provider leaves the last one in AWS, and says nothing; delete it by `aws dynamodb update-table`, run `pulumi refresh`, and then take it out here";

const ANOTHER_INDEX =
    "it would be gone until it is built anew; add an index under another name, let its readers change over, then take this one away";

/**
 * What of a spec its table cannot become. Another key or local index would replace the table by an
 * empty one; another key or projection of a global index would take that away until it is built; and
 * some things the provider does not do, or not at once.
 * @param present the table as it is; `undefined` where it is still to be made
 */
export function changeMistakes(
    present: PresentTable | undefined,
    spec: TableSpec,
    { replicas }: Pick<TableSettings, "replicas">,
): Mistake[] {
    if (present === undefined) {
        return replicas !== undefined && spec.capacity?.mode === "provisioned"
            ? [{ where: "capacity.mode", got: "provisioned", advice: REPLICAS_LATER }]
            : [];
    }
    const { globalSecondaryIndexes: globals, localSecondaryIndexes: locals } = present;
    const { protectedReplicas } = present;
    const indexes = Object.entries(spec.indexes ?? {});
    return [
        ...typeMistakes(present, spec),
        ...compared("key", words(keysOf(present)), words(spec.key), ANOTHER_TABLE),
        ...compared(
            "localIndexes",
            listed(
                locals.map((index) => [index.name, words({ ...keysOf(index), ...heldBy(index) })]),
            ),
            listed(
                Object.entries(spec.localIndexes ?? {}).map(([name, index]) => [
                    name,
                    words(index),
                ]),
            ),
            ANOTHER_TABLE,
        ),
        ...(protectedReplicas.length > 0
            ? [
                  {
                      where: "replicaRegions",
                      got: Object.keys(replicas?.keyArns ?? {}),
                      advice: protectedAdvice(protectedReplicas, present.name),
                  },
              ]
            : []),
        ...(indexes.length === 0 && globals.length > 0
            ? [{ where: "indexes", got: {}, advice: LAST_INDEX }]
            : []),
        ...(spec.ttl !== undefined && present.ttl.enabled
            ? compared("ttl", present.ttl.attributeName, spec.ttl, ANOTHER_TTL)
            : []),
        ...indexes.flatMap(([name, index]) => {
            const is = globals.find((other) => other.name === name);
            return is === undefined
                ? []
                : compared(
                      `indexes.${name}`,
                      words({ ...keysOf(is), ...heldBy(is) }),
                      words(index),
                      ANOTHER_INDEX,
                  );
        }),
    ];
}

/** The provider drops a change of a key's type without a word. */
function typeMistakes(present: PresentTable, spec: TableSpec): Mistake[] {
    return present.attributes.flatMap(({ name, type }) => {
        const attribute = spec.attributes[name];
        return attribute === undefined
            ? []
            : compared(`attributes.${name}.type`, type, storedType(attribute), ANOTHER_TYPE);
    });
}

function compared(where: string, is: string, got: string, advice: string): Mistake[] {
    return is === got ? [] : [{ where, got, advice: `must stay "${is}": ${advice}` }];
}

function keysOf(has: { readonly hashKey?: string; readonly rangeKey: string }) {
    return { hash: has.hashKey, range: has.rangeKey };
}

function heldBy(index: {
    readonly projectionType: string;
    readonly nonKeyAttributes: readonly string[];
}) {
    const { projectionType: type, nonKeyAttributes } = index;
    return { projection: type === "INCLUDE" ? nonKeyAttributes : (type as Projection) };
}

/** As one text, in which equal ones are the same. AWS tells of a missing key as an empty one. */
function words(of: {
    readonly hash?: string | undefined;
    readonly range?: string | undefined;
    readonly projection?: Projection;
}): string {
    const { projection } = of;
    return Object.entries({
        hash: of.hash,
        range: of.range,
        projection: typeof projection === "object" ? [...projection].sort().join("+") : projection,
    })
        .filter(([, value]) => value !== undefined && value !== "")
        .map(([what, value]) => `${what} ${value ?? ""}`)
        .join(", ");
}

function listed(indexes: [name: string, words: string][]): string {
    return indexes
        .map(([name, text]) => `${name}: ${text}`)
        .sort()
        .join("; ");
}
