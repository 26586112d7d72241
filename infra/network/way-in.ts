import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { policyJson, serviceTrust, type Statements } from "../policy-document";

/** Amazon Linux 2023, which has the SSM agent. EC2 looks the newest patched one up at each launch. */
const IMAGE = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/** Smallest on Graviton, about 3 USD a month: it hands bytes on and runs nothing but the agent. */
const INSTANCE_TYPE = "t4g.nano";

const SECONDS_PER_DAY = 24 * 60 * 60;

/** The one document that operators may start: it forwards a port and opens no shell. */
const DOCUMENT = "AWS-StartPortForwardingSessionToRemoteHost";

export interface WayInArgs {
    readonly scope: AccountScope;
    /** Private subnets, in which the endpoints of Session Manager can be reached. */
    readonly subnetIds: pulumi.Input<string[]>;
    /** What it may reach is what a tunnel can lead to; nothing needs to reach it. */
    readonly securityGroupId: pulumi.Input<string>;
    /**
     * Physical name of the operators' policy. It is given, because permission sets of an organization
     * name the policies of its accounts. A change replaces the policy: AWS refuses while it is attached.
     */
    readonly operatorPolicyName: string;
}

/**
 * The way in for operators (a bastion, without its open port): a host without an open port, an address or a key, which forwards ports
 * through Session Manager. It holds no data, and is replaced every seven days, so that its image is
 * never old; whoever is connected through it at that moment is cut off.
 */
export class WayIn extends pulumi.ComponentResource {
    /** Name of the autoscaling group that keeps the one host. */
    readonly groupName: pulumi.Output<string>;
    /** ARN of the policy that lets operators open tunnels through this host, and nothing else. */
    readonly operatorPolicyArn: pulumi.Output<string>;

    constructor(name: string, args: WayInArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:network:WayIn", name, {}, opts);
        const parent = { parent: this };
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: serviceTrust("ec2.amazonaws.com") },
            parent,
        );
        const connect = new aws.iam.RolePolicy(
            name,
            { role: role.id, policy: policyJson(AGENT_STATEMENTS) },
            parent,
        );
        const profile = new aws.iam.InstanceProfile(name, { role: role.name }, parent);
        // The provider's own default tags reach neither what the group launches nor the group.
        const tags = aws
            .getDefaultTagsOutput({}, parent)
            .tags.apply((defaults) => ({ ...defaults, Name: name }));
        const template = new aws.ec2.LaunchTemplate(
            name,
            {
                imageId: IMAGE,
                instanceType: INSTANCE_TYPE,
                iamInstanceProfile: { arn: profile.arn },
                networkInterfaces: [
                    {
                        deviceIndex: 0,
                        associatePublicIpAddress: "false",
                        securityGroups: [args.securityGroupId],
                    },
                ],
                // IMDSv2, and not a hop further than the host itself.
                metadataOptions: {
                    httpEndpoint: "enabled",
                    httpTokens: "required",
                    httpPutResponseHopLimit: 1,
                },
                blockDeviceMappings: [
                    {
                        deviceName: "/dev/xvda",
                        // With the account's default key: one of ours would have to be granted to
                        // the service-linked role of autoscaling, for a disk that holds no data.
                        ebs: { encrypted: "true", volumeType: "gp3", deleteOnTermination: "true" },
                    },
                ],
                tagSpecifications: ["instance", "volume"].map((resourceType) => ({
                    resourceType,
                    tags,
                })),
            },
            parent,
        );
        const group = new aws.autoscaling.Group(
            name,
            {
                minSize: 1,
                maxSize: 1,
                vpcZoneIdentifiers: args.subnetIds,
                // By number: behind "$Latest" a new version would start no refresh.
                launchTemplate: {
                    id: template.id,
                    version: template.latestVersion.apply(String),
                },
                instanceRefresh: { strategy: "Rolling" },
                // The next host is there before the last one goes.
                instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
                maxInstanceLifetime: 7 * SECONDS_PER_DAY,
                tags: tags.apply((all) =>
                    Object.entries(all).map(([key, value]) => ({
                        key,
                        value,
                        // The template has them.
                        propagateAtLaunch: false,
                    })),
                ),
            },
            // Without its rights the agent would give up, and try again only after a while.
            { ...parent, dependsOn: connect },
        );
        this.groupName = group.name;
        const operators = new aws.iam.Policy(
            `${name}-tunnel`,
            {
                name: args.operatorPolicyName,
                description: `Opens tunnels through ${name}, and nothing else.`,
                policy: policyJson(operatorStatements(args.scope, group.name)),
            },
            parent,
        );
        this.operatorPolicyArn = operators.arn;
        this.registerOutputs({
            groupName: this.groupName,
            operatorPolicyArn: this.operatorPolicyArn,
        });
    }
}

/**
 * What Session Manager needs of its agent, and no more: `AmazonSSMManagedInstanceCore` would also let
 * the host read every parameter of the account. None of these actions takes a resource. The same
 * five make up AWS's own `AWSCloud9SSMInstanceProfile`.
 */
const AGENT_STATEMENTS: Statements = [
    {
        Sid: "SessionManager",
        Effect: "Allow",
        Action: [
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ],
        Resource: "*",
    },
];

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html */
function operatorStatements(
    { partition, region, accountId }: AccountScope,
    groupName: pulumi.Output<string>,
): pulumi.Input<aws.iam.PolicyStatement>[] {
    // In every statement that allows StartSession, or a session without a document, which is a
    // shell, would need no right to one.
    const documentChecked = { BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" } };
    const sessions = pulumi.interpolate`arn:${partition}:ssm:${region}:${accountId}:session/*`;
    return [
        {
            Sid: "StartOnThisHost",
            Effect: "Allow",
            Action: "ssm:StartSession",
            Resource: pulumi.interpolate`arn:${partition}:ec2:${region}:${accountId}:instance/*`,
            Condition: {
                ...documentChecked,
                // Set by AWS; nobody can put a tag of that name on another instance.
                StringEquals: { "ssm:resourceTag/aws:autoscaling:groupName": groupName },
            },
        },
        {
            Sid: "StartPortForwardingOnly",
            Effect: "Allow",
            Action: "ssm:StartSession",
            Resource: pulumi.interpolate`arn:${partition}:ssm:${region}::document/${DOCUMENT}`,
            Condition: documentChecked,
        },
        {
            Sid: "EndOwnSessions",
            Effect: "Allow",
            Action: ["ssm:TerminateSession", "ssm:ResumeSession"],
            Resource: sessions,
            Condition: {
                // Not by the session's name: that of an assumed role does not hold its id.
                StringLike: { "ssm:resourceTag/aws:ssmmessages:session-id": "${aws:userid}" },
            },
        },
        {
            // Takes the token that only StartSession and ResumeSession give.
            Sid: "UseSessions",
            Effect: "Allow",
            Action: "ssmmessages:OpenDataChannel",
            Resource: sessions,
        },
        {
            // To find the host; takes no single group.
            Sid: "FindTheHost",
            Effect: "Allow",
            Action: "autoscaling:DescribeAutoScalingGroups",
            Resource: "*",
        },
    ];
}
