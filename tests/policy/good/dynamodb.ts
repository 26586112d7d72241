import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { KEY, type Output, document, resource } from "./resource";

const ARN = "arn:aws:dynamodb:eu-west-1:111122223333:table/consents";

export const table = resource<aws.dynamodb.TableArgs & Output>(
    "aws:dynamodb/table:Table",
    "consents",
    {
        arn: ARN,
        name: "consents",
        hashKey: "id",
        attributes: [{ name: "id", type: "S" }],
        billingMode: "PAY_PER_REQUEST",
        serverSideEncryption: { enabled: true, kmsKeyArn: KEY },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: true,
        replicas: [
            {
                regionName: "eu-central-1",
                kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/5678",
                pointInTimeRecovery: true,
                deletionProtectionEnabled: true,
            },
        ],
        tags: { "pii-level": "1" },
    },
);
export const tableReplica = resource<aws.dynamodb.TableReplicaArgs>(
    "aws:dynamodb/tableReplica:TableReplica",
    "consents-central",
    {
        globalTableArn: ARN,
        kmsKeyArn: KEY,
        pointInTimeRecovery: true,
        deletionProtectionEnabled: true,
    },
);
export const tablePolicy = resource<aws.dynamodb.ResourcePolicyArgs>(
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "consents-policy",
    {
        resourceArn: ARN,
        policy: document({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:role/app" },
            Action: "dynamodb:GetItem",
            Resource: "*",
        }),
    },
);

export const dynamodbStack: readonly Sample[] = [table];
