import type { PolicyResource } from "@pulumi/policy";
import { UNKNOWN } from "./inspect";
import type { StackResource } from "./resource";

/** Resources by what others may name them by, so that none has to be compared with all. */
export class Targets {
    readonly #byIdentity = new Map<unknown, StackResource[]>();
    /** By themselves and the components that they are part of. */
    readonly #byOrigin = new Map<PolicyResource, StackResource[]>();
    /** Those that may go by a value that is not known yet. */
    readonly #vague = new Set<StackResource>();

    constructor(targets: readonly StackResource[], identifiers: readonly string[]) {
        for (const target of targets) {
            const identities = identifiers.flatMap((identifier) => target.values(identifier));
            for (const identity of new Set(identities)) {
                add(this.#byIdentity, identity, target);
            }
            if (identities.length === 0 || identities.includes(UNKNOWN)) {
                this.#vague.add(target);
            }
            for (const node of ancestry(target.node)) {
                add(this.#byOrigin, node, target);
            }
        }
    }

    /** Those that `property` of `source` names, or is made from where a value is not known. */
    namedBy(source: StackResource, property: string): Set<StackResource> {
        const values = source.values(property);
        const known = values.filter((value) => value !== UNKNOWN);
        const named = known.flatMap((value) => this.#byIdentity.get(value) ?? []);
        // The engine knows what a property was made from as a whole, not each part of it.
        const origins = source.node.propertyDependencies[property.split(".")[0] ?? ""] ?? [];
        const candidates =
            values.length === 0
                ? []
                : origins.flatMap((origin) => this.#byOrigin.get(origin) ?? []);
        const isVague = known.length < values.length;
        return new Set([
            ...named,
            ...candidates.filter((target) => isVague || this.#vague.has(target)),
        ]);
    }
}

/** Which resources of one kind name which of another in one property. */
export class Links {
    readonly #from = new Map<StackResource, StackResource[]>();
    readonly #to = new Map<StackResource, StackResource[]>();

    constructor(sources: readonly StackResource[], property: string, targets: Targets) {
        for (const source of sources) {
            for (const target of targets.namedBy(source, property)) {
                add(this.#from, source, target);
                add(this.#to, target, source);
            }
        }
    }

    /** The resources that `source` names. */
    from(source: StackResource): readonly StackResource[] {
        return this.#from.get(source) ?? [];
    }

    /** The resources that name `target`. */
    to(target: StackResource): readonly StackResource[] {
        return this.#to.get(target) ?? [];
    }
}

/** Adds to the list that is under `key`, the first time to a new one. */
export function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
    const list = lists.get(key);
    if (list === undefined) {
        lists.set(key, [value]);
    } else {
        list.push(value);
    }
}

/** The resource itself and the components it is part of; the stack is no component. */
function ancestry(node: PolicyResource): PolicyResource[] {
    const above = node.parent;
    return above === undefined || above.type === "pulumi:pulumi:Stack"
        ? [node]
        : [node, ...ancestry(above)];
}
