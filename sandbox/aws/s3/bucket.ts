import { any, AwsError, bool, type Draft, type Model, str } from "../../cloud/model";
import { partitionOf } from "../shared/arn";
import { resourcePolicy } from "../shared/policy-checks";
import { isPublic, statementsOf } from "../shared/policy-evaluation";
import { lifecycle } from "./lifecycle";
import { logging } from "./logging";
import { encryption, objectLock, ownership, versioning } from "./settings";
import { BUCKET, bucketArn, PUBLIC_ACCESS_BLOCK, setting } from "./types";

const MAX_POLICY = 20480;

const bucketName = (value: string): string | undefined => {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value) || value.includes("..")) {
        return (
            "must be 3 to 63 lowercase letters, digits, dots and hyphens, start and end with a " +
            `letter or digit and have no two dots in a row, got "${value}"`
        );
    }
    if (/^\d+\.\d+\.\d+\.\d+$/.test(value)) {
        return `must not have the form of an IP address, got "${value}"`;
    }
    return /^(xn--|sthree-|amzn-s3-demo-)/.test(value) ||
        /(-s3alias|--ol-s3|\.mrap|--x-s3)$/.test(value)
        ? `has a prefix or suffix that AWS keeps for itself, got "${value}"`
        : undefined;
};

const bucket: Model = {
    type: BUCKET,
    fields: {
        bucket: str({ replaces: true, check: bucketName }),
        forceDestroy: bool({ default: false }),
        objectLockEnabled: bool({ replaces: true }),
    },
    autoName: { field: "bucket", maxLength: 63, lowercase: true },
    id: ({ inputs }) => inputs.bucket as string,
    outputs: {
        arn: ({ id, region }) => bucketArn(region, id),
        bucketDomainName: ({ id, region }) => `${id}.s3.${partitionOf(region).dnsSuffix}`,
        bucketRegion: ({ region }) => region,
        bucketRegionalDomainName: ({ id, region }) =>
            `${id}.s3.${region}.${partitionOf(region).dnsSuffix}`,
        objectLockEnabled: ({ inputs }) => inputs.objectLockEnabled ?? false,
        requestPayer: () => "BucketOwner",
    },
};

const bucketPolicy = setting(
    "Policy",
    { policy: { ...any({ required: true }), check: policyText } },
    {
        refuse: checkPolicy,
    },
);

const publicAccessBlock = setting("PublicAccessBlock", {
    blockPublicAcls: bool({ default: false }),
    blockPublicPolicy: bool({ default: false }),
    ignorePublicAcls: bool({ default: false }),
    restrictPublicBuckets: bool({ default: false }),
});

/** Amazon S3: buckets and what is set on them. What a bucket holds is not simulated. */
export const s3Models: readonly Model[] = [
    bucket,
    bucketPolicy,
    publicAccessBlock,
    versioning,
    encryption,
    lifecycle,
    ownership,
    logging,
    objectLock,
];

/** Text, or the object that the provider makes text of. */
function policyText(policy: unknown): string | undefined {
    const text = typeof policy === "string" ? policy : JSON.stringify(policy);
    return text.length > MAX_POLICY
        ? `must have at most ${MAX_POLICY} characters`
        : resourcePolicy(policy);
}

function checkPolicy(draft: Draft): void {
    const { policy } = draft.inputs;
    const ofThis = bucketArn(draft.region, draft.inputs.bucket as string);
    const resources = statementsOf(policy).flatMap(({ Resource = [] }) => Resource);
    const foreign = resources.find((r) => r !== "*" && r !== ofThis && !r.startsWith(`${ofThis}/`));
    if (foreign !== undefined) {
        throw new AwsError(
            "MalformedPolicy",
            `Policy has invalid resource: ${foreign} is neither ${ofThis} nor under it`,
        );
    }
    const block = draft.account.get(PUBLIC_ACCESS_BLOCK, draft.inputs.bucket as string);
    if (block?.inputs.blockPublicPolicy === true && isPublic(policy)) {
        throw new AwsError(
            "AccessDenied",
            "public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access",
        );
    }
}
