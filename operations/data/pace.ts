/** Requests that may be under way at the same time. */
const MOST = 16;
const AT_FIRST = 4;

/**
 * How many requests may be under way: ever more of them while the table takes all, half as many
 * whenever it does not.
 */
export class Pace {
    #limit = AT_FIRST;

    get limit(): number {
        return Math.floor(this.#limit);
    }

    faster(): void {
        this.#limit = Math.min(MOST, this.#limit + 1 / this.#limit);
    }

    slower(): void {
        this.#limit = Math.max(1, this.#limit / 2);
    }
}
