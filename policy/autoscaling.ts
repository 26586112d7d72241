import type { PolicyResource } from "@pulumi/policy";
import { UNKNOWN } from "./inspect";
import type { Stack, StackResource } from "./resource";

/** What a stack scales by its load. */
export class Autoscaled {
    readonly #ids = new Set<unknown>();
    readonly #origins = new Set<PolicyResource>();

    constructor(stack: Stack) {
        for (const target of stack.of("aws:appautoscaling/target:Target")) {
            const id = target.read("resourceId");
            this.#ids.add(id);
            if (id === UNKNOWN) {
                const origins = target.node.propertyDependencies.resourceId ?? [];
                origins.forEach((origin) => this.#origins.add(origin));
            }
        }
    }

    /** True when it scales what has this id in Application Auto Scaling, such as `table/consents`. */
    has(resource: StackResource, id: string): boolean {
        return this.#ids.has(id) || this.#origins.has(resource.node);
    }
}
