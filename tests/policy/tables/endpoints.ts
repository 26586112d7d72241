import * as good from "../good";
import { document, endpoint } from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

const everyone = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const service = (serviceName: string) => ({ serviceName, privateDnsEnabled: false });

export const endpointTables: readonly Table[] = [
    {
        rule: "endpoint-policy-not-open",
        on: endpoint,
        bad: {
            "everything for everyone": { policy: document(everyone) },
            "any resource": { policy: document({ ...everyone, Action: "kms:Decrypt" }) },
            "any action": { policy: document({ ...everyone, Resource: "arn:aws:s3:::b" }) },
            "any action but": {
                policy: document({
                    ...everyone,
                    Action: undefined,
                    NotAction: "kms:Decrypt",
                    Resource: "arn:aws:s3:::b",
                }),
            },
            "a condition that anyone meets": {
                policy: document({
                    ...everyone,
                    Condition: { StringLike: { "aws:PrincipalAccount": "*" } },
                }),
            },
            "a condition on something else": {
                policy: document({
                    ...everyone,
                    Condition: { Bool: { "aws:SecureTransport": "true" } },
                }),
            },
            "no JSON": { policy: "{" },
        },
        fine: {
            "own resources": {
                policy: document({
                    ...everyone,
                    Condition: { StringEquals: { "aws:ResourceOrgID": "o-1" } },
                }),
            },
            "one bucket": {
                policy: document({
                    ...everyone,
                    Action: "s3:GetObject",
                    Resource: "arn:aws:s3:::packages/*",
                }),
            },
            "a policy elsewhere": { policy: undefined },
        },
        late: { policy: [{ policy: unknown }, { policy: document(everyone) }] },
    },
    {
        rule: "endpoint-policy-not-open",
        on: good.endpointPolicy,
        bad: { "everything for everyone": { policy: document(everyone) } },
    },
    {
        rule: "endpoint-private-dns",
        on: endpoint,
        bad: { off: { privateDnsEnabled: false }, "not set": { privateDnsEnabled: undefined } },
        fine: {
            DynamoDB: service("com.amazonaws.eu-west-1.dynamodb"),
            S3: service("com.amazonaws.eu-west-1.s3"),
            "somebody's service": service("com.amazonaws.vpce.eu-west-1.vpce-svc-1"),
            "a service not known yet": service(unknown),
            "a gateway": { ...service("com.amazonaws.eu-west-1.x"), vpcEndpointType: "Gateway" },
        },
        late: { setting: [{ privateDnsEnabled: unknown }, { privateDnsEnabled: false }] },
    },
    {
        rule: "endpoint-service-acceptance",
        on: good.endpointService,
        bad: { "by itself": { acceptanceRequired: false } },
        late: { setting: [{ acceptanceRequired: unknown }, { acceptanceRequired: false }] },
    },
    {
        rule: "endpoint-service-not-public",
        on: good.endpointService,
        bad: { everyone: { allowedPrincipals: ["arn:aws:iam::444455556666:root", "*"] } },
        fine: { nobody: { allowedPrincipals: [] } },
        late: { principals: [{ allowedPrincipals: [unknown] }, { allowedPrincipals: ["*"] }] },
    },
    {
        rule: "endpoint-service-not-public",
        on: good.endpointServicePrincipal,
        bad: { everyone: { principalArn: "*" } },
        late: { principal: [{ principalArn: unknown }, { principalArn: "*" }] },
    },
];
