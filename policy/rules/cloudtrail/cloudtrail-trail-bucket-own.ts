import { bucketSetting } from "../../buckets";
import { statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

/** Conditions that say on whose behalf CloudTrail writes. */
const SOURCES = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];

export const cloudtrailTrailBucketOwn = rule({
    name: "cloudtrail-trail-bucket-own",
    description: "Only known trails may write to a bucket that CloudTrail is let in to.",
    why: "Otherwise anyone's trail may deliver into it, with events that never happened here.",
    severity: "high",
    remediation:
        "Add a condition on aws:SourceArn with the trail's ARN to each statement that allows cloudtrail.amazonaws.com.",
    frameworks: {
        fsbp: ["CloudTrail.6"],
        cis: ["3.4"],
        pci: ["10.3.2"],
        gdpr: ["5(2)", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
    types: [bucketSetting("BucketPolicy")[0]],
    check: (policy) => {
        for (const statement of statementsOf(policy, "policy")) {
            if (
                statement.allows &&
                statement.principals.some(({ id }) => id === "cloudtrail.amazonaws.com") &&
                !statement.conditions.some(({ key }) => SOURCES.includes(key))
            ) {
                policy.fail(
                    `${statement.name} lets anyone's trail write; add a condition on aws:SourceArn`,
                );
            }
        }
    },
});
