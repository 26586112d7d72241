import type { Statements } from "../policy-document";

/** A role that IAM Identity Center makes of a permission set; the end of its name is nobody's choice. */
const SSO = /^arn:([\w-]+):iam::(\d{12}):role\/aws-reserved\/sso\.amazonaws\.com\//;

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
 * Users must have typed a code of their MFA device within the hour. A session of a role never tells
 * whether somebody did: those of IAM Identity Center are let in as its sign-in asks, and no others.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function breakGlassTrust(principals: readonly string[]): Statements {
    const users = principals.filter((arn) => !SSO.test(arn));
    const sso = principals.filter((arn) => SSO.test(arn));
    return [
        ...(users.length === 0
            ? []
            : [
                  {
                      Sid: "UsersWithMfa",
                      Effect: "Allow" as const,
                      Principal: { AWS: users },
                      Action: TAKE,
                      Condition: {
                          ...MFA,
                          StringLike: { "sts:SourceIdentity": "${aws:username}" },
                      },
                  },
              ]),
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
