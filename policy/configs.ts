import type { Rule, Settings, Values } from "./rule";

/**
 * The policy config, as far as rules have been given it. The SDK tells a rule its own alone, and
 * only when it calls the rule; what it hands out then keeps telling what is configured.
 */
export class Configs {
    /** All rules of the pack. */
    rules: readonly Rule[] = [];
    readonly #of = new Map<string, () => object>();
    readonly #on = new Set<string>();

    /** Notes that a rule is called, and how to ask for its config from now on. */
    note({ name }: Rule, getConfig: () => object): void {
        if (!this.#of.has(name)) {
            this.#of.set(name, getConfig);
        }
        this.#on.add(name);
    }

    /** Notes that a rule is asked whether it is to be called, which no disabled rule is. */
    noteOn({ name }: Rule): void {
        this.#on.add(name);
    }

    /** True when it is known by now that a rule is not disabled. */
    isOn(rule: string): boolean {
        return this.#on.has(rule);
    }

    /** True once a rule has been called, so that its config is known. */
    has(rule: string): boolean {
        return this.#of.has(rule);
    }

    /** What is configured for a rule, as far as it has been called. */
    of(rule: string): Readonly<Record<string, unknown>> {
        return { ...this.#of.get(rule)?.() };
    }

    /** The parameters of a rule: what is configured, and the defaults of the rest. */
    values({ name, settings = {} }: Rule): Values<Settings> {
        const defaults = Object.entries(settings).map(
            ([parameter, setting]) => [parameter, setting.default] as const,
        );
        return { ...Object.fromEntries(defaults), ...this.of(name) } as Values<Settings>;
    }
}

/** The engine starts one process per run, so the config belongs to the process. */
export const configs = new Configs();
