import type { Layer } from "../../stacks/layers";
import type { PulumiStack } from "./stacks-of";

/** The files that each layer's program is made of; paths from the repository's top. */
export type Sources = ReadonlyMap<Layer, ReadonlySet<string>>;

/** What every program runs on, or is judged by. */
const EVERYWHERE = /^(package(-lock)?\.json|policy\/.*)$/;

/**
 * What programs read or bundle while they run: a change under the folder (first) is one of each layer
 * that has a file whose path begins so (second).
 */
const READ_LATE = [
    ["sql/", "sql/"],
    ["functions/", "infra/function-code.ts"],
] as const;

/**
 * The stacks that may come out otherwise after a change of these files. Rather one too many: a
 * preview of a stack that does not change says so.
 * @param files changed, added or deleted; paths from the repository's top
 */
export function changedStacks(
    files: readonly string[],
    stacks: readonly PulumiStack[],
    sources: Sources,
): PulumiStack[] {
    const code = files.filter((file) => !file.endsWith(".md"));
    return stacks.filter(({ stack, folder, layers }) =>
        code.some(
            (file) =>
                file === `Pulumi.${stack}.yaml` ||
                file === (folder === "." ? "Pulumi.yaml" : `${folder}/Pulumi.yaml`) ||
                (folder === "." && file.startsWith("stacks/whole/")) ||
                EVERYWHERE.test(file) ||
                layers.some((layer) => isOf(file, sources.get(layer) ?? new Set())),
        ),
    );
}

function isOf(file: string, sources: ReadonlySet<string>): boolean {
    return (
        sources.has(file) ||
        READ_LATE.some(
            ([folder, user]) =>
                file.startsWith(folder) && [...sources].some((source) => source.startsWith(user)),
        )
    );
}
