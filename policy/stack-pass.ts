import type { PolicyResource } from "@pulumi/policy";
import { configs } from "./configs";
import { type Finding, judge } from "./judgement";
import { Stack } from "./resource";
import type { Rule } from "./rule";
import { undecidedLooks } from "./undecided";

/**
 * The end of a preview or an update: one request, in which the SDK calls the rules one by one and
 * unpacks all resources again for each that it calls. The resources that the first one brings are
 * kept for all others, so that these need to be called only if they have something to tell.
 */
export class StackPass {
    #stack: Stack | undefined;
    readonly #findings = new Map<string, readonly Finding[]>();

    /** Keeps the resources, unless this request has brought them already. */
    begin(resources: readonly PolicyResource[]): void {
        if (this.#stack !== undefined) {
            return;
        }
        this.#stack = new Stack(resources);
        // The SDK goes through the rules in one turn of the event loop: the next is another request.
        setImmediate(() => {
            this.#stack = undefined;
            this.#findings.clear();
        });
    }

    /** True unless `rule`, which is not disabled, is known to have nothing to tell. */
    hasToCall(rule: Rule): boolean {
        const knowsAll = rule.settings === undefined || configs.has(rule.name);
        return this.#stack === undefined || !knowsAll || this.findings(rule).length > 0;
    }

    /** What there is to tell of the resources that {@link begin} has got. */
    findings(rule: Rule): readonly Finding[] {
        const stack = this.#stack;
        let findings = this.#findings.get(rule.name);
        if (stack !== undefined && findings === undefined) {
            configs.noteOn(rule);
            findings = look(rule, stack);
            this.#findings.set(rule.name, findings);
        }
        return findings ?? [];
    }
}

function look(rule: Rule, stack: Stack): Finding[] {
    const open = [...undecidedLooks.of(rule.name).keys()].flatMap((urn) => stack.byUrn(urn) ?? []);
    if (rule.checkStack === undefined && open.length === 0) {
        return [];
    }
    const values = configs.values(rule);
    const lookAtAll = () => {
        for (const resource of open) {
            rule.check?.(resource, values);
        }
        rule.checkStack?.(stack, values);
    };
    return judge(rule, lookAtAll, stack.resources, stack);
}
