import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Hours that a change is kept for its readers: a long weekend. */
const RETENTION_HOURS = 96;

/**
 * Every change of a table's items, in a Kinesis stream of its own: for more readers than a table's
 * stream takes, and for longer. Changes can come twice, and out of order.
 * @returns the stream
 */
export function changeStream(
    name: string,
    args: {
        readonly tableName: pulumi.Input<string>;
        /** Key that encrypts the stream, and that may be used through Kinesis. */
        readonly keyArn: pulumi.Input<string>;
        /** Pulumi refuses to delete or replace the stream. */
        readonly protect: boolean;
    },
    parent: pulumi.Resource,
): aws.kinesis.Stream {
    const stream = new aws.kinesis.Stream(
        `${name}-changes`,
        {
            streamModeDetails: { streamMode: "ON_DEMAND" },
            encryptionType: "KMS",
            kmsKeyId: args.keyArn,
            retentionPeriod: RETENTION_HOURS,
        },
        { parent, protect: args.protect },
    );
    new aws.dynamodb.KinesisStreamingDestination(
        name,
        {
            tableName: args.tableName,
            streamArn: stream.arn,
            approximateCreationDateTimePrecision: "MICROSECOND",
        },
        // A table has one destination at a time.
        { parent, deleteBeforeReplace: true },
    );
    return stream;
}
