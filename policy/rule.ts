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
    /** Sections of the California Consumer Privacy Act, such as `1798.100(e)`. */
    readonly ccpa?: readonly string[];
}

/** One parameter of a rule, as JSON schema; a rule can always do without being configured. */
export type Setting = PolicyConfigSchema["properties"][string] & {
    readonly description: string;
    readonly default: number | string | readonly number[] | readonly string[];
};

/** The parameters of a rule by name, and their values while it runs. */
export type Settings = Readonly<Record<string, Setting>>;
export type Values<S extends Settings> = { readonly [Name in keyof S]: S[Name]["default"] };

/** What a finding does: it fails the preview or the update, it is told, or nobody looks. */
export type Level = "mandatory" | "advisory" | "disabled";

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
    /** Page that the control rests on. */
    readonly source: string;
    /** `disabled` is for what only some want: off until a policy config asks for it. @default "mandatory" */
    readonly level?: Level;
    readonly settings?: S;
    /** Set for a rule about the run itself: it covers no control, and nobody can waive it. */
    readonly aboutRun?: true;
    /** Types that `check` wants to see; without them it sees every resource. */
    readonly types?: readonly string[];
    /** Looks at the inputs of one resource, before anything happens to it. */
    check?(resource: Resource, values: Values<S>): void;
    /**
     * Looks at all resources together, with their outputs. At an update that is after the fact, so
     * what one resource shows by itself belongs in `check`.
     */
    checkStack?(stack: Stack, values: Values<S>): void;
    /**
     * The inputs that mend a resource of `types`, by path as {@link Resource.read} has it, such as
     * `{ "metadataOptions.httpTokens": "required" }`; nothing when there is nothing to mend, or when
     * that is not known yet. The pack changes them only where a config sets the level `remediate`.
     * Only for what neither replaces nor interrupts; name the innermost input, as its neighbours may
     * be secret or not known yet.
     */
    remediate?(
        resource: Resource,
        values: Values<S>,
    ): Readonly<Record<string, unknown>> | undefined;
}

/** Types a rule by its own settings, for a list of rules of any kind. */
export function rule<S extends Settings = Settings>(definition: Rule<S>): Rule {
    return definition;
}
