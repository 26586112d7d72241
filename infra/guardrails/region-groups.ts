/** Regions that come late to much of what AWS offers, or never. */
export const CHINA: readonly string[] = ["cn-north-1", "cn-northwest-1"];

export const GOV_CLOUD: readonly string[] = ["us-gov-east-1", "us-gov-west-1"];

export const NEWEST: readonly string[] = [
    "ap-east-2",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "mx-central-1",
];
