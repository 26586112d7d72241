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
import { Request } from "./request";
import { Resource } from "./resource";
import type { Rule } from "./rule";

type SdkPolicy = ResourceValidationPolicy | StackValidationPolicy;

/** Rules as the SDK wants them, in the order in which it is to call them. */
export function policiesOf(rules: readonly Rule[]): SdkPolicy[] {
    configs.rules = rules;
    const request = new Request();
    const [first, ...others] = rules.map((rule) => policyOf(rule, request));
    if (first !== undefined) {
        const { name } = first;
        // In every request the SDK looks up the config of each rule by its name, first the first's.
        Object.defineProperty(first, "name", {
            get: () => {
                request.begin();
                return name;
            },
        });
    }
    return first === undefined ? [] : [first, ...others];
}

/**
 * A rule as the SDK wants it.
 *
 * A rule whose `check` met an unknown value also looks at the finished stack, under its own name and
 * level: whatever is known by then is judged as strictly as if it had been known from the start.
 */
function policyOf(rule: Rule, request: Request): SdkPolicy {
    const metadata: Policy = {
        name: rule.name,
        description: rule.description,
        enforcementLevel: rule.level ?? "mandatory",
        severity: rule.severity,
        remediationSteps: rule.remediation,
        url: rule.source,
        tags: controlsOf(rule.frameworks),
        ...(rule.settings && { configSchema: { properties: { ...rule.settings } } }),
    };
    const validateResource = resourceValidation(rule, request);
    const validateStack = stackValidation(rule, request);
    return {
        ...metadata,
        ...("remediate" in rule && { remediateResource: resourceRemediation(rule) }),
        // The SDK takes a rule for one that it has not to call when it lacks what is to be called.
        get validateResource() {
            return "check" in rule && request.mayConcern(rule) ? validateResource : undefined;
        },
        get validateStack() {
            return request.mayTell(rule) ? validateStack : undefined;
        },
    };
}

function resourceValidation(rule: Rule, request: Request): ResourceValidation {
    return (args, report) => {
        request.noteType(args.type);
        configs.note(rule, () => args.getConfig());
        if (rule.types?.includes(args.type) === false) {
            return;
        }
        acceptances.noteLook(args.urn);
        const resource = new Resource(args);
        const look = () => rule.check?.(resource, configs.values(rule));
        tell(rule, judge(rule, look, [resource]), report);
    };
}

function stackValidation(rule: Rule, request: Request): StackValidation {
    return (args, report) => {
        configs.note(rule, () => args.getConfig());
        tell(rule, request.findings(rule, args.resources), report);
    };
}

function resourceRemediation(rule: Rule): ResourceRemediation {
    return (args) => {
        configs.note(rule, () => args.getConfig());
        const isOthers = rule.types?.includes(args.type) === false;
        if (isOthers || acceptances.isWaived(rule.name, args.urn)) {
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
