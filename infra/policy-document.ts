import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The statements of a policy document; `Version` is added by {@link policyJson}. */
export type Statements = aws.iam.PolicyStatement[];

/** A policy document as JSON text. */
export function policyJson(statements: pulumi.Input<pulumi.Input<aws.iam.PolicyStatement>[]>) {
    return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/** Trust policy that lets one AWS service take a role, for resources of this account only. */
export function serviceTrust(service: string, accountId: pulumi.Input<string>) {
    return policyJson([
        {
            Effect: "Allow",
            Principal: { Service: service },
            Action: "sts:AssumeRole",
            // Against the confused deputy: the service acts for our account, not for another one.
            Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
    ]);
}
