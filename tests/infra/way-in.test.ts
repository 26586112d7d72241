import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { WayIn } from "../../infra/network/way-in";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";

interface Statement {
    readonly Sid: string;
    readonly Action: string | string[];
    readonly Resource: string;
    readonly Condition?: unknown;
}

function statements({ policy }: Record<string, unknown>): Statement[] {
    return (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
}

describe("WayIn", () => {
    before(mockEngine);

    const make = () =>
        registrations(
            () =>
                new WayIn("pii-prod-way-in", {
                    scope: SCOPE,
                    subnetIds: ["subnet-a", "subnet-b"],
                    securityGroupId: "sg-admin",
                    operatorPolicyName: "pii-prod-tunnel",
                }),
        );

    it("is a host without address or key, with an encrypted disk and IMDSv2 only", async () => {
        assert.deepEqual(only(await make(), TEMPLATE), {
            imageId:
                "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
            instanceType: "t4g.nano",
            iamInstanceProfile: {
                arn: "arn:aws:iam/instanceProfile:InstanceProfile:pii-prod-way-in",
            },
            networkInterfaces: [
                {
                    deviceIndex: 0,
                    associatePublicIpAddress: "false",
                    securityGroups: ["sg-admin"],
                },
            ],
            metadataOptions: {
                httpEndpoint: "enabled",
                httpTokens: "required",
                httpPutResponseHopLimit: 1,
            },
            blockDeviceMappings: [
                {
                    deviceName: "/dev/xvda",
                    ebs: { encrypted: "true", volumeType: "gp3", deleteOnTermination: "true" },
                },
            ],
            // With the provider's default tags, which AWS puts on nothing that a group launches.
            tagSpecifications: ["instance", "volume"].map((resourceType) => ({
                resourceType,
                tags: { environment: "dev", Name: "pii-prod-way-in" },
            })),
        });
    });

    it("is one in the private subnets, replaced weekly and by every new template", async () => {
        assert.deepEqual(only(await make(), GROUP), {
            minSize: 1,
            maxSize: 1,
            vpcZoneIdentifiers: ["subnet-a", "subnet-b"],
            launchTemplate: { id: "pii-prod-way-in-id", version: "1" },
            instanceRefresh: { strategy: "Rolling" },
            instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
            maxInstanceLifetime: 604_800,
            tags: [
                { key: "environment", value: "dev", propagateAtLaunch: false },
                { key: "Name", value: "pii-prod-way-in", propagateAtLaunch: false },
            ],
        });
    });

    it("may talk to Session Manager, and nothing else", async () => {
        const all = await make();
        assert.deepEqual(statements(only(all, "aws:iam/rolePolicy:RolePolicy")), [
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
        ]);
        const attached = all.filter(({ type }) => type.includes("PolicyAttachment"));
        assert.deepEqual(attached, []);
    });

    it("lets operators start port forwarding on this host, but no shell and no other host", async () => {
        const policy = statements(only(await make(), "aws:iam/policy:Policy"));
        const starts = policy.filter(({ Action }) => Action === "ssm:StartSession");
        assert.deepEqual(
            starts.map(({ Resource, Condition }) => [Resource, Condition]),
            [
                [
                    "arn:aws:ec2:eu-west-1:111111111111:instance/*",
                    {
                        BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
                        StringEquals: {
                            "ssm:resourceTag/aws:autoscaling:groupName": "pii-prod-way-in",
                        },
                    },
                ],
                [
                    "arn:aws:ssm:eu-west-1::document/AWS-StartPortForwardingSessionToRemoteHost",
                    { BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" } },
                ],
            ],
        );
    });

    it("gives the operators' policy the name that permission sets know it by", async () => {
        assert.equal(only(await make(), "aws:iam/policy:Policy").name, "pii-prod-tunnel");
    });

    it("lets operators end their own sessions and find the host, and nothing else", async () => {
        const policy = statements(only(await make(), "aws:iam/policy:Policy"));
        const sessions = "arn:aws:ssm:eu-west-1:111111111111:session/*";
        assert.deepEqual(
            policy
                .filter(({ Action }) => Action !== "ssm:StartSession")
                .map(({ Action, Resource, Condition }) => [Action, Resource, Condition]),
            [
                [
                    ["ssm:TerminateSession", "ssm:ResumeSession"],
                    sessions,
                    {
                        StringLike: {
                            "ssm:resourceTag/aws:ssmmessages:session-id": "${aws:userid}",
                        },
                    },
                ],
                ["ssmmessages:OpenDataChannel", sessions, undefined],
                ["autoscaling:DescribeAutoScalingGroups", "*", undefined],
            ],
        );
    });

    it("tells the names of its group and of the operators' policy", async () => {
        let made: WayIn | undefined;
        await registrations(() => {
            made = new WayIn("pii-prod-way-in", {
                scope: SCOPE,
                subnetIds: ["subnet-a"],
                securityGroupId: "sg-admin",
                operatorPolicyName: "pii-prod-tunnel",
            });
        });
        assert.deepEqual(
            await Promise.all([value(made?.groupName), value(made?.operatorPolicyArn)]),
            ["pii-prod-way-in", "arn:aws:iam/policy:Policy:pii-prod-way-in-tunnel"],
        );
    });
});

function value<T>(output: pulumi.Output<T> | undefined): Promise<T | undefined> {
    return new Promise((resolve) => {
        if (output === undefined) {
            resolve(undefined);
        } else {
            output.apply(resolve);
        }
    });
}
