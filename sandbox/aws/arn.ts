import { createHash, randomBytes } from "node:crypto";
import type { Draft } from "../cloud/model";

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

/** Letters and digits that are always the same for one `seed`. */
export function stableId(seed: string, length: number): string {
    const digest = createHash("sha256").update(seed).digest();
    return Array.from(digest.subarray(0, length), (byte) => (byte % 36).toString(36)).join("");
}

/** Random letters and digits, lower case. */
export function randomId(length: number): string {
    return Array.from(randomBytes(length), (byte) => (byte % 36).toString(36)).join("");
}

/**
 * An output that AWS makes up when the resource is created and never changes again.
 *
 * @param type of the model that has the output
 */
export function once<T>(type: string, name: string, make: (draft: Draft) => T) {
    return (draft: Draft): T =>
        (draft.account.get(type, draft.id)?.outputs[name] as T | undefined) ?? make(draft);
}
