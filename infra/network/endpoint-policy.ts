import type { AccountScope } from "../account";
import { policyJson } from "../policy-document";

/**
 * Policy of a VPC endpoint: principals of our account, on resources of our account. Credentials of
 * another account cannot carry data out through it, nor ours reach another account's resources.
 */
export function endpointPolicy({ accountId }: AccountScope) {
    return policyJson([
        {
            Sid: "OwnAccountOnly",
            Effect: "Allow",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: {
                StringEquals: {
                    "aws:PrincipalAccount": accountId,
                    "aws:ResourceAccount": accountId,
                },
            },
        },
    ]);
}
