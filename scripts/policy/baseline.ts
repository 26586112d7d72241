import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BaselineEntry, baselineText } from "../../policy/baseline";
import { stackUrn } from "../../policy/urn";
import type { Finding } from "../../review/policy/finding";
import { parsed } from "../../review/policy/json";
import { configOf, ofState, read, stackOfState } from "./sources";
import { WAIVABLE } from "./waivers";

/**
 * A baseline of all that the pack finds in exported states, except for what is waived.
 * @param config levels and parameters. @default those of the environment that a stack is named after
 */
export async function baselineOf(states: readonly string[], config?: string): Promise<string> {
    const entries: BaselineEntry[] = [];
    for (const state of states) {
        const { findings } = await withoutBaseline(
            config ?? configOf(stackOfState(state)),
            (file) => ofState(state, file),
        );
        entries.push(...findings.filter(isKept).map(entryOf));
    }
    return baselineText(entries);
}

/** The config but for an older baseline: what that hides is to stand in the new one, too. */
async function withoutBaseline<Result>(
    config: string | undefined,
    work: (config: string | undefined) => Promise<Result>,
): Promise<Result> {
    if (config === undefined) {
        return work(config);
    }
    const others = { ...(parsed(read(config), config) as object), baseline: undefined };
    const file = join(mkdtempSync(join(tmpdir(), "pii-baseline-")), "config.json");
    try {
        writeFileSync(file, JSON.stringify(others));
        return await work(file);
    } finally {
        rmSync(dirname(file), { recursive: true, force: true });
    }
}

function isKept({ rule, waiver }: Finding): boolean {
    return waiver === undefined && WAIVABLE.includes(rule);
}

function entryOf({ rule, resource, stack }: Finding): BaselineEntry {
    const [project = "", name = ""] = stack.split("/");
    return { rule, urn: resource?.urn ?? stackUrn(`urn:pulumi:${name}::${project}::`) };
}
