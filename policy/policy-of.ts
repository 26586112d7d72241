import type {
    Policy,
    ReportViolation,
    ResourceRemediation,
    ResourceValidation,
    ResourceValidationPolicy,
    StackValidation,
    StackValidationPolicy,
} from "@pulumi/policy";
import { controlsOf } from "./controls";
import { Resource, Stack } from "./resource";
import type { Rule, Settings, Values } from "./rule";
import { undecidedLooks } from "./undecided";

type SdkPolicy = ResourceValidationPolicy | StackValidationPolicy;

/**
 * A rule as the SDK wants it.
 *
 * A rule whose `check` met an unknown value also looks at the finished stack, under its own name and
 * level: whatever is known by then is judged as strictly as if it had been known from the start.
 */
export function policyOf(rule: Rule): SdkPolicy {
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
    const validateStack = stackValidation(rule);
    if (rule.check === undefined) {
        return { ...metadata, validateStack };
    }
    const validateResource = resourceValidation(rule);
    const remediateResource = resourceRemediation(rule);
    if (rule.checkStack !== undefined) {
        return { ...metadata, validateResource, remediateResource, validateStack };
    }
    return {
        ...metadata,
        validateResource,
        remediateResource,
        // The SDK unpacks the whole stack again for each stack policy, so be one only when needed.
        get validateStack() {
            return undecidedLooks.of(rule.name).size > 0 ? validateStack : undefined;
        },
    };
}

function resourceValidation(rule: Rule): ResourceValidation {
    const validation: ResourceValidation & { __pulumiType?: string } = (args, report) => {
        if (rule.types?.includes(args.type) === false) {
            args.notApplicable(`applies to ${rule.types.join(", ")}`);
        }
        const resource = new Resource(args);
        rule.check?.(resource, values(rule, args.getConfig()));
        settle(rule, resource, [], report);
    };
    if (rule.types?.length === 1) {
        // What the SDK's own validateResourceOfType sets: it filters by it before unpacking anything.
        validation.__pulumiType = rule.types[0];
    }
    return validation;
}

function resourceRemediation(rule: Rule): ResourceRemediation | undefined {
    if (rule.remediate === undefined) {
        return undefined;
    }
    return (args) => {
        if (rule.types?.includes(args.type) === false) {
            return args.notApplicable(`applies to ${rule.types.join(", ")}`);
        }
        const changes = rule.remediate?.(new Resource(args), values(rule, args.getConfig()));
        for (const [path, value] of Object.entries(changes ?? {})) {
            change(args.props, path.split("."), value);
        }
        return changes && args.props;
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

function stackValidation(rule: Rule): StackValidation {
    return (args, report) => {
        const stack = new Stack(args.resources);
        const settings = values(rule, args.getConfig());
        const open = undecidedLooks.of(rule.name);
        for (const resource of stack.resources.filter(({ urn }) => open.has(urn))) {
            rule.check?.(resource, settings);
        }
        rule.checkStack?.(stack, settings);
        for (const message of stack.violations) {
            report(message);
        }
        for (const resource of stack.resources) {
            settle(rule, resource, open.get(resource.urn)?.reported ?? [], report);
        }
    };
}

/** Reports what a look found beyond what was `reported` before, and remembers what it left open. */
function settle(
    rule: Rule,
    { urn, verdict }: Resource,
    reported: readonly string[],
    report: ReportViolation,
): void {
    for (const message of verdict.violations.filter((message) => !reported.includes(message))) {
        report(message, urn);
    }
    undecidedLooks.note(rule.name, urn, {
        properties: verdict.undecided,
        reported: verdict.violations,
    });
}

function values(rule: Rule, configured: object): Values<Settings> {
    const defaults = Object.entries(rule.settings ?? {}).map(
        ([name, setting]) => [name, setting.default] as const,
    );
    return { ...Object.fromEntries(defaults), ...configured };
}
