/**
 * Regions that have DAX: those of AWS's rule that looks at its clusters, as of August 2026
 * (https://docs.aws.amazon.com/config/latest/developerguide/dax-encryption-enabled.html).
 */
export const DAX_REGIONS: readonly string[] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "sa-east-1",
    "eu-central-1",
    "eu-north-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "ap-northeast-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "cn-north-1",
    "cn-northwest-1",
];
