import type { Failure, Props } from "../../provider/provider";
import { hasUnknown } from "../../provider/unknown";
import { broken, isGiven, isOther, objectOf, objectsOf } from "../shared/rules";
import { keyOf, needsRecreation } from "./indexes";

/**
 * Changes in place that come to nothing. AWS refuses some when half of the others are done; of most
 * the real provider says that there is no change at all, and the table stays as it was.
 */
export function changeFailures(before: Props, after: Props): Failure[] {
    return [
        ...lastIndexFailures(before, after),
        ...typeFailures(before, after),
        ...ttlFailures(objectOf(before.ttl), objectOf(after.ttl)),
        ...streamFailures(before, after),
        ...silentFailures(before, after),
        ...ceilingFailures(before, after),
    ];
}

/** hashicorp/terraform-provider-aws#47490 */
function lastIndexFailures(before: Props, after: Props): Failure[] {
    const [old, now] = [before, after].map((inputs) => objectsOf(inputs.globalSecondaryIndexes));
    return broken([
        old !== undefined && old.length > 0 && now?.length === 0,
        "globalSecondaryIndexes",
        "the provider does not delete the last index of a table: it reports no change and leaves it " +
            "(hashicorp/terraform-provider-aws#47490); delete it with `aws dynamodb update-table` and " +
            "run `pulumi refresh`, then take it out of the program",
    ]);
}

function typeFailures(before: Props, after: Props): Failure[] {
    const types = new Map(objectsOf(before.attributes).map(({ name, type }) => [name, type]));
    const old = objectsOf(before.globalSecondaryIndexes);
    const staying = objectsOf(after.globalSecondaryIndexes).filter((index) =>
        old.some((other) => other.name === index.name && !needsRecreation(other, index)),
    );
    const fixed = new Set<unknown>([
        ...[after.hashKey, after.rangeKey],
        ...objectsOf(after.localSecondaryIndexes).map(({ rangeKey }) => rangeKey),
        ...staying.flatMap(keyOf).map(({ attributeName }) => attributeName),
    ]);
    return objectsOf(after.attributes).flatMap(({ name, type }, i) =>
        broken([
            types.has(name) && isOther(type, types.get(name)) && fixed.has(name),
            `attributes[${i}].type`,
            `the type of ${String(name)}, a key, cannot change from ${String(types.get(name))} to ` +
                `${String(type)}: the provider drops such a change without a word`,
        ]),
    );
}

function ttlFailures(before: Props | undefined, after: Props | undefined): Failure[] {
    if (before?.enabled !== true || hasUnknown([before, after])) {
        return [];
    }
    const name = String(before.attributeName);
    const isOff = after !== undefined && after.enabled !== true;
    return broken(
        [
            after === undefined,
            "ttl",
            "taking it away leaves it on, which the provider does not tell; switch it off by " +
                `{ enabled: false, attributeName: "${name}" }`,
        ],
        [
            isOff && after.attributeName !== name,
            "ttl.attributeName",
            `must be "${name}" to switch it off`,
        ],
        [
            after?.enabled === true && after.attributeName !== name,
            "ttl.attributeName",
            `TimeToLive is active on a different AttributeName: current AttributeName is ${name}. ` +
                "Switch it off first; an hour later it can be switched on for another attribute",
        ],
    );
}

/** The provider changes the stream before it takes replicas away. */
function streamFailures(before: Props, after: Props): Failure[] {
    const isReplicated = objectsOf(before.replicas).some(
        ({ consistencyMode }) => consistencyMode !== "STRONG",
    );
    return broken([
        isReplicated && before.streamEnabled === true && isOther(after.streamEnabled, true),
        "streamEnabled",
        "Disabling Stream is not allowed for a Global Table replica; keep it in the update that takes " +
            "the last replica away",
    ]);
}

/** What is left as it is when the program says nothing of it. */
function silentFailures(before: Props, after: Props): Failure[] {
    return ["pointInTimeRecovery", "serverSideEncryption"].flatMap((name) =>
        broken([
            objectOf(before[name])?.enabled === true && !isGiven(after, name),
            name,
            "taking it away leaves it on, which the provider does not tell; say { enabled: false }",
        ]),
    );
}

function ceilingFailures(before: Props, after: Props): Failure[] {
    if (after.billingMode !== "PAY_PER_REQUEST") {
        return [];
    }
    const now = objectsOf(after.globalSecondaryIndexes);
    const pairs = [
        { path: "", old: before, holder: after as Props | undefined },
        ...objectsOf(before.globalSecondaryIndexes).map((old) => {
            const i = now.findIndex(({ name }) => name === old.name);
            return { path: `globalSecondaryIndexes[${i}].`, old, holder: now[i] };
        }),
    ];
    return pairs.flatMap(({ path, old, holder }) =>
        ["maxReadRequestUnits", "maxWriteRequestUnits"].flatMap((name) =>
            broken([
                holder !== undefined &&
                    Number(objectOf(old.onDemandThroughput)?.[name]) > 0 &&
                    objectOf(holder.onDemandThroughput)?.[name] === undefined,
                `${path}onDemandThroughput.${name}`,
                "taking it away leaves it or fails; remove the limit by -1",
            ]),
        ),
    );
}
