import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Layer, LAYERS, projectOf, WHOLE_PROJECT } from "../../stacks/layers";
import { readSettings } from "../shared/settings";

/** One Pulumi stack of an environment, and what its commands need to know of it. */
export interface PulumiStack {
    /** Name of the stack, such as `prod`. */
    readonly stack: string;
    readonly project: string;
    /** Folder of its `Pulumi.yaml`, from the repository's top. */
    readonly folder: string;
    readonly layers: readonly Layer[];
    /** File with the levels and parameters that it is judged by, from the repository's top. */
    readonly policyConfig?: string;
}

/**
 * The stacks of an environment in the order in which they are deployed. The database's own is left
 * out where its settings tell of no way to the database: its program would refuse.
 * @param root folder of the repository
 * @throws Error when there is no such environment, or its settings are not right
 */
export function stacksOf(root: string, environment: string): PulumiStack[] {
    const { layout, environment: kind = environment } = readSettings(root, environment);
    const config = join("policy", "config", `${kind}.json`);
    const common = {
        stack: environment,
        ...(existsSync(join(root, config)) && { policyConfig: config }),
    };
    const layers = LAYERS.filter((layer) => layer !== "database" || hasWay(root, environment));
    return layout === "whole"
        ? [{ ...common, project: WHOLE_PROJECT, folder: ".", layers }]
        : layers.map((layer) => ({
              ...common,
              project: projectOf(layer),
              folder: join("stacks", layer),
              layers: [layer],
          }));
}

/** What is not said is `none`. */
function hasWay(root: string, environment: string): boolean {
    const { config } = parse(readFileSync(join(root, `Pulumi.${environment}.yaml`), "utf8")) as {
        readonly config?: { readonly "pii:database"?: { readonly connection?: string } };
    };
    return (config?.["pii:database"]?.connection ?? "none") !== "none";
}
