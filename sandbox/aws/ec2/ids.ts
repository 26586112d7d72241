import { createHash, randomBytes } from "node:crypto";

/** A new EC2 id of `prefix`, such as `vpc-` and 17 hex digits. */
export function newId(prefix: string): string {
    return `${prefix}-0${randomBytes(8).toString("hex")}`;
}

/** The id of something that comes with `owner` and has no life of its own; always the same. */
export function idWith(owner: string, prefix: string): string {
    const digest = createHash("sha256").update(`${prefix} ${owner}`).digest("hex");
    return `${prefix}-0${digest.slice(0, 16)}`;
}
