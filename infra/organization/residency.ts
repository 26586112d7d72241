import type { ControlPolicy } from "./control-policy";
import { type ExemptRoles, unless } from "./exempt-roles";

/**
 * Services without regions. Their calls go to one region, mostly us-east-1, whatever the caller means.
 * None of them keeps data of ours. (Services with regions that have single calls without: by call.)
 */
const WITHOUT_REGION = [
    "account:*",
    "aws-portal:*",
    "billing:*",
    "budgets:*",
    "ce:*",
    "cloudfront:*",
    "consolidatedbilling:*",
    "cur:*",
    "ec2:DescribeRegions",
    "freetier:*",
    "globalaccelerator:*",
    "health:*",
    "iam:*",
    "invoicing:*",
    "networkmanager:*",
    "organizations:*",
    "payments:*",
    "pricing:*",
    "route53:*",
    "route53domains:*",
    "s3:GetAccountPublicAccessBlock",
    "s3:GetBucketLocation",
    "s3:ListAllMyBuckets",
    "s3:PutAccountPublicAccessBlock",
    "shield:*",
    "sts:*",
    "support:*",
    "supportplans:*",
    "tax:*",
    "trustedadvisor:*",
    "waf:*",
];

/**
 * What those services need in us-east-1, whatever the residency: certificates and web ACLs of
 * CloudFront, metrics of global services, and events of them, such as a login to the console.
 */
const AROUND_THEM = [
    "acm:*",
    "cloudtrail:DescribeTrails",
    "cloudtrail:GetTrailStatus",
    "cloudtrail:LookupEvents",
    "cloudwatch:*",
    "events:*",
    "wafv2:*",
];

const HOME_OF_GLOBAL_SERVICES = "us-east-1";

/**
 * Nothing is done, and no copy is made, outside the regions where the data may live.
 * @param args.residency every region of any environment: its own, those of replicas and of copies
 */
export function residency(
    args: ExemptRoles & { readonly residency: readonly string[] },
): ControlPolicy {
    const Condition = {
        StringNotEquals: { "aws:RequestedRegion": args.residency },
        ...unless(args.breakGlassRoles),
    };
    const globalHome = [...new Set([...args.residency, HOME_OF_GLOBAL_SERVICES])];
    return {
        name: "residency",
        kind: "service",
        description:
            "Nothing is done outside the regions where the data may live, but what services without regions need.",
        statements: [
            {
                Sid: "StayInRegions",
                Effect: "Deny",
                NotAction: [...WITHOUT_REGION, ...AROUND_THEM].sort(),
                Resource: "*",
                Condition,
            },
            {
                Sid: "StayInRegionsOrGlobalHome",
                Effect: "Deny",
                Action: AROUND_THEM,
                Resource: "*",
                Condition: {
                    ...Condition,
                    StringNotEquals: { "aws:RequestedRegion": globalHome },
                },
            },
            {
                Sid: "KeepKeysInRegions",
                Effect: "Deny",
                Action: "kms:ReplicateKey",
                Resource: "*",
                Condition: { StringNotEquals: { "kms:ReplicaRegion": args.residency } },
            },
            {
                Sid: "KeepSecretsInRegions",
                Effect: "Deny",
                Action: ["secretsmanager:CreateSecret", "secretsmanager:ReplicateSecretToRegions"],
                Resource: "*",
                Condition: {
                    "ForAnyValue:StringNotEquals": {
                        "secretsmanager:AddReplicaRegions": args.residency,
                    },
                },
            },
            {
                Sid: "EnableNoRegions",
                Effect: "Deny",
                Action: ["account:EnableRegion"],
                Resource: "*",
                Condition: { StringNotEquals: { "account:TargetRegion": args.residency } },
            },
        ],
    };
}
