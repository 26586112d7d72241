import assert from "node:assert/strict";
import { canReach, type ReachOptions, type Side } from "../../review/reachability/can-reach";
import { readNetwork } from "../../review/reachability/network";
import type { Resource } from "../../review/resource";
import { APP, DATA, WEB, WORLD, WORLD_6 } from "./small-network";

export type Question = readonly [from: Side, to: Side, port: number, options?: ReachOptions];

export const QUERY: Question = [APP, DATA, 5432];
export const OUT: Question = [APP, WORLD, 443];
export const OUT_6: Question = [APP, WORLD_6, 443];
export const IN: Question = [WORLD, WEB, 443];
export const IN_6: Question = [WORLD_6, WEB, 443];
export const TO_S3: Question = [APP, { gateway: "s3" }, 443];

/** `always`, `partly` or the first thing that stopped it. */
export function verdict(resources: readonly Resource[], question: Question): string {
    const answer = canReach(readNetwork(resources), ...question);
    if (answer.reachable) {
        return answer.always ? "always" : "partly";
    }
    return answer.why[0] ?? "no reason";
}

/** What is different in the network, what is asked of it, and the verdict. */
export type Case = readonly [string, Question, readonly Resource[], string | RegExp];

export function judge(cases: readonly Case[]): void {
    for (const [what, question, resources, expected] of cases) {
        it(`${what}: ${String(expected)}`, () => {
            const got = verdict(resources, question);
            if (typeof expected === "string") {
                assert.equal(got, expected);
            } else {
                assert.match(got, expected);
            }
        });
    }
}
