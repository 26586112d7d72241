import type { Catalogue } from "../cloud/provider";
import { partitionOf } from "./arn";
import { cloudtrailModels } from "./cloudtrail";
import { daxModels } from "./dax";
import { dynamodbModels } from "./dynamodb";
import { networkInvokes, networkModels } from "./network";
import { rdsModels } from "./rds";
import { s3Models } from "./s3";
import { secretsManagerInvokes, secretsManagerModels } from "./secretsmanager";
import { ssmModels } from "./ssm";

/** Every AWS resource type and data source that the sandbox has. */
export const awsCatalogue: Catalogue = {
    models: [
        ...networkModels,
        ...rdsModels,
        ...dynamodbModels,
        ...daxModels,
        ...s3Models,
        ...cloudtrailModels,
        ...secretsManagerModels,
        ...ssmModels,
    ],
    invokes: {
        ...networkInvokes,
        ...secretsManagerInvokes,
        "aws:index/getCallerIdentity:getCallerIdentity": (_, { account, region }) => ({
            id: account.accountId,
            accountId: account.accountId,
            arn: `arn:${partitionOf(region).id}:iam::${account.accountId}:user/sandbox`,
            userId: "AIDASANDBOXSANDBOXSAN",
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
