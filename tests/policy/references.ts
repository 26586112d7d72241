import { type Props, type Sample, unknown } from "./support";

/** What AWS gives a resource when it makes it. */
const GIVEN = ["id", "arn", "defaultNetworkAclId", "defaultRouteTableId"];
/** What a resource is referred to by besides, by the end of its type. */
const NAMED: Readonly<Record<string, string>> = {
    Bucket: "bucket",
    Cluster: "clusterIdentifier",
    Instance: "identifier",
};
/** Types that have another resource's ARN in a property that is called like that. */
const REFERRING = /(Target|Policy|DefaultNetworkAcl|DefaultRouteTable)$/;
/** ARNs and ids that AWS makes up; what belongs to AWS itself is known to all. */
const MADE =
    /^(arn:aws[\w-]*:(?!iam::aws:)|(vpc|subnet|sg|rtb|acl|igw|nat|eipalloc|eni|vpce|pl)-\w)/;

/** Whose id, ARN or name each value is. */
function ownersOf(stack: readonly Sample[]): ReadonlyMap<string, Sample> {
    const owners = new Map<string, Sample>();
    for (const sample of stack.filter(
        ({ type }) => type.startsWith("aws") && !REFERRING.test(type),
    )) {
        const own = NAMED[sample.type.split(":").at(-1) ?? ""];
        for (const property of [...GIVEN, "name", ...(own === undefined ? [] : [own])]) {
            const value = sample.props[property];
            if (typeof value === "string" && !owners.has(value)) {
                owners.set(value, sample);
            }
        }
    }
    return owners;
}

/**
 * The stack as a first preview has it: ids and ARNs are not known, nor is what refers to another
 * resource, but the engine tells what each property was made from.
 */
export function beforeItIsMade(stack: readonly Sample[]): Sample[] {
    const owners = ownersOf(stack);
    return stack.map((sample) => {
        const madeFrom: Record<string, readonly string[]> = { ...sample.madeFrom };
        const props: Record<string, unknown> = {};
        for (const [property, value] of Object.entries(sample.props)) {
            const origins = new Set<string>();
            props[property] = mapStrings(value, (text) => {
                const owner = owners.get(text) ?? owners.get(arnIn(text));
                if (owner !== undefined && owner !== sample) {
                    origins.add(owner.name);
                    return unknown;
                }
                return MADE.test(text) || GIVEN.includes(property) ? unknown : text;
            });
            if (origins.size > 0) {
                madeFrom[property] = [...origins];
            }
        }
        return { ...sample, props, madeFrom };
    });
}

/** So many copies of a stack in one, each with names, ids and ARNs of its own. */
export function copiesOf(stack: readonly Sample[], count: number): Sample[] {
    const owners = ownersOf(stack);
    return Array.from({ length: count }, (_, copy) =>
        stack.map((sample) => ({
            ...sample,
            name: `${sample.name}-${copy}`,
            props: mapStrings(sample.props, (text) =>
                owners.has(text)
                    ? `${text}-${copy}`
                    : text.replace(arnIn(text), (arn) => (arn === "" ? "" : `${arn}-${copy}`)),
            ) as Props,
            ...(sample.parent !== undefined && { parent: `${sample.parent}-${copy}` }),
            ...(sample.madeFrom && {
                madeFrom: Object.fromEntries(
                    Object.entries(sample.madeFrom).map(([property, names]) => [
                        property,
                        names.map((name) => `${name}-${copy}`),
                    ]),
                ),
            }),
        })),
    ).flat();
}

/** The ARN of the queue that a redrive policy names, which is a reference in a document. */
function arnIn(text: string): string {
    return /"deadLetterTargetArn":"([^"]+)"/.exec(text)?.[1] ?? "";
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
    if (typeof value === "string") {
        return change(value);
    }
    if (Array.isArray(value)) {
        return value.map((element) => mapStrings(element, change));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(
            Object.entries(value).map(([name, part]) => [name, mapStrings(part, change)]),
        );
    }
    return value;
}
