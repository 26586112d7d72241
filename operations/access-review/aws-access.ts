import {
    type AllowedConditionExpression,
    type RequestAnalysis,
    runSimulation,
} from "@cloud-copilot/iam-simulate";
import { accountOf, type DataResource, dataResourcesOf } from "./data-resources";
import { statementsOf } from "./documents";
import { type Access, type Kind, look, type Mark, wide } from "./finding";
import { type Identity, identitiesOf, namedIn, trustOf } from "./identities";
import type { Resource } from "./resources";

/** The key that fields of level 3 are encrypted with: infra/keys. */
const LEVEL_3 = "key field-level-3";

/** What a simulation tells of one identity and one resource. */
interface Answer {
    readonly action: string;
    readonly analysis: RequestAnalysis;
}

/** Who of the stacks, or named by them, reaches which data; and who may take on which role. */
export async function awsAccess(resources: readonly Resource[]): Promise<Access[]> {
    const data = dataResourcesOf(resources);
    const identities = identitiesOf(resources);
    const found: Access[] = [];
    for (const identity of [...identities, ...namedIn(data, identities)]) {
        const own: Access[] = [];
        for (const resource of data) {
            for (const [kind, actions] of Object.entries(resource.actions)) {
                own.push(...(await reached(identity, resource, kind as Kind, actions)));
            }
        }
        found.push(...together(own));
        const tells = identity.marks.some(({ kind }) => kind !== "look");
        if (tells && own.length === 0 && identity.arn !== undefined) {
            // What it has is not to be seen here, and is too much all the same.
            found.push({ ...of(identity, "administer"), marks: identity.marks });
        }
    }
    return [...found, ...trustOf(resources)];
}

/** Marks who decrypts level 3 and gets at what is in clear as well. */
function together(own: readonly Access[]): Access[] {
    const reads = own.some(({ kind }) => kind === "read" || kind === "log in");
    return own.map((access) =>
        reads && access.kind === "decrypt" && access.what === LEVEL_3
            ? { ...access, marks: [...access.marks, look("reads level 1 in clear as well")] }
            : access,
    );
}

function of({ name }: Identity, kind: Kind): Access {
    return {
        ...{ area: "aws", who: name, kind, what: "the account", detail: "" },
        ...{ by: [], onlyIf: [], marks: [] },
    };
}

async function reached(
    identity: Identity,
    resource: DataResource,
    kind: Kind,
    actions: readonly string[],
): Promise<Access[]> {
    const answers: Answer[] = [];
    for (const action of actions) {
        answers.push(...(await allowed(identity, resource, action)));
    }
    if (answers.length === 0) {
        return [];
    }
    // What policies others have in their own accounts is not known, and taken to be anything.
    const given =
        identity.arn === undefined
            ? []
            : answers.flatMap(({ analysis }) => analysis.identityAnalysis?.allowStatements ?? []);
    const byPolicy = answers.flatMap(({ analysis: { resourceAnalysis } }) =>
        // That of its own account only says that IAM decides.
        identity.arn === undefined || resourceAnalysis?.result === "Allowed"
            ? (resourceAnalysis?.allowStatements ?? [])
            : [],
    );
    return [
        {
            ...of(identity, kind),
            what: resource.name,
            detail: answers.map(({ action }) => action.replace(/^[^:]+:/, "")).join(", "),
            by: unique([
                ...given.map(({ policyId }) => policyId),
                ...(byPolicy.length > 0 ? ["its policy"] : []),
            ]),
            onlyIf: unique(answers.flatMap(({ analysis }) => keysOf(analysis.conditions))).sort(),
            marks: distinct([
                ...identity.marks,
                ...given.flatMap(({ statement }) => wildcards(statement.toJSON())),
                // A key's or secret's own policy says * for what it is on.
                ...byPolicy
                    .flatMap(({ statement }) => wildcards(statement.toJSON()))
                    .filter(({ reason }) => reason !== ANY_RESOURCE),
            ]),
        },
    ];
}

/**
 * Conditions are not held against the caller, but for what is known of any call: who could meet them
 * has the access.
 * @throws Error when the simulator cannot tell
 */
async function allowed(
    { principal, policies }: Identity,
    { account, arnFor, policy }: DataResource,
    action: string,
): Promise<Answer[]> {
    const known = knownOf(principal);
    const result = await runSimulation(
        {
            request: {
                principal,
                action,
                resource: { resource: arnFor(action), accountId: account },
                contextVariables: known,
            },
            identityPolicies: [...policies],
            ...(policy !== undefined && { resourcePolicy: JSON.parse(policy) as unknown }),
            serviceControlPolicies: [],
            resourceControlPolicies: [],
        },
        {
            simulationMode: "Discovery",
            discoveryContextKeyConstraints: KNOWN_KEYS.map((keyName) => ({
                ...{ keyName, presenceIsKnown: true, valueIsKnown: true },
            })),
        },
    );
    if (result.resultType === "error") {
        throw new Error(
            `whether ${principal} may ${action} on ${arnFor(action)} cannot be told: ${JSON.stringify(result.errors)}`,
        );
    }
    const results = result.resultType === "single" ? [result.result] : result.results;
    return results
        .filter(({ analysis }) => analysis.result === "Allowed")
        .slice(0, 1)
        .map(({ analysis }) => ({ action, analysis }));
}

const ANY_RESOURCE = "any resource: *";

/** What is known of any call that comes by TLS; all else could be as a condition wants it. */
const KNOWN_KEYS = [
    "aws:SecureTransport",
    "aws:PrincipalAccount",
    "aws:PrincipalIsAWSService",
    "kms:CallerAccount",
];

function knownOf(principal: string): Record<string, string> {
    const account = accountOf(principal);
    return {
        "aws:SecureTransport": "true",
        "aws:PrincipalIsAWSService": String(account === undefined),
        ...(account !== undefined && {
            "aws:PrincipalAccount": account,
            "kms:CallerAccount": account,
        }),
    };
}

/** What of a statement reaches further than what it is for. */
function wildcards(statement: unknown): Mark[] {
    return statementsOf({ Statement: statement }).flatMap(
        ({ actions, resources, isByException }) => {
            const any = actions.filter((action) => action === "*" || action.endsWith(":*"));
            return [
                ...(any.length > 0 ? [wide(`any action: ${any.join(", ")}`)] : []),
                ...(resources.includes("*") ? [wide(ANY_RESOURCE)] : []),
                ...(isByException ? [wide("all but what it names")] : []),
            ];
        },
    );
}

function keysOf(condition: AllowedConditionExpression | undefined): string[] {
    switch (condition?.conditionType) {
        case "condition":
            return [condition.key];
        case "group":
            return condition.conditions.flatMap(keysOf);
        default:
            return [];
    }
}

function unique(values: readonly string[]): string[] {
    return [...new Set(values)];
}

function distinct(marks: readonly Mark[]): Mark[] {
    return [...new Map(marks.map((mark) => [`${mark.kind} ${mark.reason}`, mark])).values()];
}
