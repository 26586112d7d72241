import type { Model } from "../../cloud/model";
import { contributorInsights } from "./contributor-insights";
import { kinesisDestination } from "./kinesis-destination";
import { resourcePolicy } from "./resource-policy";
import { table } from "./table";

/** Amazon DynamoDB. */
export const dynamodbModels: readonly Model[] = [
    table,
    resourcePolicy,
    contributorInsights,
    kinesisDestination,
];
