import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { version as postgresql } from "@pulumi/postgresql/package.json";
import { version as random } from "@pulumi/random/package.json";

/** Plugins that work without a cloud, so that the installed ones can be used, with their versions. */
export const REAL_PLUGINS = { postgresql, random } as const;

export type RealPlugin = keyof typeof REAL_PLUGINS;

/**
 * Lets the engine of the environment in `dir` find the plugin that the user has installed.
 * @throws Error that says how to install it
 */
export function usePlugin(dir: string, name: RealPlugin): void {
    const home = process.env.PULUMI_HOME ?? join(homedir(), ".pulumi");
    const plugin = `resource-${name}-v${REAL_PLUGINS[name]}`;
    const installed = join(home, "plugins", plugin);
    if (!existsSync(installed)) {
        throw new Error(
            `the plugin ${name} ${REAL_PLUGINS[name]} is not in ${join(home, "plugins")}; install it ` +
                `with \`pulumi plugin install resource ${name} ${REAL_PLUGINS[name]}\``,
        );
    }
    const link = join(dir, "home", "plugins", plugin);
    mkdirSync(join(dir, "home", "plugins"), { recursive: true });
    if (!existsSync(link)) {
        symlinkSync(installed, link, "junction");
    }
}
