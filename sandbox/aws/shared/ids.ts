import { createHash, randomBytes } from "node:crypto";
import type { Draft as Whole } from "../../cloud/model";

type Draft = Pick<Whole, "account" | "region">;

/** Letters and digits that are always the same for one `seed`. */
export function stableId(seed: string, length: number): string {
    const digest = createHash("sha256").update(seed).digest();
    return Array.from(digest.subarray(0, length), (byte) => (byte % 36).toString(36)).join("");
}

/** Random letters and digits, lower case. */
export function randomId(length: number): string {
    return Array.from(randomBytes(length), (byte) => (byte % 36).toString(36)).join("");
}

/** An id that the real provider gives in every region alike; here it tells the second region's. */
export function regionalId({ account, region }: Draft, type: string, id: string): string {
    const there = account.get(type, id);
    return there === undefined || there.outputs.region === region ? id : `${id} ${region}`;
}
