import { EXPLAINED } from "./explained";

/** What the scanner objects to: one of its checks on one resource. */
export interface Objection {
    readonly check: string;
    readonly title: string;
    /** Address in the plan, such as `aws_s3_bucket.audit`. */
    readonly resource: string;
}

export interface Scan {
    readonly passed: number;
    /** How many resources it has looked at. */
    readonly resources: number;
    readonly objections: readonly Objection[];
}

interface Output {
    readonly summary?: { readonly passed: number; readonly resource_count: number };
    readonly results?: {
        readonly failed_checks: readonly {
            readonly check_id: string;
            readonly check_name: string;
            readonly resource: string;
        }[];
    };
}

/**
 * Reads what `checkov --output json` wrote of one plan.
 * @throws Error when it is something else, or when the scanner has passed over resources: it ends well
 * also where it has read none
 */
export function readScan(text: string, resources: number): Scan {
    const { summary, results } = parsed(text);
    if (summary === undefined || results === undefined) {
        throw new Error("the scanner wrote no report of a Terraform plan");
    }
    if (summary.resource_count < resources) {
        throw new Error(
            `the scanner looked at ${summary.resource_count} of ${resources} resources; is it a release that reads this form of plan?`,
        );
    }
    return {
        passed: summary.passed,
        resources: summary.resource_count,
        objections: results.failed_checks.map(({ check_id, check_name, resource }) => ({
            check: check_id,
            title: check_name,
            resource,
        })),
    };
}

/** Objections that nobody has explained, and explanations of what is not objected to any more. */
export function unsettled({ objections }: Scan): {
    readonly unexplained: readonly Objection[];
    readonly stale: readonly string[];
} {
    const checks = new Set(objections.map(({ check }) => check));
    return {
        unexplained: objections.filter(({ check }) => EXPLAINED[check] === undefined),
        stale: Object.keys(EXPLAINED).filter((check) => !checks.has(check)),
    };
}

function parsed(text: string): Output {
    try {
        return JSON.parse(text) as Output;
    } catch (cause) {
        throw new Error("the scanner wrote no JSON", { cause });
    }
}
