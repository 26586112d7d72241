import type { Props } from "../support";
import {
    type Made,
    ACCOUNT,
    KEY,
    REGION,
    doc,
    key,
    logs,
    made,
    provider,
    role,
    trust,
} from "./made";
import { net, rule, sg } from "./network";

const ep = (s: string, kind: string, extra: Props = {}) =>
    made(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        `ep-${s}`,
        {
            vpcId: "vpc-1",
            serviceName: `com.amazonaws.${REGION}.${s}`,
            vpcEndpointType: kind,
            ...extra,
        },
        {
            id: `vpce-${s}`,
            policy: '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}',
            subnetIds: [],
            securityGroupIds: [],
            routeTableIds: [],
            privateDnsEnabled: kind === "Interface",
            ...extra,
            dnsEntries: [],
            networkInterfaceIds: [],
            requesterManaged: false,
            state: "available",
            ipAddressType: "",
        },
    );
const tied = doc({
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abc1234567" } },
});
/** Kubernetes, in subnets with endpoints. */
export const cluster: readonly Made[] = [
    provider,
    key(),
    ...net(),
    sg(
        "endpoints",
        "sg-ep",
        [rule("tcp", 443, 443, { cidrBlocks: ["10.20.0.0/16"] }, "The VPC")],
        [],
    ),
    ep("s3", "Gateway", {
        routeTableIds: ["rtb-private"],
        policy: doc(
            {
                Effect: "Allow",
                Principal: "*",
                Action: "*",
                Resource: "*",
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abc1234567" } },
            },
            {
                Sid: "EcrLayers",
                Effect: "Allow",
                Principal: "*",
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*",
            },
        ),
    }),
    ...[
        "ecr.api",
        "ecr.dkr",
        "sts",
        "logs",
        "ec2",
        "elasticloadbalancing",
        "kms",
        "secretsmanager",
        "ssm",
    ].map((s) =>
        ep(s, "Interface", {
            subnetIds: ["subnet-a", "subnet-b"],
            securityGroupIds: ["sg-ep"],
            privateDnsEnabled: true,
            policy: tied,
        }),
    ),
    ep("dynamodb", "Gateway", { routeTableIds: ["rtb-private"], policy: tied }),
    role(
        "cluster",
        doc({
            Effect: "Allow",
            Principal: { Service: "eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
        }),
    ),
    made(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "cluster",
        { role: "cluster", policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
        {},
    ),
    role("nodes", trust("ec2.amazonaws.com")),
    ...[
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryReadOnly",
        "AmazonSSMManagedInstanceCore",
    ].map((p) =>
        made(
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            `nodes-${p}`,
            { role: "nodes", policyArn: `arn:aws:iam::aws:policy/${p}` },
            {},
        ),
    ),
    made(
        "aws:eks/cluster:Cluster",
        "eks",
        {
            name: "main",
            roleArn: `arn:aws:iam::${ACCOUNT}:role/cluster`,
            version: "1.33",
            vpcConfig: {
                subnetIds: ["subnet-a", "subnet-b"],
                endpointPrivateAccess: true,
                endpointPublicAccess: false,
            },
            enabledClusterLogTypes: ["api", "audit", "authenticator"],
            encryptionConfig: { provider: { keyArn: KEY }, resources: ["secrets"] },
        },
        {
            id: "main",
            arn: "x",
            endpoint: "https://x",
            identities: [
                { oidcs: [{ issuer: "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC" }] },
            ],
            certificateAuthority: {
                data: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURCVENDQWUyZ0F3SUJBZ0lJ",
            },
        },
    ),
    logs("eks-logs", "/aws/eks/main/cluster"),
    made(
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        "oidc",
        {
            url: "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC",
            clientIdLists: ["sts.amazonaws.com"],
            thumbprintLists: ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"],
        },
        {
            id: `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC`,
            arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC`,
        },
    ),
    role(
        "irsa",
        doc({
            Effect: "Allow",
            Principal: {
                Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC`,
            },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
                StringEquals: {
                    "oidc.eks.eu-central-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com",
                    "oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub":
                        "system:serviceaccount:kube-system:cluster-autoscaler",
                },
            },
        }),
    ),
    made(
        "aws:iam/policy:Policy",
        "autoscaler",
        {
            policy: doc(
                {
                    Effect: "Allow",
                    Action: [
                        "autoscaling:DescribeAutoScalingGroups",
                        "autoscaling:DescribeAutoScalingInstances",
                        "autoscaling:DescribeLaunchConfigurations",
                        "autoscaling:DescribeTags",
                        "ec2:DescribeImages",
                        "ec2:DescribeInstanceTypes",
                        "ec2:DescribeLaunchTemplateVersions",
                        "ec2:GetInstanceTypesFromInstanceRequirements",
                        "eks:DescribeNodegroup",
                    ],
                    Resource: "*",
                },
                {
                    Effect: "Allow",
                    Action: [
                        "autoscaling:SetDesiredCapacity",
                        "autoscaling:TerminateInstanceInAutoScalingGroup",
                    ],
                    Resource: "*",
                    Condition: {
                        StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/main": "owned" },
                    },
                },
            ),
            path: "/",
        },
        {},
    ),
    made(
        "aws:ec2/launchTemplate:LaunchTemplate",
        "nodes",
        {
            metadataOptions: {
                httpTokens: "required",
                httpPutResponseHopLimit: 2,
                httpEndpoint: "enabled",
            },
            blockDeviceMappings: [
                {
                    deviceName: "/dev/xvda",
                    ebs: { encrypted: "true", kmsKeyId: KEY, volumeSize: 50, volumeType: "gp3" },
                },
            ],
            userData: Buffer.from("[settings.kubernetes]\nmax-pods = 110\n").toString("base64"),
        },
        { id: "lt-1" },
    ),
    made(
        "aws:eks/nodeGroup:NodeGroup",
        "nodes-group",
        {
            clusterName: "main",
            nodeRoleArn: `arn:aws:iam::${ACCOUNT}:role/nodes`,
            subnetIds: ["subnet-a", "subnet-b"],
            scalingConfig: { minSize: 2, maxSize: 6, desiredSize: 2 },
            launchTemplate: { id: "lt-1", version: "1" },
        },
        {},
    ),
    made(
        "aws:ec2/securityGroup:SecurityGroup",
        "nodes-sg",
        { description: "Nodes", vpcId: "vpc-1", revokeRulesOnDelete: false },
        { id: "sg-nodes", ingress: [], egress: [] },
    ),
    made(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "nodes-self",
        {
            description: "Nodes to each other",
            type: "ingress",
            securityGroupId: "sg-nodes",
            protocol: "-1",
            fromPort: 0,
            toPort: 0,
            self: true,
        },
        { cidrBlocks: null, ipv6CidrBlocks: null, prefixListIds: null, sourceSecurityGroupId: "" },
    ),
    made(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "nodes-out",
        {
            description: "Images and APIs",
            type: "egress",
            securityGroupId: "sg-nodes",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrBlocks: ["0.0.0.0/0"],
        },
        { self: false, ipv6CidrBlocks: null },
    ),
    made(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "nodes-kubelet",
        {
            description: "Kubelet",
            securityGroupId: "sg-nodes",
            ipProtocol: "tcp",
            fromPort: 10250,
            toPort: 10250,
            referencedSecurityGroupId: "sg-ep",
        },
        { id: "sgr-1" },
    ),
];
