import { logicalName, type Resource } from "../resource";

/** Properties of a resource, or of a block in it, as the engine keeps them. */
export type Values = Readonly<Record<string, unknown>>;

/** The resources of one type, found without looking at the others. */
export type ByType = (...types: readonly string[]) => readonly Resource[];

export function indexByType(resources: readonly Resource[]): ByType {
    const index = new Map<string, Resource[]>();
    for (const resource of resources) {
        addTo(index, resource.type, resource);
    }
    return (...types) => types.flatMap((type) => index.get(type) ?? []);
}

/** What is known of a resource: what AWS answered, and where it said nothing, what was asked for. */
export function valuesOf({ inputs, outputs }: Resource): Values {
    return { ...inputs, ...outputs };
}

/** A text that is not empty: AWS and the provider write the empty one for "none". */
export function text(values: Values, key: string): string | undefined {
    const value = values[key];
    return typeof value === "string" && value !== "" ? value : undefined;
}

export function texts(values: Values, key: string): string[] {
    const value = values[key];
    const isText = (one: unknown): one is string => typeof one === "string" && one !== "";
    return Array.isArray(value) ? value.filter(isText) : [];
}

/** The blocks in a list, such as the inline rules of a security group. */
export function blocks(values: Values, key: string): Values[] {
    const value = values[key];
    return Array.isArray(value) ? (value as Values[]) : [];
}

export function idOf(resource: Resource): string {
    return resource.id ?? "";
}

/** How a person finds it in the program and in AWS: `pii-dev-app (sg-0a1)`. */
export function label(resource: Resource): string {
    return `${logicalName(resource)} (${idOf(resource)})`;
}

/** Puts `values` to those that the map holds for the key already. */
export function addTo<Value>(map: Map<string, Value[]>, key: string, ...values: Value[]): void {
    const there = map.get(key);
    if (there === undefined) {
        map.set(key, values);
    } else {
        there.push(...values);
    }
}
