import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../review/policy/finding";
import type { Place } from "../../review/policy/sarif";
import { ROOT } from "../../sandbox/platform/repository";
import { LAYERS, projectOf } from "../../stacks/layers";

/** Where each component's class names its type, such as `pii:keys:DataKey`. */
export function componentPlaces(): Map<string, Place> {
    const files = readdirSync(join(ROOT, "infra"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => join("infra", file))
        .sort();
    const places = files.flatMap((file) => {
        const text = readFileSync(join(ROOT, file), "utf8");
        return [...text.matchAll(/super\(\s*"(pii:[\w/]+:\w+)"/g)].map(
            ({ 1: type = "", index }) =>
                [type, { file, line: text.slice(0, index).split("\n").length }] as const,
        );
    });
    return new Map(places);
}

/**
 * Where a finding belongs in this repository: at the innermost component of ours that the resource
 * is part of, else at the program of its stack.
 */
export function placeOf(components: ReadonlyMap<string, Place>) {
    return ({ resource, stack }: Finding): Place => {
        const types = resource?.urn.split("::")[2]?.split("$") ?? [];
        const component = types.map((type) => components.get(type)).findLast(Boolean);
        return component ?? { file: programOf(stack.split("/")[0]), line: 1 };
    };
}

function programOf(project: string | undefined): string {
    const layer = LAYERS.find((name) => projectOf(name) === project);
    const file = layer === undefined ? "stacks/whole/index.ts" : `stacks/${layer}/program.ts`;
    return existsSync(join(ROOT, file)) ? file : "Pulumi.yaml";
}
