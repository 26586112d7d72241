import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "./account";

/** The statements of a policy document; `Version` is added by {@link policyJson}. */
export type Statements = aws.iam.PolicyStatement[];

/** A policy document as JSON text. */
export function policyJson(statements: pulumi.Input<pulumi.Input<aws.iam.PolicyStatement>[]>) {
    return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/**
 * Trust policy that lets one AWS service take a role.
 * @param sourceAccount the account that the service must act for, against the confused deputy;
 * only for services that are documented to say so, because others could not take the role at all
 */
export function serviceTrust(service: string, sourceAccount?: pulumi.Input<string>) {
    return policyJson([
        {
            Effect: "Allow",
            Principal: { Service: service },
            Action: "sts:AssumeRole",
            ...(sourceAccount !== undefined && {
                Condition: { StringEquals: { "aws:SourceAccount": sourceAccount } },
            }),
        },
    ]);
}

/** Condition that AWS delivers logs of this account, against the confused deputy. */
export function logDelivery({ accountId, partition, region }: AccountScope) {
    return {
        ArnLike: {
            "aws:SourceArn": pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:*`,
        },
        StringEquals: { "aws:SourceAccount": accountId },
    };
}
