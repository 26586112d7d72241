import type { Props } from "../../provider/provider";
import { objectsOf } from "../shared/rules";

const CAPACITIES = ["readCapacity", "writeCapacity"] as const;

/**
 * The inputs of a table as AWS has them after a change. The real provider sends what the change is
 * about and nothing else, so that capacity stays where the autoscaler has moved it.
 *
 * @param there the inputs as AWS had them
 */
export function withMovedCapacity(there: Props, before: Props, after: Props): Props {
    const [indexesThere, indexesBefore] = [there, before].map((inputs) =>
        objectsOf(inputs.globalSecondaryIndexes),
    );
    const same = (all: readonly Props[] | undefined, name: unknown) =>
        all?.find((other) => other.name === name) ?? {};
    return {
        ...held(there, before, after),
        ...(after.globalSecondaryIndexes !== undefined && {
            globalSecondaryIndexes: objectsOf(after.globalSecondaryIndexes).map((index) =>
                held(same(indexesThere, index.name), same(indexesBefore, index.name), index),
            ),
        }),
    };
}

function held(there: Props, before: Props, after: Props): Props {
    const left = CAPACITIES.filter(
        (name) => after[name] === before[name] && there[name] !== undefined,
    );
    return { ...after, ...Object.fromEntries(left.map((name) => [name, there[name]])) };
}
