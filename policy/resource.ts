import type { PolicyResource, PolicyResourceOptions } from "@pulumi/policy";
import { Inspected, UNKNOWN } from "./inspect";

/** What the engine tells of a resource, both before it is made and at the end. */
interface Described {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly opts: PolicyResourceOptions;
}

/** One resource under a rule: its properties, identity and options. */
export class Resource extends Inspected {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    readonly options: PolicyResourceOptions;

    constructor(described: Described) {
        super(described.props);
        this.type = described.type;
        this.name = described.name;
        this.urn = described.urn;
        this.options = described.opts;
    }

    /** Name of the stack it belongs to. */
    get stack(): string {
        return this.urn.split(":")[2] ?? "";
    }
}

/** A resource of a finished preview or update, with outputs and with what it was made from. */
export class StackResource extends Resource {
    readonly #node: PolicyResource;

    constructor(node: PolicyResource) {
        super(node);
        this.#node = node;
    }

    /**
     * True when `property` names `target`: its value is one of target's `identifiers`, or, where that
     * is not known, it was made from outputs of target or of a component that target is part of.
     */
    refersTo(property: string, target: StackResource, identifiers: readonly string[]): boolean {
        const value = this.read(property);
        const identities = identifiers
            .map((identifier) => target.read(identifier))
            .filter((identity) => identity !== undefined);
        if (value === undefined || (value !== UNKNOWN && identities.includes(value))) {
            return value !== undefined;
        }
        if (value !== UNKNOWN && identities.length > 0 && !identities.includes(UNKNOWN)) {
            return false;
        }
        const madeFrom = this.#node.propertyDependencies[property] ?? [];
        return ancestry(target.#node).some((node) => madeFrom.includes(node));
    }
}

/** All resources of a stack, at the end of a preview or an update. */
export class Stack {
    readonly resources: readonly StackResource[];
    /** Violations of the stack as a whole. */
    readonly violations: string[] = [];

    constructor(nodes: readonly PolicyResource[]) {
        this.resources = nodes.map((node) => new StackResource(node));
    }

    /** Notes a violation of the stack as a whole; one of a resource is noted there. */
    fail(message: string): void {
        this.violations.push(message);
    }

    /** The resources of these types. */
    of(...types: readonly string[]): StackResource[] {
        return this.resources.filter((resource) => types.includes(resource.type));
    }
}

/** The resource itself and the components it is part of; the stack is no component. */
function ancestry(node: PolicyResource): PolicyResource[] {
    const above = node.parent;
    return above === undefined || above.type === "pulumi:pulumi:Stack"
        ? [node]
        : [node, ...ancestry(above)];
}
