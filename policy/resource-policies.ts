/** Where resources keep the documents that say who may use them. */
export const RESOURCE_POLICY_PATHS = [
    "policy",
    "policyDocument",
    "accessPolicy",
    "resourcePolicy",
    "details.policy",
] as const;

/**
 * Whatever holds such a document of data, messages, logs or code. Keys and endpoints have rules of
 * their own. Not here is what is meant for everyone and asks who it is in other ways: interfaces of
 * API Gateway, domains of OpenSearch inside a VPC, public registries.
 */
export const RESOURCE_POLICIES = [
    "aws:acmpca/policy:Policy",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:codeartifact/domainPermissions:DomainPermissions",
    "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy",
    "aws:dsql/clusterPolicy:ClusterPolicy",
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "aws:ecr/registryPolicy:RegistryPolicy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy",
    "aws:glacier/vault:Vault",
    "aws:glue/resourcePolicy:ResourcePolicy",
    "aws:kinesis/resourcePolicy:ResourcePolicy",
    "aws:lambda/resourcePolicy:ResourcePolicy",
    "aws:msk/clusterPolicy:ClusterPolicy",
    "aws:redshift/resourcePolicy:ResourcePolicy",
    "aws:redshiftserverless/resourcePolicy:ResourcePolicy",
    "aws:s3/accessPoint:AccessPoint",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketV2:BucketV2",
    "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy",
    "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy",
    "aws:s3control/accessPointPolicy:AccessPointPolicy",
    "aws:s3control/bucketPolicy:BucketPolicy",
    "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
    "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
    "aws:s3tables/tableBucketPolicy:TableBucketPolicy",
    "aws:s3tables/tablePolicy:TablePolicy",
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:sns/topic:Topic",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queue:Queue",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:xray/resourcePolicy:ResourcePolicy",
] as const;

/** What gives one permission without a document, and the properties that limit who has it. */
export const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
    "aws:cloudwatch/eventPermission:EventPermission": ["condition"],
    "aws:lambda/layerVersionPermission:LayerVersionPermission": ["organizationId"],
    "aws:lambda/permission:Permission": ["principalOrgId", "sourceAccount", "sourceArn"],
};
