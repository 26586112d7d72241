import type * as aws from "@pulumi/aws";
import type * as postgresql from "@pulumi/postgresql";
import type { Props, Sample } from "./support";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";

function resource<Args extends object>(
    type: string,
    name: string,
    props: Args,
): Sample & { readonly props: Args } {
    return { type, name, props: props as Args & Props };
}

export function document(...statements: object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The policy that every good bucket has. */
export const TLS_ONLY = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::trail", "arn:aws:s3:::trail/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const cluster = resource<aws.rds.ClusterArgs>("aws:rds/cluster:Cluster", "aurora", {
    engine: "aurora-postgresql",
    engineVersion: "16.8",
    storageEncrypted: true,
    kmsKeyId: KEY,
    deletionProtection: true,
    backupRetentionPeriod: 35,
    finalSnapshotIdentifier: "aurora-final",
    iamDatabaseAuthenticationEnabled: true,
    manageMasterUserPassword: true,
    dbClusterParameterGroupName: "aurora-parameters",
    dbSubnetGroupName: "aurora-subnets",
    vpcSecurityGroupIds: ["sg-1"],
    enabledCloudwatchLogsExports: ["postgresql", "iam-db-auth-error"],
});
export const globalCluster = resource<aws.rds.GlobalClusterArgs>(
    "aws:rds/globalCluster:GlobalCluster",
    "world",
    {
        globalClusterIdentifier: "world",
        engine: "aurora-postgresql",
        engineVersion: "16.8",
        storageEncrypted: true,
    },
);
export const clusterInstance = resource<aws.rds.ClusterInstanceArgs>(
    "aws:rds/clusterInstance:ClusterInstance",
    "aurora-0",
    {
        clusterIdentifier: "aurora",
        engine: "aurora-postgresql",
        instanceClass: "db.t4g.medium",
        publiclyAccessible: false,
    },
);
export const instance = resource<aws.rds.InstanceArgs>("aws:rds/instance:Instance", "single", {
    instanceClass: "db.t4g.medium",
});
export const parameterGroup = resource<aws.rds.ClusterParameterGroupArgs>(
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "aurora-parameters",
    {
        family: "aurora-postgresql16",
        name: "aurora-parameters",
        parameters: [{ name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" }],
    },
);

export const table = resource<aws.dynamodb.TableArgs>("aws:dynamodb/table:Table", "consents", {
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    billingMode: "PAY_PER_REQUEST",
    serverSideEncryption: { enabled: true, kmsKeyArn: KEY },
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: true,
    replicas: [
        {
            regionName: "eu-central-1",
            kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/5678",
            pointInTimeRecovery: true,
            deletionProtectionEnabled: true,
        },
    ],
});
export const tableReplica = resource<aws.dynamodb.TableReplicaArgs>(
    "aws:dynamodb/tableReplica:TableReplica",
    "consents-central",
    {
        globalTableArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
        kmsKeyArn: KEY,
        pointInTimeRecovery: true,
        deletionProtectionEnabled: true,
    },
);
export const tablePolicy = resource<aws.dynamodb.ResourcePolicyArgs>(
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "consents-policy",
    {
        resourceArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
        policy: document({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:role/app" },
            Action: "dynamodb:GetItem",
            Resource: "*",
        }),
    },
);
export const dax = resource<aws.dax.ClusterArgs>("aws:dax/cluster:Cluster", "cache", {
    clusterName: "cache",
    iamRoleArn: "arn:aws:iam::111122223333:role/dax",
    nodeType: "dax.t3.small",
    replicationFactor: 1,
    serverSideEncryption: { enabled: true },
    clusterEndpointEncryptionType: "TLS",
    subnetGroupName: "cache",
    securityGroupIds: ["sg-2"],
});

export const vpc = resource<aws.ec2.VpcArgs>("aws:ec2/vpc:Vpc", "main", {
    cidrBlock: "10.0.0.0/16",
});
export const subnet = resource<aws.ec2.SubnetArgs>("aws:ec2/subnet:Subnet", "private-1", {
    vpcId: "vpc-1",
    availabilityZone: "eu-west-1a",
    mapPublicIpOnLaunch: false,
    tags: { SubnetType: "Private" },
});
export const securityGroup = resource<aws.ec2.SecurityGroupArgs>(
    "aws:ec2/securityGroup:SecurityGroup",
    "proxy",
    {
        ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.0.0.0/8"] }],
        egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    },
);
export const securityGroupRule = resource<aws.ec2.SecurityGroupRuleArgs>(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "endpoint-in",
    {
        type: "ingress",
        securityGroupId: "sg-3",
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrBlocks: ["10.0.0.0/16"],
        ipv6CidrBlocks: ["fd00::/8"],
    },
);
export const ingressRule = resource<aws.vpc.SecurityGroupIngressRuleArgs>(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "app-to-proxy",
    {
        securityGroupId: "sg-1",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        referencedSecurityGroupId: "sg-4",
    },
);
export const networkAcl = resource<aws.ec2.NetworkAclArgs>(
    "aws:ec2/networkAcl:NetworkAcl",
    "isolated",
    {
        vpcId: "vpc-1",
        ingress: [
            {
                ruleNo: 100,
                action: "allow",
                protocol: "tcp",
                fromPort: 1024,
                toPort: 65535,
                cidrBlock: "0.0.0.0/0",
            },
            {
                ruleNo: 200,
                action: "deny",
                protocol: "-1",
                fromPort: 0,
                toPort: 0,
                cidrBlock: "0.0.0.0/0",
            },
        ],
    },
);
export const networkAclRule = resource<aws.ec2.NetworkAclRuleArgs>(
    "aws:ec2/networkAclRule:NetworkAclRule",
    "isolated-in",
    {
        networkAclId: "acl-1",
        ruleNumber: 100,
        ruleAction: "allow",
        protocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        cidrBlock: "10.0.0.0/16",
    },
);
export const defaultSecurityGroup = resource<aws.ec2.DefaultSecurityGroupArgs>(
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "closed",
    { vpcId: "vpc-1" },
);
export const flowLog = resource<aws.ec2.FlowLogArgs>("aws:ec2/flowLog:FlowLog", "flow", {
    vpcId: "vpc-1",
    trafficType: "ALL",
    logDestination: "arn:aws:logs:eu-west-1:111122223333:log-group:flow",
});
export const endpoint = resource<aws.ec2.VpcEndpointArgs>(
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "kms-endpoint",
    {
        vpcId: "vpc-1",
        serviceName: "com.amazonaws.eu-west-1.kms",
        policy: document({
            Effect: "Allow",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
        }),
    },
);
export const endpointPolicy = resource<aws.ec2.VpcEndpointPolicyArgs>(
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
    "kms-endpoint-policy",
    { vpcEndpointId: "vpce-1", policy: endpoint.props.policy },
);

export const key = resource<aws.kms.KeyArgs>("aws:kms/key:Key", "data", {
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: document({
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "kms:*",
        Resource: "*",
    }),
});
export const keyPolicy = resource<aws.kms.KeyPolicyArgs>(
    "aws:kms/keyPolicy:KeyPolicy",
    "data-policy",
    {
        keyId: KEY,
        policy: key.props.policy as string,
    },
);
export const secret = resource<aws.secretsmanager.SecretArgs>(
    "aws:secretsmanager/secret:Secret",
    "app-login",
    {
        kmsKeyId: KEY,
        recoveryWindowInDays: 30,
        replicas: [
            {
                region: "eu-central-1",
                kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/5678",
            },
        ],
    },
);
export const secretPolicy = resource<aws.secretsmanager.SecretPolicyArgs>(
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "app-login-policy",
    { secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a", policy: document() },
);

export const logGroup = resource<aws.cloudwatch.LogGroupArgs>(
    "aws:cloudwatch/logGroup:LogGroup",
    "aurora-log",
    { retentionInDays: 365, kmsKeyId: KEY },
);
export const trail = resource<aws.cloudtrail.TrailArgs>("aws:cloudtrail/trail:Trail", "trail", {
    s3BucketName: "trail",
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: KEY,
});
export const bucket = resource<aws.s3.BucketArgs>("aws:s3/bucket:Bucket", "trail-bucket", {
    bucket: "trail",
});
export const bucketAccess = resource<aws.s3.BucketPublicAccessBlockArgs>(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "trail-bucket-access",
    {
        bucket: "trail",
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    },
);
export const bucketEncryption = resource<aws.s3.BucketServerSideEncryptionConfigurationArgs>(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "trail-bucket-encryption",
    {
        bucket: "trail",
        rules: [
            {
                applyServerSideEncryptionByDefault: {
                    sseAlgorithm: "aws:kms",
                    kmsMasterKeyId: KEY,
                },
                bucketKeyEnabled: true,
            },
        ],
    },
);
export const bucketPolicy = resource<aws.s3.BucketPolicyArgs>(
    "aws:s3/bucketPolicy:BucketPolicy",
    "trail-bucket-policy",
    { bucket: "trail", policy: document(TLS_ONLY) },
);

export const iamPolicy = resource<aws.iam.PolicyArgs>("aws:iam/policy:Policy", "reader", {
    policy: document({
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:Query"],
        Resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/consents",
    }),
});
export const role = resource<aws.iam.RoleArgs>("aws:iam/role:Role", "app", {
    assumeRolePolicy: document({
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
    }),
    managedPolicyArns: [],
});
export const attachment = resource<aws.iam.RolePolicyAttachmentArgs>(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "app-vpc",
    {
        role: "app",
        policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
    },
);

export const databaseRole = resource<postgresql.RoleArgs>("postgresql:index/role:Role", "reader", {
    name: "reader",
    login: false,
});
export const grant = resource<postgresql.GrantArgs>("postgresql:index/grant:Grant", "reader-use", {
    database: "pii",
    objectType: "schema",
    schema: "pii",
    role: "reader",
    privileges: ["USAGE"],
});
export const defaultPrivileges = resource<postgresql.DefaultPrivilegesArgs>(
    "postgresql:index/defaultPrivileges:DefaultPrivileges",
    "reader-tables",
    {
        database: "pii",
        objectType: "table",
        owner: "owner",
        role: "reader",
        privileges: ["SELECT"],
    },
);
export const databaseProvider = resource<postgresql.ProviderArgs>(
    "pulumi:providers:postgresql",
    "pii-database",
    { host: "db.internal", sslmode: "verify-full" },
);
export const awsProvider = resource<aws.ProviderArgs>("pulumi:providers:aws", "default", {
    region: "eu-west-1",
});

/** A whole stack that no rule finds fault with. */
export const stack: readonly Sample[] = [
    cluster,
    parameterGroup,
    clusterInstance,
    table,
    dax,
    { ...vpc, props: { ...vpc.props, id: "vpc-1" } },
    subnet,
    securityGroup,
    defaultSecurityGroup,
    flowLog,
    endpoint,
    key,
    secret,
    logGroup,
    trail,
    bucket,
    bucketAccess,
    bucketEncryption,
    bucketPolicy,
    iamPolicy,
    role,
    awsProvider,
];
