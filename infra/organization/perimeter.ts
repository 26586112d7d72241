import type { ControlPolicy } from "./control-policy";

export interface PerimeterArgs {
    /** Such as `o-a1b2c3d4e5`. */
    readonly organizationId: string;
    /** Accounts of others that may come to resources, as far as these let them. */
    readonly trustedAccounts: readonly string[];
}

/**
 * The services of the platform whose resources these policies protect. More services know them
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html).
 */
const PROTECTED = ["dynamodb:*", "kms:*", "logs:*", "s3:*", "secretsmanager:*", "sqs:*"];

/**
 * Only principals of the organization, and AWS's services on its behalf, reach what the accounts have.
 * Logging in through an identity provider (SAML, OIDC) is no principal of any organization, and is left
 * to the trust policies of roles.
 */
export function perimeter({ organizationId, trustedAccounts }: PerimeterArgs): ControlPolicy {
    const trusted = (key: string) =>
        trustedAccounts.length === 0 ? {} : { [key]: trustedAccounts };
    return {
        name: "perimeter",
        kind: "resource",
        description:
            "Only principals of the organization, and AWS services on its behalf, reach data, keys, secrets, queues, logs and roles.",
        statements: [
            {
                Sid: "OrganizationAlone",
                Effect: "Deny",
                Action: [...PROTECTED, "sts:AssumeRole", "sts:GetFederationToken"],
                Resource: "*",
                Condition: {
                    StringNotEquals: {
                        "aws:PrincipalOrgID": organizationId,
                        ...trusted("aws:PrincipalAccount"),
                    },
                    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
                },
            },
            {
                // A service that says for whom it comes; not every one does, nor with every call.
                Sid: "ServicesForOrganizationAlone",
                Effect: "Deny",
                Action: [...PROTECTED, "sts:AssumeRole"],
                Resource: "*",
                Condition: {
                    StringNotEquals: {
                        "aws:SourceOrgID": organizationId,
                        ...trusted("aws:SourceAccount"),
                    },
                    Null: { "aws:SourceAccount": "false" },
                    Bool: { "aws:PrincipalIsAWSService": "true" },
                },
            },
        ],
    };
}

/** Nothing reaches what the accounts have without TLS. */
export function tls(): ControlPolicy {
    return {
        name: "tls",
        kind: "resource",
        description: "Data, keys, secrets, queues, logs and roles are reached over TLS alone.",
        statements: [
            {
                Sid: "TlsAlone",
                Effect: "Deny",
                Action: [...PROTECTED, "sts:*"],
                Resource: "*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    };
}
