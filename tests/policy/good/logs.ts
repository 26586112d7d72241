import type * as aws from "@pulumi/aws";
import { KEY, resource } from "./resource";

export const logGroup = resource<aws.cloudwatch.LogGroupArgs>(
    "aws:cloudwatch/logGroup:LogGroup",
    "aurora-log",
    { retentionInDays: 365, kmsKeyId: KEY },
);

export const logsStack = [logGroup];
