/**
 * Leaves something alone for a while after it failed. Once that is over it is tried by one at a
 * time, and used again by everybody after it has answered.
 */
export class Breaker {
    #isBroken = false;
    #triedAgainAt = 0;

    /** @param now time in milliseconds, such as `Date.now` */
    constructor(
        private readonly pauseMs: number,
        private readonly now: () => number,
    ) {}

    /** Whether to try now; who is told so says afterwards how it went. */
    mayTry(): boolean {
        if (!this.#isBroken) {
            return true;
        }
        if (this.now() < this.#triedAgainAt) {
            return false;
        }
        // The others wait for what this try brings.
        this.#triedAgainAt = this.now() + this.pauseMs;
        return true;
    }

    succeeded(): void {
        this.#isBroken = false;
    }

    failed(): void {
        this.#isBroken = true;
        this.#triedAgainAt = this.now() + this.pauseMs;
    }
}
