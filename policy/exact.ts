import type { PolicyResource } from "@pulumi/policy";
import { UNKNOWN } from "./inspect";
import type { StackResource } from "./resource";

/**
 * Resources of EC2 by what names them, without guessing: where values are not known yet, only if each
 * of them was made from one resource. `Stack.links` also takes all parts of a component, such as all
 * subnets of a VPC, of which some are public and some are not.
 */
export class Exact {
    readonly #byNode: ReadonlyMap<PolicyResource, StackResource>;
    readonly #byId: ReadonlyMap<string, StackResource>;

    constructor(targets: readonly StackResource[]) {
        this.#byNode = new Map(targets.map((target) => [target.node, target]));
        // The engine tells the outputs, of which the id is none; the ARN ends with it.
        this.#byId = new Map(
            targets.flatMap((target) => {
                const arn = target.read("arn");
                return typeof arn === "string" ? [[arn.split("/").at(-1) ?? "", target]] : [];
            }),
        );
    }

    /** Those that `property` of `source` names, one id or a list; others may be named beside them. */
    namedBy(source: StackResource, property: string): StackResource[] {
        const values = source.values(property);
        if (values.includes(UNKNOWN)) {
            const origins = source.node.propertyDependencies[property] ?? [];
            const targets = origins.flatMap((origin) => this.#byNode.get(origin) ?? []);
            return targets.length === values.length ? targets : [];
        }
        return values.flatMap((value) => this.#byId.get(String(value)) ?? []);
    }
}
