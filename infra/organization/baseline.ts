import type { ControlPolicy, Denial } from "./control-policy";
import { type ExemptRoles, roleArn, unless } from "./exempt-roles";

export interface BaselineArgs extends ExemptRoles {
    /** Whether users of IAM, with keys that do not expire, may be made. */
    readonly iamUsers: "allow" | "deny";
}

/**
 * How an account itself has to be: in the organization, without use of its root, without a way to
 * become one of the exempt roles, private, and encrypted from the beginning.
 */
export function baseline(args: BaselineArgs): ControlPolicy {
    return {
        name: "baseline",
        kind: "service",
        description:
            "Accounts stay in the organization, their root and their exempt roles are left alone, and nothing in them is public or unencrypted.",
        statements: [
            {
                Sid: "StayInOrganization",
                Effect: "Deny",
                Action: ["account:CloseAccount", "organizations:LeaveOrganization"],
                Resource: "*",
            },
            {
                Sid: "UseNoRoot",
                Effect: "Deny",
                Action: "*",
                Resource: "*",
                Condition: {
                    ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" },
                    // Short sessions for single tasks, which the management account opens.
                    Null: { "aws:AssumedRoot": "true" },
                },
            },
            ...(args.iamUsers === "deny" ? [noUsers(args)] : []),
            exemptRolesAlone(args),
            identityProvidersAlone(args),
            ...openings(args),
            ...unencrypted(),
        ],
    };
}

function noUsers({ breakGlassRoles }: ExemptRoles): Denial {
    return {
        Sid: "MakeNoUsers",
        Effect: "Deny",
        Action: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateUser"],
        Resource: "*",
        Condition: unless(breakGlassRoles),
    };
}

/** Otherwise whoever may make roles makes one of an exempt name, or lets himself into one. */
function exemptRolesAlone(roles: ExemptRoles): Denial {
    const { deployRoles, breakGlassRoles, backupRoles, remedyRoles } = roles;
    return {
        Sid: "KeepExemptRoles",
        Effect: "Deny",
        Action: [
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:DeleteRole*",
            "iam:DetachRolePolicy",
            "iam:PutRole*",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole*",
        ],
        Resource: [
            ...new Set([...deployRoles, ...breakGlassRoles, ...backupRoles, ...remedyRoles]),
        ].map(roleArn),
        Condition: unless(deployRoles, breakGlassRoles),
    };
}

/** Who says who somebody is lets himself into every role that believes it. */
function identityProvidersAlone({ deployRoles, breakGlassRoles }: ExemptRoles): Denial {
    return {
        Sid: "KeepIdentityProviders",
        Effect: "Deny",
        Action: [
            "iam:AddClientIDToOpenIDConnectProvider",
            "iam:CreateOpenIDConnectProvider",
            "iam:CreateSAMLProvider",
            "iam:UpdateOpenIDConnectProviderThumbprint",
            "iam:UpdateSAMLProvider",
        ],
        Resource: "*",
        Condition: unless(deployRoles, breakGlassRoles),
    };
}

function openings({ deployRoles, breakGlassRoles }: ExemptRoles): Denial[] {
    return [
        {
            Sid: "KeepPublicAccessBlocked",
            Effect: "Deny",
            Action: [
                "ec2:CreateVpcBlockPublicAccessExclusion",
                "ec2:DisableEbsEncryptionByDefault",
                "ec2:DisableImageBlockPublicAccess",
                "ec2:DisableSnapshotBlockPublicAccess",
                "ec2:EnableSerialConsoleAccess",
                "ec2:ModifyInstanceMetadataDefaults",
                "ec2:ModifyVpcBlockPublicAccessOptions",
                "iam:DeleteAccountPasswordPolicy",
                "iam:UpdateAccountPasswordPolicy",
                "s3:PutAccountPublicAccessBlock",
                "s3:PutBucketPublicAccessBlock",
                "s3:PutEncryptionConfiguration",
            ],
            Resource: "*",
            Condition: unless(deployRoles, breakGlassRoles),
        },
        {
            Sid: "MakeNoPublicDatabases",
            Effect: "Deny",
            // Made anew, copied or restored; of a change no condition tells.
            Action: ["rds:CreateDBInstance*", "rds:RestoreDBInstance*"],
            Resource: "*",
            Condition: { Bool: { "rds:PubliclyAccessible": "true" } },
        },
    ];
}

/**
 * As far as AWS can tell at creation: S3 encrypts all objects by itself, a table has no condition key,
 * and of RDS only a cluster says how it is to be stored.
 */
function unencrypted(): Denial[] {
    return [
        {
            Sid: "MakeNoUnencryptedClusters",
            Effect: "Deny",
            Action: "rds:CreateDBCluster",
            Resource: "*",
            Condition: { Bool: { "rds:StorageEncrypted": "false" } },
        },
        {
            Sid: "MakeNoUnencryptedVolumes",
            Effect: "Deny",
            Action: ["ec2:CreateVolume", "ec2:RunInstances"],
            Resource: "arn:*:ec2:*:*:volume/*",
            Condition: { Bool: { "ec2:Encrypted": "false" } },
        },
        {
            Sid: "MakeNoUnencryptedFileSystems",
            Effect: "Deny",
            Action: "elasticfilesystem:CreateFileSystem",
            Resource: "*",
            Condition: { Bool: { "elasticfilesystem:Encrypted": "false" } },
        },
    ];
}
