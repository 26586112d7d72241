import type { PolicyConfigSchema, Severity } from "@pulumi/policy";
import type { Resource, Stack } from "./resource";

/** Ids of the controls that a rule covers, by framework. */
export interface Frameworks {
    /** AWS Foundational Security Best Practices, such as `RDS.3`. */
    readonly fsbp?: readonly string[];
    /** CIS AWS Foundations Benchmark 5.0, such as `2.2.1`. */
    readonly cis?: readonly string[];
    /** PCI DSS 4.0.1 requirements, such as `3.5.1`. */
    readonly pci?: readonly string[];
    /** Articles of the GDPR, such as `32(1)(a)`. */
    readonly gdpr?: readonly string[];
}

/** One parameter of a rule, as JSON schema; a rule can always do without being configured. */
export type Setting = PolicyConfigSchema["properties"][string] & {
    readonly description: string;
    readonly default: number | readonly number[] | readonly string[];
};

/** The parameters of a rule by name, and their values while it runs. */
export type Settings = Readonly<Record<string, Setting>>;
export type Values<S extends Settings> = { readonly [Name in keyof S]: S[Name]["default"] };

/** One rule of the pack: one fact, in a file of the same name. */
export interface Rule<S extends Settings = Settings> {
    /** Stable id, used in policy config and in waivers. */
    readonly name: string;
    /** What is asked, in a sentence. */
    readonly description: string;
    /** What would happen without it. */
    readonly why: string;
    readonly severity: Severity;
    /** What to do about a finding. */
    readonly remediation: string;
    readonly frameworks: Frameworks;
    /** @default "mandatory" */
    readonly level?: "advisory";
    readonly settings?: S;
    /** Types that `check` wants to see; without them it sees every resource. */
    readonly types?: readonly string[];
    /** Looks at the inputs of one resource, before anything happens to it. */
    check?(resource: Resource, values: Values<S>): void;
    /**
     * Looks at all resources together, with their outputs. At an update that is after the fact, so
     * what one resource shows by itself belongs in `check`.
     */
    checkStack?(stack: Stack, values: Values<S>): void;
}

/** Types a rule by its own settings, for a list of rules of any kind. */
export function rule<S extends Settings = Settings>(definition: Rule<S>): Rule {
    return definition;
}
