import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Where the resources live; what policies are limited to. */
export interface AccountScope {
    readonly accountId: pulumi.Output<string>;
    /** `aws`, `aws-cn` or `aws-us-gov`: second part of every ARN. */
    readonly partition: pulumi.Output<string>;
    readonly region: string;
}

/** The account of the credentials in use. Asked of AWS at every preview. */
export function accountScope(region: string): AccountScope {
    return {
        accountId: aws.getCallerIdentityOutput().accountId,
        partition: aws.getPartitionOutput().partition,
        region,
    };
}
