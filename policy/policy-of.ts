import type {
    Policy,
    ReportViolation,
    ResourceRemediation,
    ResourceValidation,
    ResourceValidationPolicy,
    StackValidation,
    StackValidationPolicy,
} from "@pulumi/policy";
import { acceptances } from "./acceptances";
import { configs } from "./configs";
import { controlsOf } from "./controls";
import { type Finding, judge } from "./judgement";
import { Resource } from "./resource";
import type { Rule } from "./rule";
import { StackPass } from "./stack-pass";

type SdkPolicy = ResourceValidationPolicy | StackValidationPolicy;

/** Rules as the SDK wants them, in the order in which it is to call them. */
export function policiesOf(rules: readonly Rule[]): SdkPolicy[] {
    const pass = new StackPass();
    configs.rules = rules;
    return rules.map((rule) => policyOf(rule, pass));
}

/**
 * A rule as the SDK wants it.
 *
 * A rule whose `check` met an unknown value also looks at the finished stack, under its own name and
 * level: whatever is known by then is judged as strictly as if it had been known from the start.
 */
function policyOf(rule: Rule, pass: StackPass): SdkPolicy {
    const metadata: Policy = {
        name: rule.name,
        description: rule.description,
        enforcementLevel: rule.level ?? "mandatory",
        severity: rule.severity,
        remediationSteps: rule.remediation,
        ...(rule.source !== undefined && { url: rule.source }),
        tags: controlsOf(rule.frameworks),
        ...(rule.settings && { configSchema: { properties: { ...rule.settings } } }),
    };
    const validateStack = stackValidation(rule, pass);
    return {
        ...metadata,
        ...(rule.check && { validateResource: resourceValidation(rule) }),
        ...(rule.remediate && { remediateResource: resourceRemediation(rule) }),
        // The SDK unpacks the whole stack again for each stack policy, so be one only when needed.
        get validateStack() {
            return pass.hasToCall(rule) ? validateStack : undefined;
        },
    };
}

function resourceValidation(rule: Rule): ResourceValidation {
    const validation: ResourceValidation = (args, report) => {
        configs.note(rule, () => args.getConfig());
        if (rule.types?.includes(args.type) === false) {
            args.notApplicable(`applies to ${rule.types.join(", ")}`);
        }
        acceptances.noteLook(args.urn);
        const resource = new Resource(args);
        const look = () => rule.check?.(resource, configs.values(rule));
        tell(rule, judge(rule, look, [resource]), report);
    };
    // What the SDK's own validateResourceOfType sets: it filters by it before unpacking anything. The
    // first resource of all gets through, because with it comes the rule's config.
    return Object.defineProperty(validation, "__pulumiType", {
        get: () => (rule.types?.length === 1 && configs.has(rule.name) ? rule.types[0] : undefined),
    });
}

function stackValidation(rule: Rule, pass: StackPass): StackValidation {
    return (args, report) => {
        configs.note(rule, () => args.getConfig());
        pass.begin(args.resources);
        tell(rule, pass.findings(rule), report);
    };
}

function resourceRemediation(rule: Rule): ResourceRemediation {
    return (args) => {
        if (rule.types?.includes(args.type) === false) {
            args.notApplicable(`applies to ${rule.types.join(", ")}`);
        }
        configs.note(rule, () => args.getConfig());
        if (acceptances.isWaived(rule.name, args.urn)) {
            return undefined;
        }
        try {
            const changes = rule.remediate?.(new Resource(args), configs.values(rule)) ?? {};
            for (const [path, value] of Object.entries(changes)) {
                change(args.props, path.split("."), value);
            }
            return Object.keys(changes).length > 0 ? args.props : undefined;
        } catch {
            // It cannot be mended, or is not known yet: the finding tells of it.
            return undefined;
        }
    };
}

/** Sets one input in place, because the SDK's proxies keep secret what was secret. */
function change(
    inputs: Record<string, unknown>,
    [name = "", ...inner]: readonly string[],
    value: unknown,
): void {
    if (inner.length > 0) {
        inputs[name] ??= {};
        change(inputs[name] as Record<string, unknown>, inner, value);
    } else {
        inputs[name] = value;
    }
}

/** The SDK's, in the longer form that it takes, too: only that can say more than a message. */
type Report = ReportViolation & ((violation: object) => void);

function tell(rule: Rule, findings: readonly Finding[], report: ReportViolation): void {
    for (const { message, urn, failed } of findings) {
        if (failed) {
            (report as Report)({
                message: `${rule.description}\n${message}`,
                urn,
                // Whatever the rule's own level: what it would have found may be anything.
                enforcementLevel: "mandatory",
            });
        } else {
            report(message, urn);
        }
    }
}
