import { createHash } from "node:crypto";
import { AwsError } from "../../cloud/model";
import type { Props } from "../../provider/provider";

interface Who {
    readonly type: string;
    readonly identifiers: readonly string[];
}

interface Statement {
    readonly sid?: string;
    readonly effect?: string;
    readonly actions?: readonly string[];
    readonly notActions?: readonly string[];
    readonly resources?: readonly string[];
    readonly notResources?: readonly string[];
    readonly principals?: readonly Who[];
    readonly notPrincipals?: readonly Who[];
    readonly conditions?: readonly {
        readonly test: string;
        readonly variable: string;
        readonly values: readonly string[];
    }[];
}

const KNOWN = ["policyId", "region", "statements", "version"];

/** `aws.iam.getPolicyDocument`: policy text from its parts, in the provider's own form. */
export function getPolicyDocument(args: Props): Props {
    const stranger = Object.keys(args).find((name) => !KNOWN.includes(name));
    if (stranger !== undefined) {
        throw new AwsError(
            "NotModelled",
            `the sandbox's getPolicyDocument has no ${stranger}; add it in ` +
                "sandbox/aws/iam/policy-document.ts",
        );
    }
    const version = (args.version as string | undefined) ?? "2012-10-17";
    const statements = ((args.statements ?? []) as Statement[]).map((statement, i) =>
        inPolicyForm(statement, version, i),
    );
    const document = defined({
        Version: version,
        Id: args.policyId,
        Statement: statements.length === 0 ? undefined : statements,
    });
    const json = JSON.stringify(document, null, 2);
    const id = createHash("sha256").update(json).digest().readUInt32BE();
    return { ...args, id: String(id), version, json, minifiedJson: JSON.stringify(document) };
}

function inPolicyForm(statement: Statement, version: string, index: number): Props {
    const effect = statement.effect ?? "Allow";
    if (effect !== "Allow" && effect !== "Deny") {
        throw new AwsError(
            "InvalidArgument",
            `statements[${index}].effect must be Allow or Deny, got "${effect}"`,
        );
    }
    const names = (values: readonly string[] | undefined) => text(values, version);
    return defined({
        Sid: statement.sid === "" ? undefined : statement.sid,
        Effect: effect,
        Action: names(statement.actions),
        NotAction: names(statement.notActions),
        Resource: names(statement.resources),
        NotResource: names(statement.notResources),
        Principal: who(statement.principals, version),
        NotPrincipal: who(statement.notPrincipals, version),
        Condition: conditions(statement, version),
    });
}

/** One value alone, several in falling order. `&{x}` stands for the policy variable `${x}`. */
function text(values: readonly string[] | undefined, version: string): unknown {
    if (values === undefined || values.length === 0) {
        return undefined;
    }
    const written = values.map((value) =>
        version === "2012-10-17" ? value.replaceAll("&{", "${") : value,
    );
    return written.length === 1 ? written[0] : [...written].sort().reverse();
}

function who(principals: readonly Who[] | undefined, version: string): unknown {
    if (principals === undefined || principals.length === 0) {
        return undefined;
    }
    const byType = new Map<string, string[]>();
    for (const { type, identifiers } of principals) {
        byType.set(type, [...(byType.get(type) ?? []), ...identifiers]);
    }
    if (byType.has("*") && byType.size === 1) {
        return "*";
    }
    return Object.fromEntries([...byType].map(([type, ids]) => [type, text(ids, version)]));
}

function conditions({ conditions: given = [] }: Statement, version: string): unknown {
    const byTest: Record<string, Props> = {};
    for (const { test, variable, values } of given) {
        byTest[test] = { ...byTest[test], [variable]: text(values, version) };
    }
    return given.length === 0 ? undefined : byTest;
}

function defined(props: Props): Props {
    return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}
