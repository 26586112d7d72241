import { type Inspected, UNKNOWN } from "./inspect";

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

/** The inputs that switch on whatever of the four is known to be off. */
export function withPublicAccessBlocked(block: Inspected) {
    const off = BLOCK_SETTINGS.filter((setting) => {
        const value = block.read(setting);
        return value !== true && value !== UNKNOWN;
    });
    return off.length === 0
        ? undefined
        : Object.fromEntries(off.map((setting) => [setting, true] as const));
}
