import { logicalName, type Resource } from "./resource";

/** What the engine writes where a value is not known before an update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Value of a resource's field, as the provider gave it back or else as the program asked for it. */
export function field({ inputs, outputs }: Resource, key: string): unknown {
    const known = [outputs[key], inputs[key]].filter(
        (value) => value !== undefined && value !== null && value !== "" && value !== UNKNOWN,
    );
    return known[0];
}

/** A field that is text; `undefined` when it is missing, empty, not known or something else. */
export function text(resource: Resource, key: string): string | undefined {
    const value = field(resource, key);
    return typeof value === "string" ? value : undefined;
}

/** The texts in a field that is a list; what else is in it is left out. */
export function texts(resource: Resource, key: string): string[] {
    const value = field(resource, key);
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The objects in a field that is a list. */
export function records(resource: Resource, key: string): Readonly<Record<string, unknown>>[] {
    const value = field(resource, key);
    return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null;
}

/** A tag of the resource's own. */
export function tag(resource: Resource, key: string): string | undefined {
    const tags = field(resource, "tags") as Readonly<Record<string, unknown>> | undefined;
    return typeof tags?.[key] === "string" ? tags[key] : undefined;
}

/** `IPv6 /64` of a range of that size: which one, AWS decides, and otherwise at each rehearsal. */
export function ipv6Size(resource: Resource): string | undefined {
    const prefix = text(resource, "ipv6CidrBlock")?.split("/")[1];
    return prefix === undefined ? undefined : `IPv6 /${prefix}`;
}

/** Every text anywhere in `value`. */
export function textsWithin(value: unknown): string[] {
    if (typeof value === "string") {
        return [value];
    }
    return typeof value === "object" && value !== null
        ? Object.values(value).flatMap(textsWithin)
        : [];
}

/** Name for people: the logical one, without what the VPC's name has in common with it. */
export function shortName(resource: Resource, vpc: Resource): string {
    const name = logicalName(resource);
    const start = `${logicalName(vpc)}-`;
    return name.startsWith(start) ? name.slice(start.length) : name;
}

/** `rds Cluster` of `aws:rds/cluster:Cluster`. */
export function kindOf({ type }: Resource): string {
    const [, service = "", name = ""] = /^[^:]*:([^/:]+)[/:](?:.*:)?(.+)$/.exec(type) ?? [];
    return `${service} ${name}`.trim();
}

/** The resources of these types, in the order of their URNs. */
export function ofType(resources: readonly Resource[], ...types: string[]): Resource[] {
    return resources
        .filter(({ type }) => types.includes(type))
        .sort((a, b) => compare(a.urn, b.urn));
}

/** Order by code units, the same on every machine. */
export function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
