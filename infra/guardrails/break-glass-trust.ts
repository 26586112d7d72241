import type { Statements } from "../policy-document";

/** A role that IAM Identity Center makes of a permission set; the end of its name is nobody's choice. */
const SSO = /^arn:([\w-]+):iam::(\d{12}):role\/aws-reserved\/sso\.amazonaws\.com\//;

const USER = /^arn:[\w-]+:iam::\d{12}:user\//;

/** Both at once: without the second, a session could bear no source identity. */
const TAKE = ["sts:AssumeRole", "sts:SetSourceIdentity"];

/** Seconds since the token's code was typed. */
const MFA_AGE = 3600;

const MFA = {
    Bool: { "aws:MultiFactorAuthPresent": "true" },
    NumericLessThan: { "aws:MultiFactorAuthAge": String(MFA_AGE) },
};

/**
 * Who takes the role: each of `principals`, and always under a source identity, which every event of
 * the trail bears from then on, whatever roles follow.
 *
 * Users and roles must have typed a code of their MFA device within the hour. A session of IAM
 * Identity Center never tells whether they did: there it is the permission set's sign-in that asks.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function breakGlassTrust(principals: readonly string[]): Statements {
    const users = principals.filter((arn) => USER.test(arn));
    const sso = principals.filter((arn) => SSO.test(arn));
    const roles = principals.filter((arn) => !users.includes(arn) && !sso.includes(arn));
    return [
        ...named("UsersWithMfa", users, { "sts:SourceIdentity": "${aws:username}" }),
        ...named("RolesWithMfa", roles, { "sts:SourceIdentity": "?*" }),
        ...sso.map((pattern, index) => ({
            Sid: `IdentityCenter${index}`,
            Effect: "Allow" as const,
            Principal: { AWS: accountRoot(pattern) },
            Action: TAKE,
            Condition: {
                ArnLike: { "aws:PrincipalArn": pattern },
                StringLike: { "sts:SourceIdentity": "?*" },
            },
        })),
    ];
}

/** No principal may have a `*` in it: all of the account, of which the condition lets one in. */
function accountRoot(pattern: string): string {
    const [, partition = "", account = ""] = SSO.exec(pattern) ?? [];
    return `arn:${partition}:iam::${account}:root`;
}

function named(
    Sid: string,
    principals: readonly string[],
    identity: Readonly<Record<string, string>>,
): Statements {
    return principals.length === 0
        ? []
        : [
              {
                  Sid,
                  Effect: "Allow",
                  Principal: { AWS: [...principals] },
                  Action: TAKE,
                  Condition: { ...MFA, StringLike: identity },
              },
          ];
}
