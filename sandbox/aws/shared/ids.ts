import { createHash, randomBytes } from "node:crypto";

/** Letters and digits that are always the same for one `seed`. */
export function stableId(seed: string, length: number): string {
    const digest = createHash("sha256").update(seed).digest();
    return Array.from(digest.subarray(0, length), (byte) => (byte % 36).toString(36)).join("");
}

/** Random letters and digits, lower case. */
export function randomId(length: number): string {
    return Array.from(randomBytes(length), (byte) => (byte % 36).toString(36)).join("");
}
