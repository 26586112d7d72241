import type { Stack } from "./resource";

/**
 * What an account has once in each region, and what the rest reports to. Whoever makes one of them
 * looks after the account, and so after all of it; other stacks cannot tell what the account has.
 */
const WATCHERS = [
    "aws:guardduty/detector:Detector",
    "aws:cfg/recorder:Recorder",
    "aws:securityhub/account:Account",
];

/** A violation of `message` when a stack holds the account's guardrails, but nothing of `types`. */
export function accountMustHave(stack: Stack, types: readonly string[], message: string): void {
    if (stack.of(...WATCHERS).length > 0 && stack.of(...types).length === 0) {
        stack.fail(message);
    }
}
