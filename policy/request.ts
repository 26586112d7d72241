import type { PolicyResource } from "@pulumi/policy";
import { configs } from "./configs";
import { type Finding, judge } from "./judgement";
import { Stack } from "./resource";
import type { Rule } from "./rule";
import { undecidedLooks } from "./undecided";

/**
 * What is known of the request that the SDK is answering: one resource before it is made, or all at
 * the end. The SDK asks one rule after the other whether it can be called, and unpacks everything
 * anew for each that it calls. What the first one gets is kept here for the others, so that only
 * those need to be called that have something to tell.
 *
 * A request is over at the end of a turn of the event loop, because no rule ever waits. Whatever is
 * not known for certain, such as with two requests in one turn, leads to more calls, not to fewer.
 */
export class Request {
    #state: "none" | "alone" | "mixed" = "none";
    #type: string | undefined;
    #stack: Stack | undefined;
    readonly #findings = new Map<string, readonly Finding[]>();

    /** The SDK comes to the first rule. */
    begin(): void {
        const isFirst = this.#type === undefined && this.#stack === undefined;
        if (this.#state === "none") {
            setImmediate(() => {
                this.#forget("none");
            });
        }
        this.#forget(isFirst && this.#state !== "mixed" ? "alone" : "mixed");
    }

    /** A rule is called with a resource of this type. */
    noteType(type: string): void {
        if (this.#state === "alone") {
            this.#type = type;
        }
    }

    /** True unless it is certain that the request is about a resource that is none of the rule's. */
    mayConcern(rule: Rule): boolean {
        return (
            this.#type === undefined ||
            rule.types?.includes(this.#type) !== false ||
            // With the first call comes the config, which the rule may need at the end.
            (rule.settings !== undefined && !configs.has(rule.name))
        );
    }

    /** True unless it is certain that `rule`, which is not disabled, has nothing to tell at the end. */
    mayTell(rule: Rule): boolean {
        // The SDK asks several times before it calls, and must get the same answer.
        const findings = this.#findings.get(rule.name);
        if (findings !== undefined) {
            return findings.length > 0;
        }
        if (rule.checkStack === undefined && undecidedLooks.of(rule.name).size === 0) {
            return false;
        }
        const knowsConfig = rule.settings === undefined || configs.has(rule.name);
        return (
            this.#stack === undefined || !knowsConfig || this.#judge(rule, this.#stack).length > 0
        );
    }

    /** What `rule` has to tell at the end, of these resources. */
    findings(rule: Rule, resources: readonly PolicyResource[]): readonly Finding[] {
        if (this.#state !== "alone") {
            return look(rule, new Stack(resources));
        }
        this.#stack ??= new Stack(resources);
        return this.#judge(rule, this.#stack);
    }

    #judge(rule: Rule, stack: Stack): readonly Finding[] {
        const findings = this.#findings.get(rule.name) ?? look(rule, stack);
        this.#findings.set(rule.name, findings);
        configs.noteOn(rule);
        return findings;
    }

    #forget(state: "none" | "alone" | "mixed"): void {
        this.#state = state;
        this.#type = undefined;
        this.#stack = undefined;
        this.#findings.clear();
    }
}

function look(rule: Rule, stack: Stack): Finding[] {
    const open = [...undecidedLooks.of(rule.name).keys()].flatMap((urn) => stack.byUrn(urn) ?? []);
    const lookAtAll = () => {
        for (const resource of open) {
            rule.check?.(resource, configs.values(rule));
        }
        rule.checkStack?.(stack, configs.values(rule));
    };
    return judge(rule, lookAtAll, stack.resources, stack);
}
