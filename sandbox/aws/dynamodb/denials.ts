import type { Draft } from "../../cloud/model";
import { denies } from "../shared/policy-evaluation";

/**
 * Those of `actions` on the table at `resource` that its policy denies `principal`, who asks over
 * TLS, from outside of our VPC, and is of the organization that the policy is about.
 */
export function deniedActions(
    { account }: Draft,
    policy: unknown,
    resource: string,
    principal: string,
    actions: readonly string[],
): string[] {
    const organization = /"(o-[a-z0-9]{10,32})"/.exec(
        typeof policy === "string" ? policy : JSON.stringify(policy ?? ""),
    );
    const context = {
        "aws:SecureTransport": "true",
        "aws:PrincipalAccount": account.accountId,
        "aws:PrincipalArn": principal,
        "aws:PrincipalIsAWSService": "false",
        "aws:ViaAWSService": "false",
        "aws:PrincipalOrgID": organization?.[1] ?? "",
    };
    return actions.filter((action) => denies(policy, { service: "", action, resource, context }));
}
