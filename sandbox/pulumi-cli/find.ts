import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import envPaths from "env-paths";
import * as semver from "semver";
import { install } from "./install";
import { runTool } from "./tool";

/** The version that is fetched or built where the machine has none. */
export const PINNED_VERSION = "3.259.0";

/** The oldest version that is taken from PATH. */
const OLDEST_VERSION = "3.250.0";

/** A Pulumi CLI that was seen to run. */
export interface Cli {
    readonly path: string;
    readonly version: semver.SemVer;
}

export interface FindOptions {
    /** Told what takes time, and why a way to the CLI was not taken. */
    readonly report: (line: string) => void;
    /** @default the environment of this process */
    readonly env?: NodeJS.ProcessEnv;
    /** Folder for what is fetched or built, outside the checkout. @default the user's cache folder */
    readonly cacheDir?: string;
}

/**
 * Finds a Pulumi CLI, or gets one: from PATH, from the cache folder, by the official npm launcher,
 * or built from its Go modules.
 * @throws Error that says how to mend it, when none of the four ways works
 */
export async function findCli({
    report,
    env = process.env,
    cacheDir = envPaths("pii-platform", { suffix: "" }).cache,
}: FindOptions): Promise<Cli> {
    const onPath = await fromPath(report, env);
    if (onPath !== undefined) {
        return onPath;
    }
    const target = join(cacheDir, `pulumi-${PINNED_VERSION}`);
    return (
        (await cliIn(target, env)) ??
        (await install({ version: PINNED_VERSION, target, report, env, check: cliIn }))
    );
}

async function fromPath(
    report: (line: string) => void,
    env: NodeJS.ProcessEnv,
): Promise<Cli | undefined> {
    const path = (env.PATH ?? "")
        .split(delimiter)
        .filter((folder) => folder !== "")
        .map((folder) => resolve(folder, executable()))
        .find((file) => existsSync(file));
    if (path === undefined) {
        return undefined;
    }
    const cli = await probe(path, env);
    if (cli === undefined) {
        report(`${path} does not run; looking further`);
        return undefined;
    }
    if (semver.lt(cli.version, OLDEST_VERSION)) {
        report(
            `${path} is version ${cli.version.version}, ${OLDEST_VERSION} or later is needed; looking further`,
        );
        return undefined;
    }
    return cli;
}

/** The CLI that is installed in `folder`, if it is there and whole. */
function cliIn(folder: string, env: NodeJS.ProcessEnv): Promise<Cli | undefined> {
    const path = join(folder, "bin", executable());
    return existsSync(path) ? probe(path, env) : Promise.resolve(undefined);
}

async function probe(path: string, env: NodeJS.ProcessEnv): Promise<Cli | undefined> {
    const { ok, stdout } = await runTool(path, ["version"], {
        env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
        timeoutSeconds: 60,
    });
    const version = ok ? semver.parse(stdout.trim()) : null;
    return version === null ? undefined : { path, version };
}

function executable(): string {
    return process.platform === "win32" ? "pulumi.exe" : "pulumi";
}
