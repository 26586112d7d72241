import type { IndexSpec, TableSpec } from "../../cloud/backends";
import type { Props } from "../../provider/provider";
import { objectsOf } from "../shared/rules";
import { keyOf } from "./indexes";

/**
 * The table as the server behind gets to know it.
 *
 * @param attributes of `inputs`, and of what it was before: those that no key names any more are
 * left out
 * @param globalIndexes those that it has at this moment
 */
export function specOf(
    inputs: Props,
    attributes = objectsOf(inputs.attributes),
    globalIndexes = objectsOf(inputs.globalSecondaryIndexes),
): TableSpec {
    const { name, hashKey, rangeKey } = inputs as Pick<TableSpec, "name" | "hashKey" | "rangeKey">;
    const localSecondaryIndexes = objectsOf(inputs.localSecondaryIndexes).map((index) =>
        indexSpec({ ...index, hashKey }),
    );
    const globalSecondaryIndexes = globalIndexes.map(indexSpec);
    const used = new Set(
        [{ hashKey, rangeKey }, ...localSecondaryIndexes, ...globalSecondaryIndexes].flatMap(
            (holder) => [holder.hashKey, holder.rangeKey],
        ),
    );
    return {
        name,
        attributes: [
            ...new Map(attributes.map((attribute) => [attribute.name, attribute])).values(),
        ]
            .filter((attribute) => used.has(attribute.name as string))
            .map(({ name, type }) => ({ name, type })) as TableSpec["attributes"],
        hashKey,
        ...(rangeKey === undefined ? {} : { rangeKey }),
        localSecondaryIndexes,
        globalSecondaryIndexes,
    };
}

function indexSpec(index: Props): IndexSpec {
    const [hash, range] = keyOf(index);
    const { name, projectionType, nonKeyAttributes } = index as unknown as IndexSpec;
    return {
        name,
        hashKey: hash?.attributeName ?? "",
        ...(range === undefined ? {} : { rangeKey: range.attributeName }),
        projectionType,
        ...(nonKeyAttributes === undefined ? {} : { nonKeyAttributes }),
    };
}
