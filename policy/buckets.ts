import type { Stack, StackResource } from "./resource";

/** Buckets go by two types, the second one from @pulumi/aws 6. */
export const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

/** Types of what says one thing of a bucket, such as `BucketVersioning`; some go by two. */
export function bucketSetting(name: string): readonly [today: string, inVersion6: string] {
    const token = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    return [`aws:s3/${token}:${name}`, `aws:s3/${token}V2:${name}V2`];
}

/** What `property` of resources of `types` names, for each bucket; a bucket goes by name or ARN. */
export function linksToBuckets(stack: Stack, types: readonly string[], property = "bucket") {
    return stack.links(types, property, BUCKETS, ["bucket", "id", "arn"]);
}

/**
 * A violation of `message` for each bucket that no resource of `types` belongs to, and that does not
 * say it `inline`, as buckets did before there were such resources.
 */
export function eachBucketMustHave(
    stack: Stack,
    types: readonly string[],
    message: string,
    inline: (bucket: StackResource) => boolean = () => false,
): void {
    const settings = linksToBuckets(stack, types);
    for (const bucket of stack.of(...BUCKETS)) {
        if (settings.to(bucket).length === 0 && !inline(bucket)) {
            bucket.fail(message);
        }
    }
}

const LOGGING = bucketSetting("BucketLogging");
/** The same load balancers go by two types, and the classic ones by a third. */
const LOAD_BALANCERS = ["lb", "alb", "elb"].map((name) => `aws:${name}/loadBalancer:LoadBalancer`);

/** The buckets of a stack that S3 and load balancers deliver access logs to. */
export function accessLogTargets(stack: Stack): ReadonlySet<StackResource> {
    const links = [
        linksToBuckets(stack, LOGGING, "targetBucket"),
        linksToBuckets(stack, BUCKETS, "logging.targetBucket"),
        linksToBuckets(stack, LOAD_BALANCERS, "accessLogs.bucket"),
        linksToBuckets(stack, LOAD_BALANCERS, "connectionLogs.bucket"),
    ];
    return new Set(
        stack.of(...BUCKETS).filter((bucket) => links.some((link) => link.to(bucket).length > 0)),
    );
}

/** True when S3 logs who reads and writes the bucket. */
export function logsAccess(stack: Stack): (bucket: StackResource) => boolean {
    const logging = linksToBuckets(stack, LOGGING);
    return (bucket) => logging.to(bucket).length > 0 || bucket.has("logging.targetBucket");
}
