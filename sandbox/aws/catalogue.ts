import type { Catalogue } from "../cloud/provider";
import { accessAnalyzerModels } from "./accessanalyzer/analyzer";
import { accountModels } from "./account/defaults";
import { appAutoscalingModels } from "./appautoscaling";
import { autoscalingModels } from "./autoscaling/group";
import { configModels } from "./cfg";
import { budgetsModels } from "./budgets/budget";
import { chatbotModels } from "./chatbot/slack";
import { cloudtrailModels } from "./cloudtrail/trail";
import { costExplorerModels } from "./costexplorer";
import { daxModels } from "./dax";
import { dynamodbModels } from "./dynamodb";
import { dynamodbInvokes } from "./dynamodb/data-sources";
import { ec2Models } from "./ec2";
import { ec2Invokes } from "./ec2/data-sources";
import { getAvailabilityZones } from "./ec2/zones";
import { getPolicyDocument } from "./iam/policy-document";
import { guarddutyModels } from "./guardduty/detector";
import { iamModels } from "./iam/roles";
import { kinesisModels } from "./kinesis/stream";
import { kmsModels } from "./kms";
import { logsModels } from "./logs";
import { macieModels } from "./macie2/session";
import { organizationsModels } from "./organizations";
import { organizationsInvokes } from "./organizations/organization";
import { rdsModels } from "./rds";
import { rdsInvokes } from "./rds/data-sources";
import { route53ResolverModels } from "./route53resolver";
import { s3Models } from "./s3/bucket";
import { securityHubModels } from "./securityhub/hub";
import { secretsManagerInvokes, secretsManagerModels } from "./secretsmanager/secret";
import { backupModels } from "./backup";
import { cloudwatchModels } from "./cloudwatch";
import { eventsModels } from "./events";
import { lambdaModels } from "./lambda";
import { schedulerModels } from "./scheduler/schedule";
import { snsModels } from "./sns";
import { sqsModels } from "./sqs/queue";
import { iamArn, partitionOf } from "./shared/arn";
import { ssmInvokes, ssmModels } from "./ssm";
import { wafv2Models } from "./wafv2";

/** Every AWS resource type and data source that the sandbox has. */
export const awsCatalogue: Catalogue = {
    models: [
        ...ec2Models,
        ...kmsModels,
        ...iamModels,
        ...logsModels,
        ...rdsModels,
        ...dynamodbModels,
        ...daxModels,
        ...kinesisModels,
        ...s3Models,
        ...cloudtrailModels,
        ...secretsManagerModels,
        ...ssmModels,
        ...route53ResolverModels,
        ...autoscalingModels,
        ...appAutoscalingModels,
        ...backupModels,
        ...cloudwatchModels,
        ...eventsModels,
        ...lambdaModels,
        ...schedulerModels,
        ...snsModels,
        ...budgetsModels,
        ...costExplorerModels,
        ...chatbotModels,
        ...sqsModels,
        ...organizationsModels,
        ...wafv2Models,
        ...accessAnalyzerModels,
        ...accountModels,
        ...configModels,
        ...guarddutyModels,
        ...macieModels,
        ...securityHubModels,
    ],
    invokes: {
        "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
        "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
        ...secretsManagerInvokes,
        ...dynamodbInvokes,
        ...ec2Invokes,
        ...rdsInvokes,
        ...organizationsInvokes,
        ...ssmInvokes,
        "aws:index/getCallerIdentity:getCallerIdentity": (_, { account, region }) => ({
            id: account.accountId,
            accountId: account.accountId,
            arn: iamArn({ account, region }, "user/sandbox"),
            userId: "AIDASANDBOXSANDBOXSAN",
        }),
        "aws:index/getDefaultTags:getDefaultTags": (_, { defaultTags }) => ({
            id: "default-tags",
            tags: defaultTags,
        }),
        "aws:index/getRegion:getRegion": (_, { region }) => ({
            id: region,
            name: region,
            region,
            description: region,
            endpoint: `ec2.${region}.${partitionOf(region).dnsSuffix}`,
        }),
        "aws:index/getPartition:getPartition": (_, { region }) => {
            const { id, dnsSuffix } = partitionOf(region);
            const reverseDnsPrefix = dnsSuffix.split(".").reverse().join(".");
            return { id, partition: id, dnsSuffix, reverseDnsPrefix };
        },
    },
};
