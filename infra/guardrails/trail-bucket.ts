import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { logBucket, type LogBucketArgs } from "../log-bucket";

export interface TrailBucketArgs extends Omit<LogBucketArgs, "keyArn"> {
    readonly scope: AccountScope;
    /** Key whose policy lets the trail encrypt. */
    readonly keyArn: pulumi.Input<string>;
    /**
     * Days for which nobody deletes or changes what was delivered, but who may bypass governance
     * (`s3:BypassGovernanceRetention`). S3 takes a lock on an existing bucket, and never off again:
     * without days new objects are free, and those that are there stay locked until their day.
     * @default none
     */
    readonly objectLockDays: number | undefined;
}

/**
 * The resources of a trail's bucket, as children of `parent`: as {@link logBucket}, and S3 logs who
 * comes to it in a bucket beside it, `<name>-access`, because the trail that recorded that would feed
 * itself.
 */
export function trailBucket(name: string, args: TrailBucketArgs, parent: pulumi.Resource) {
    const { objectLockDays, protect, retentionDays, scope } = args;
    const made = logBucket(name, args, parent);
    const bucket = made.bucket.id;
    if (objectLockDays !== undefined) {
        new aws.s3.BucketObjectLockConfiguration(
            name,
            { bucket, rule: { defaultRetention: { mode: "GOVERNANCE", days: objectLockDays } } },
            { parent, dependsOn: made.versioning },
        );
    }
    const access = logBucket(
        `${name}-access`,
        {
            retentionDays,
            protect,
            writers: (arn) => [
                {
                    Sid: "AccessIsLogged",
                    Effect: "Allow",
                    Principal: { Service: "logging.s3.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: pulumi.interpolate`${arn}/*`,
                    Condition: {
                        ArnLike: { "aws:SourceArn": made.bucket.arn },
                        StringEquals: { "aws:SourceAccount": scope.accountId },
                    },
                },
            ],
        },
        parent,
    );
    new aws.s3.BucketLogging(
        name,
        { bucket, targetBucket: access.bucket.id, targetPrefix: "access/" },
        { parent, retainOnDelete: true, dependsOn: access.ready },
    );
    return made;
}
