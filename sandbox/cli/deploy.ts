import type { ProjectStack } from "../engine/project-stack";
import type { RunReport } from "../engine/run-report";
import type { Sandbox } from "../platform/sandbox";
import type { Interruption } from "./interrupt";
import { step } from "./step";

export type Run = "preview" | "up";

/** How a stack's run ended. */
export interface Outcome {
    readonly stack: ProjectStack;
    readonly report: RunReport;
}

/** Previews or updates the stacks of `sandbox`, one after the other; a failure ends it. */
export async function deploy(
    sandbox: Sandbox,
    run: Run,
    interruption: Interruption,
): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const stack of sandbox.stacks) {
        const missing = outcomes.find((earlier) => !isDeployed(earlier.stack));
        if (run === "preview" && missing !== undefined) {
            await step(`${stack.name}: not previewed`, ({ done }) => {
                done(`${stack.name}: not previewed, ${missing.stack.name} is not deployed yet`);
                return Promise.resolve();
            });
            continue;
        }
        const report = await step(
            `${stack.name}: ${run === "up" ? "updating" : "previewing"}`,
            (s) =>
                interruption.during(
                    async () => {
                        const begun = Date.now();
                        const finished = await stack[run]({
                            signal: interruption.signal,
                            onEvent: ({ resourcePreEvent }, { done }) => {
                                const urn = resourcePreEvent?.metadata.urn;
                                if (urn !== undefined) {
                                    s.live(`${done} done; ${urn.split("::").slice(3).join("::")}`);
                                }
                            },
                        });
                        const seconds = ((Date.now() - begun) / 1000).toFixed(1);
                        const changes = changesOf(finished, run);
                        s.done(
                            `${stack.name}: ${finished.resources} resources, ${changes} (${seconds} s)`,
                        );
                        return finished;
                    },
                    () => {
                        sandbox.kill();
                    },
                ),
        );
        outcomes.push({ stack, report });
    }
    return outcomes;
}

function isDeployed({ state }: ProjectStack): boolean {
    return (state?.resources ?? []).length > 0;
}

const WORDS: Readonly<Record<string, readonly [done: string, planned: string]>> = {
    create: ["created", "to create"],
    update: ["updated", "to update"],
    replace: ["replaced", "to replace"],
    delete: ["deleted", "to delete"],
};

/** What a run changed (or would change), such as `3 created, 1 updated`. */
export function changesOf(report: RunReport, run: Run): string {
    const changes = Object.entries(WORDS).flatMap(([operation, [done, planned]]) => {
        const count = report.changes[operation] ?? 0;
        return count === 0 ? [] : [`${count} ${run === "up" ? done : planned}`];
    });
    return changes.length === 0 ? "no changes" : changes.join(", ");
}
