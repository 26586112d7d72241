import type { Inspected } from "./inspect";

/** The four ways to be public that a block shuts. */
export const BLOCK_SETTINGS = [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
] as const;

/** A violation for each of the four that is not on. */
export function mustBlockPublicAccess(block: Inspected): void {
    for (const setting of BLOCK_SETTINGS) {
        block.must(setting, (on) => on === true, `${setting} is off; set it to true`);
    }
}
