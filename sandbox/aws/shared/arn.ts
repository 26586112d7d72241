import type { Draft } from "../../cloud/model";

type Place = Pick<Draft, "region" | "account">;

/** The partition that `region` belongs to, with the DNS suffix of its services. */
export function partitionOf(region: string): { id: string; dnsSuffix: string } {
    if (region.startsWith("cn-")) {
        return { id: "aws-cn", dnsSuffix: "amazonaws.com.cn" };
    }
    return { id: region.startsWith("us-gov-") ? "aws-us-gov" : "aws", dnsSuffix: "amazonaws.com" };
}

/** `arn:aws:rds:eu-west-1:123456789012:cluster:orders`, of `rds` and `cluster:orders`. */
export function arn({ region, account }: Place, service: string, resource: string): string {
    return `arn:${partitionOf(region).id}:${service}:${region}:${account.accountId}:${resource}`;
}

/** `arn:aws:iam::123456789012:role/app`, of `role/app`: IAM has no regions, so its ARNs name none. */
export function iamArn({ region, account }: Place, resource: string): string {
    return `arn:${partitionOf(region).id}:iam::${account.accountId}:${resource}`;
}
