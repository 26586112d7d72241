import type * as aws from "@pulumi/aws";
import { KEY, resource } from "./resource";

export const trail = resource<aws.cloudtrail.TrailArgs>("aws:cloudtrail/trail:Trail", "trail", {
    s3BucketName: "trail",
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: KEY,
    cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*",
    cloudWatchLogsRoleArn: "arn:aws:iam::111122223333:role/trail",
    advancedEventSelectors: [
        { fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
        {
            fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
            ],
        },
    ],
});
export const eventDataStore = resource<aws.cloudtrail.EventDataStoreArgs>(
    "aws:cloudtrail/eventDataStore:EventDataStore",
    "lake",
    { kmsKeyId: KEY },
);

export const cloudtrailStack = [trail];
