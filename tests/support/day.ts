import { setTimeout } from "node:timers/promises";

const HOUR = 3_600_000;

/** What must be left before such an hour comes, in milliseconds: more than the tests take. */
const ENOUGH = 120_000;

/**
 * For tests that say what is of today, or of this month: where an hour (UTC) at which that changes
 * is so near that it could come in the middle of them, they begin after it.
 */
export function beginsFarFrom(...hours: readonly number[]): void {
    before(`it is far from ${hours.join(" and ")} o'clock`, async function () {
        this.timeout(2 * ENOUGH);
        const left = HOUR - (Date.now() % HOUR);
        const next = new Date(Date.now() + left).getUTCHours();
        if (left < ENOUGH && hours.includes(next)) {
            await setTimeout(left);
        }
    });
}
