import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { Statements } from "../../infra/policy-document";
import { policyJson } from "../../infra/policy-document";

/** What policies there are, as documents. */
export interface Policies {
    /** Of whoever calls. @default all is allowed */
    readonly identity?: Statements;
    /** Of what is called. @default none */
    readonly resource?: Statements;
    /** Of the organization, as JSON text, on top of AWS's own that allow everything. @default none */
    readonly organization?: {
        readonly service?: readonly string[];
        readonly resource?: readonly string[];
    };
}

/** One call of AWS. */
export interface Call {
    readonly action: string;
    /** ARN of what is called. */
    readonly on: string;
    /** ARN of the calling role, or the name of a calling service. */
    readonly by: string;
    /** What else AWS knows of the call, by condition keys; `undefined` takes a usual one away. */
    readonly knowing?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const ANYTHING: Statements = [{ Effect: "Allow", Action: "*", Resource: "*" }];

const FULL_ACCESS = { Version: "2012-10-17", Statement: ANYTHING };

/**
 * Whether AWS would let a call through, by a simulator of IAM: with TLS and from the role's own
 * account, if nothing else is said.
 * @throws when the simulator cannot tell, such as for an action or a condition key that there is not
 */
export async function isAllowed(policies: Policies, call: Call): Promise<boolean> {
    const usual = call.by.startsWith("arn:")
        ? {
              "aws:PrincipalAccount": accountOf(call.by),
              "aws:PrincipalArn": call.by,
              "aws:PrincipalIsAWSService": "false",
          }
        : { "aws:PrincipalIsAWSService": "true" };
    const known = { "aws:SecureTransport": "true", ...usual, ...call.knowing };
    const contextVariables = Object.fromEntries(
        Object.entries(known).flatMap(([key, value]) =>
            value === undefined ? [] : [[key, typeof value === "string" ? value : [...value]]],
        ),
    );
    const result = await runSimulation(
        {
            request: {
                principal: call.by,
                action: call.action,
                // A bucket's ARN tells of no account: it is the caller's.
                resource: {
                    resource: call.on,
                    accountId: accountOf(call.on) ?? accountOf(call.by) ?? "",
                },
                contextVariables,
            },
            identityPolicies: [
                { name: "identity", policy: await document(policies.identity ?? ANYTHING) },
            ],
            ...(policies.resource !== undefined && {
                resourcePolicy: await document(policies.resource),
            }),
            serviceControlPolicies: atRoot([
                JSON.stringify(FULL_ACCESS),
                ...(policies.organization?.service ?? []),
            ]),
            // AWS's own is in every simulation.
            resourceControlPolicies: atRoot(policies.organization?.resource ?? []),
        },
        {},
    );
    if (result.resultType !== "single") {
        throw new Error(`${call.action} on ${call.on}: ${JSON.stringify(result)}`);
    }
    const { ignoredContextKeys = [] } = result.result;
    if (ignoredContextKeys.length > 0) {
        throw new Error(`${call.action} knows no ${ignoredContextKeys.join(", ")}`);
    }
    return result.overallResult === "Allowed";
}

function atRoot(documents: readonly string[]) {
    const policies = documents.map((text, index) => ({
        name: `p-${index}`,
        policy: JSON.parse(text) as unknown,
    }));
    return [{ orgIdentifier: "r-a1b2", policies }];
}

function accountOf(arn: string): string | undefined {
    const account = arn.split(":")[4];
    return account === "" ? undefined : account;
}

function document(statements: Statements): Promise<unknown> {
    return new Promise((resolve) => {
        policyJson(statements).apply((text) => {
            resolve(JSON.parse(text));
        });
    });
}
