import { AwsError } from "../../cloud/model";
import type { Props } from "../../provider/provider";

/** What a statement must say, may say or must not say in one kind of policy. */
interface Kind {
    readonly principal: "required" | "forbidden";
    readonly resource: "required" | "optional" | "forbidden";
}

/** A check for a policy of an identity: what it may do, and to what. */
export const identityPolicy = checkOf({ principal: "forbidden", resource: "required" });
/** A check for the trust policy of a role: who may become it. */
export const trustPolicy = checkOf({ principal: "required", resource: "forbidden" });
/** A check for the policy of a key, bucket or endpoint: who may do what to it. */
export const resourcePolicy = checkOf({ principal: "required", resource: "optional" });
/** A check for the policy of a KMS key, whose every statement names a resource. */
export const keyPolicy = checkOf({ principal: "required", resource: "required" });

const VERSIONS = ["2012-10-17", "2008-10-17"];
const ELEMENTS = new Set([
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
]);

function checkOf(kind: Kind): (policy: unknown) => string | undefined {
    return (policy) => {
        try {
            const document: unknown = typeof policy === "string" ? JSON.parse(policy) : policy;
            return documentProblem(document, kind);
        } catch (error) {
            return `must be JSON: ${(error as Error).message}`;
        }
    };
}

function documentProblem(document: unknown, kind: Kind): string | undefined {
    if (!isObject(document)) {
        return "must be a policy document: an object with Version and Statement";
    }
    if (document.Version !== undefined && !VERSIONS.includes(document.Version as string)) {
        return `Version must be one of ${VERSIONS.join(", ")}, got ${JSON.stringify(document.Version)}`;
    }
    const statements = [document.Statement].flat();
    if (document.Statement === undefined || statements.length === 0) {
        return "must have at least one Statement";
    }
    const sids = statements.map((s) => (s as Props | null)?.Sid).filter((sid) => sid !== undefined);
    const twice = sids.find((sid, i) => sids.indexOf(sid) !== i);
    if (twice !== undefined) {
        return `the Sid ${JSON.stringify(twice)} stands there twice`;
    }
    return statements
        .map((statement, i) => statementProblem(statement, kind, `Statement[${i}]`))
        .find((problem) => problem !== undefined);
}

function statementProblem(statement: unknown, kind: Kind, where: string): string | undefined {
    if (!isObject(statement)) {
        return `${where} must be an object`;
    }
    const stranger = Object.keys(statement).find((name) => !ELEMENTS.has(name));
    if (stranger !== undefined) {
        return `${where} has ${stranger}, which no statement has`;
    }
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny") {
        return `${where}.Effect must be Allow or Deny, got ${JSON.stringify(statement.Effect)}`;
    }
    return (
        elementProblem(statement, "Action", "required", where) ??
        elementProblem(statement, "Resource", kind.resource, where) ??
        elementProblem(statement, "Principal", kind.principal, where) ??
        actionProblem(statement, where)
    );
}

/** A statement has `name`, or its negation. */
function elementProblem(
    statement: Props,
    name: string,
    presence: Kind["resource"],
    where: string,
): string | undefined {
    const count = [name, `Not${name}`].filter((n) => !isEmpty(statement[n])).length;
    if (count > 1) {
        return `${where} has both ${name} and Not${name}`;
    }
    if (count === 0 && presence === "required") {
        return `${where} must have ${name} or Not${name}`;
    }
    return count === 1 && presence === "forbidden"
        ? `${where} cannot have ${name} in a policy of this kind`
        : undefined;
}

function actionProblem(statement: Props, where: string): string | undefined {
    const actions = [statement.Action ?? statement.NotAction].flat();
    const bad = actions.find((a) => typeof a !== "string" || !/^(\*|[a-z0-9-]+:[\w*?]+)$/i.test(a));
    return bad === undefined
        ? undefined
        : `${where}: an action must have the form service:Action, got ${JSON.stringify(bad)}`;
}

function isEmpty(value: unknown): boolean {
    return value === undefined || (Array.isArray(value) && value.length === 0);
}

function isObject(value: unknown): value is Props {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Refuses a policy that `what` has of its own beside one in a resource of the class `rival`. */
export function refuseTwoPolicies(hasTwo: boolean, what: string, rival: string): void {
    if (hasTwo) {
        throw new AwsError(
            "ConflictingPolicies",
            `${what} has a policy of its own and a ${rival} resource, which undo each other; ` +
                "use one of the two",
        );
    }
}
