/** Something that is done to an account, and that CIS wants somebody to hear of. */
export interface AccountEvent {
    readonly what: string;
    /** What filters of CloudTrail's log say to find it, each as a word. */
    readonly words: readonly string[];
}

/**
 * The events of section 4 of the CIS AWS Foundations Benchmark 5.0, with what its filters look for.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const ACCOUNT_EVENTS: readonly AccountEvent[] = [
    { what: "calls that were not allowed", words: ["UnauthorizedOperation", "AccessDenied"] },
    { what: "sign-ins without a second factor", words: ["ConsoleLogin", "MFAUsed"] },
    { what: "use of root", words: ["Root"] },
    {
        what: "changes of IAM policies",
        words: [
            "DeleteGroupPolicy",
            "DeleteRolePolicy",
            "DeleteUserPolicy",
            "PutGroupPolicy",
            "PutRolePolicy",
            "PutUserPolicy",
            "CreatePolicy",
            "DeletePolicy",
            "CreatePolicyVersion",
            "DeletePolicyVersion",
            "AttachRolePolicy",
            "DetachRolePolicy",
            "AttachUserPolicy",
            "DetachUserPolicy",
            "AttachGroupPolicy",
            "DetachGroupPolicy",
        ],
    },
    {
        what: "changes of trails",
        words: ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"],
    },
    { what: "failed sign-ins", words: ["ConsoleLogin", "Failed authentication"] },
    { what: "keys on their way out", words: ["DisableKey", "ScheduleKeyDeletion"] },
    {
        what: "changes of who may use a bucket",
        words: [
            "PutBucketAcl",
            "PutBucketPolicy",
            "PutBucketCors",
            "PutBucketLifecycle",
            "PutBucketReplication",
            "DeleteBucketPolicy",
            "DeleteBucketCors",
            "DeleteBucketLifecycle",
            "DeleteBucketReplication",
        ],
    },
    {
        what: "changes of AWS Config",
        words: [
            "StopConfigurationRecorder",
            "DeleteDeliveryChannel",
            "PutDeliveryChannel",
            "PutConfigurationRecorder",
        ],
    },
    {
        what: "changes of security groups",
        words: [
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "CreateSecurityGroup",
            "DeleteSecurityGroup",
        ],
    },
    {
        what: "changes of network ACLs",
        words: [
            "CreateNetworkAcl",
            "CreateNetworkAclEntry",
            "DeleteNetworkAcl",
            "DeleteNetworkAclEntry",
            "ReplaceNetworkAclEntry",
            "ReplaceNetworkAclAssociation",
        ],
    },
    {
        what: "changes of gateways",
        words: [
            "CreateCustomerGateway",
            "DeleteCustomerGateway",
            "AttachInternetGateway",
            "CreateInternetGateway",
            "DeleteInternetGateway",
            "DetachInternetGateway",
        ],
    },
    {
        what: "changes of routes",
        words: [
            "CreateRoute",
            "CreateRouteTable",
            "ReplaceRoute",
            "ReplaceRouteTableAssociation",
            "DeleteRouteTable",
            "DeleteRoute",
            "DisassociateRouteTable",
        ],
    },
    {
        what: "changes of VPCs",
        words: [
            "CreateVpc",
            "DeleteVpc",
            "ModifyVpcAttribute",
            "AcceptVpcPeeringConnection",
            "CreateVpcPeeringConnection",
            "DeleteVpcPeeringConnection",
            "RejectVpcPeeringConnection",
        ],
    },
    { what: "changes of the organization", words: ["organizations.amazonaws.com"] },
];

/** The events that a filter's pattern, or several together, do not look for. */
export function eventsMissedBy(patterns: readonly string[]): AccountEvent[] {
    const text = patterns.join("\n");
    const isIn = (word: string) => new RegExp(`\\b${word.replaceAll(".", "\\.")}\\b`).test(text);
    return ACCOUNT_EVENTS.filter(({ words }) => !words.every(isIn));
}
