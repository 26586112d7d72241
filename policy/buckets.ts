import type { Stack } from "./resource";

/** Buckets go by two types, the second one from @pulumi/aws 6. */
export const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

/** A violation of `message` for each bucket that no resource of `types` belongs to. */
export function eachBucketMustHave(stack: Stack, types: readonly string[], message: string): void {
    const settings = stack.links(types, "bucket", BUCKETS, ["bucket", "id"]);
    for (const bucket of stack.of(...BUCKETS)) {
        if (settings.to(bucket).length === 0) {
            bucket.fail(message);
        }
    }
}
