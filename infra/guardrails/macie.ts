import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tellOfFindings } from "./findings";
import { ownMark } from "./singletons";

export interface MacieArgs {
    /** Start of the environment's names, such as `pii-prod`. */
    readonly prefix: string;
    /** Makes a session; otherwise the one that is there is listened to. */
    readonly own: boolean;
    readonly alarmTopicArn: pulumi.Input<string>;
}

/**
 * Macie: looks into the buckets of the account for personal data where nobody expects any, and at who
 * may read them. It sees S3 alone, and opens nothing of this platform's own buckets, whose keys do not
 * let its role decrypt. It makes no job: its automated discovery samples what is there.
 */
export class Macie extends pulumi.ComponentResource {
    constructor(name: string, args: MacieArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:guardrails:Macie", name, {}, opts);
        if (args.own) {
            new aws.macie2.Account(
                name,
                { status: "ENABLED", findingPublishingFrequency: "FIFTEEN_MINUTES" },
                { parent: this, dependsOn: ownMark("macie", args.prefix, this) },
            );
        }
        tellOfFindings(
            name,
            {
                description: "What Macie finds in buckets, of high severity.",
                pattern: {
                    source: ["aws.macie"],
                    "detail-type": ["Macie Finding"],
                    detail: { severity: { description: ["High"] } },
                },
                topicArn: args.alarmTopicArn,
                message: [
                    "Macie, severity <detail.severity.description>: <detail.title>",
                    "<detail.description>",
                    "Bucket <detail.resourcesAffected.s3Bucket.name>, account <account>, <region>, finding <detail.id>.",
                ],
            },
            this,
        );
        this.registerOutputs({});
    }
}
