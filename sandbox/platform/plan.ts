import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import type { StackConfig } from "../engine/engine";
import type { Project } from "../engine/project-stack";
import { load, ROOT } from "./repository";
import { asText } from "./settings";

/** What the programs make of a settings file. */
export interface Plan {
    /** Kind of the environment: `dev`, `staging` or `prod`, whatever the name of the stack is. */
    readonly environment: string;
    readonly layout: "whole" | "layered";
    readonly region: string;
    readonly projects: readonly Project[];
}

/**
 * How the programs deploy the stacks of that name with `config`.
 * @throws Error that names every mistake in `config`
 */
export function plan(stack: string, config: StackConfig): Plan {
    const { parseConfig } = load("./stacks/config/read") as {
        parseConfig: (
            stack: string,
            raw: Readonly<Record<string, string>>,
        ) => Omit<Plan, "projects">;
    };
    const { LAYERS } = load("./stacks/layers") as { LAYERS: readonly string[] };
    const { environment, layout, region } = parseConfig(stack, asText(config));
    const projects =
        layout === "whole"
            ? [project(ROOT, "./stacks/whole")]
            : LAYERS.map((layer) => project(join(ROOT, "stacks", layer), `./stacks/${layer}`));
    return { environment, layout, region, projects };
}

/** The project whose `Pulumi.yaml` is in `folder`, and whose program is the module `entry`. */
export function project(folder: string, entry: string): Project {
    const file = join(folder, "Pulumi.yaml");
    const settings = parse(readFileSync(file, "utf8")) as { readonly name: string };
    const program: PulumiFn = async () => (load(entry) as PulumiFn)();
    return { name: settings.name, settings: { ...settings }, program };
}
