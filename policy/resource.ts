import type { PolicyProviderResource, PolicyResource, PolicyResourceOptions } from "@pulumi/policy";
import { Inspected } from "./inspect";
import { Links, Targets, add } from "./links";

/** What the engine tells of a resource, both before it is made and at the end. */
interface Described {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly opts: PolicyResourceOptions;
    readonly provider?: PolicyProviderResource;
}

/** One resource under a rule: its properties, identity and options. */
export class Resource extends Inspected {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    readonly options: PolicyResourceOptions;
    /** Settings of the provider that makes it; empty when the engine tells none. */
    readonly provider: Inspected;

    constructor(described: Described) {
        super(described.props);
        this.type = described.type;
        this.name = described.name;
        this.urn = described.urn;
        this.options = described.opts;
        this.provider = new Inspected(described.provider?.props, this.verdict, "provider");
    }

    /** Name of the stack it belongs to. */
    get stack(): string {
        return this.urn.split(":")[2] ?? "";
    }
}

/** A resource of a finished preview or update, with outputs and with what it was made from. */
export class StackResource extends Resource {
    constructor(readonly node: PolicyResource) {
        super(node);
    }
}

/** All resources of a stack, at the end of a preview or an update. */
export class Stack {
    readonly resources: readonly StackResource[];
    /** Violations of the stack as a whole. */
    readonly violations: string[] = [];
    readonly #byType = new Map<string, StackResource[]>();
    readonly #byUrn: ReadonlyMap<string, StackResource>;
    readonly #targets = new Map<string, Targets>();

    constructor(nodes: readonly PolicyResource[]) {
        this.resources = nodes.map((node) => new StackResource(node));
        this.#byUrn = new Map(this.resources.map((resource) => [resource.urn, resource]));
        for (const resource of this.resources) {
            add(this.#byType, resource.type, resource);
        }
    }

    /** Notes a violation of the stack as a whole; one of a resource is noted there. */
    fail(message: string): void {
        this.violations.push(message);
    }

    /** The resource of this URN, if the stack has it. */
    byUrn(urn: string): StackResource | undefined {
        return this.#byUrn.get(urn);
    }

    /** The resources of these types. */
    of(...types: readonly string[]): StackResource[] {
        return types.flatMap((type) => this.#byType.get(type) ?? []);
    }

    /**
     * Which resources of `fromTypes` name which of `toTypes`: the value of `property`, or one of its
     * values, is one of the target's `identifiers`. Where either is not known yet, a resource names
     * what the property was made from: the target, or a component that the target is part of.
     *
     * `stack.links(["aws:ec2/flowLog:FlowLog"], "vpcId", ["aws:ec2/vpc:Vpc"], ["id"]).to(vpc)` are
     * the flow logs of a VPC. Takes time in proportion to the resources, not to their square.
     */
    links(
        fromTypes: readonly string[],
        property: string,
        toTypes: readonly string[],
        identifiers: readonly string[],
    ): Links {
        const key = JSON.stringify([toTypes, identifiers]);
        const targets = this.#targets.get(key) ?? new Targets(this.of(...toTypes), identifiers);
        this.#targets.set(key, targets);
        return new Links(this.of(...fromTypes), property, targets);
    }
}
