import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { lock } from "proper-lockfile";
import type { Cli } from "./find";
import { runTool } from "./tool";

interface InstallOptions {
    readonly version: string;
    /** The folder that shall hold `bin/pulumi`. */
    readonly target: string;
    readonly report: (line: string) => void;
    readonly env: NodeJS.ProcessEnv;
    /** Looks whether a folder holds a CLI that runs. */
    readonly check: (folder: string, env: NodeJS.ProcessEnv) => Promise<Cli | undefined>;
}

/** One way to fill an empty folder with `bin/pulumi`; answers why it did not work. */
type Way = (folder: string, options: InstallOptions) => Promise<string | undefined>;

/**
 * Puts the CLI into `target`, whole or not at all: it is made in a folder beside and then renamed.
 * A second process that wants the same waits for the first one.
 */
export async function install(options: InstallOptions): Promise<Cli> {
    const { target, report, env, check } = options;
    const cache = dirname(target);
    mkdirSync(cache, { recursive: true });
    const release = await lock(cache, {
        stale: 10_000,
        // Longer than a first build takes on a slow machine.
        retries: { retries: 1800, factor: 1, minTimeout: 1000, maxTimeout: 1000 },
        // At worst two processes make the same thing, and the second one replaces the first's.
        onCompromised: () => undefined,
    });
    try {
        const another = await check(target, env);
        if (another !== undefined) {
            return another;
        }
        removeRemains(target);
        const reasons: string[] = [];
        for (const way of [byLauncher, byBuilding]) {
            const folder = mkdtempSync(`${target}.partial-`);
            const reason =
                (await way(folder, options)) ??
                ((await check(folder, env)) ? undefined : "what came does not run");
            if (reason === undefined) {
                rmSync(target, { recursive: true, force: true });
                renameSync(folder, target);
                const cli = await check(target, env);
                if (cli !== undefined) {
                    return cli;
                }
            }
            rmSync(folder, { recursive: true, force: true });
            reasons.push(reason ?? "what came does not run");
            report(reasons.at(-1) ?? "");
        }
        throw new Error(advice(options.version, reasons));
    } finally {
        await release();
    }
}

/** Folders of processes that were killed halfway; whoever holds the lock is alone. */
function removeRemains(target: string): void {
    const cache = dirname(target);
    for (const name of readdirSync(cache)) {
        if (name.startsWith(`${basename(target)}.partial-`)) {
            rmSync(join(cache, name), { recursive: true, force: true });
        }
    }
}

const byLauncher: Way = async (folder, { version, report, env }) => {
    report(`fetching the Pulumi CLI ${version} by its npm launcher`);
    const { ok, reason } = await runTool("npx", ["--yes", `pulumi@${version}`, "version"], {
        // The launcher installs below PULUMI_HOME; npm by itself would try for more than a minute.
        env: { ...env, PULUMI_HOME: folder, npm_config_fetch_retries: "0" },
        cwd: folder,
        timeoutSeconds: 300,
    });
    if (!ok) {
        return `the npm launcher could not fetch it: ${reason}`;
    }
    const installed = join(folder, "versions", version, "bin");
    renameSync(installed, join(folder, "bin"));
    rmSync(join(folder, "versions"), { recursive: true });
    return undefined;
};

const byBuilding: Way = async (folder, { version, report, env }) => {
    report(`building the Pulumi CLI ${version} from its Go modules; the first time takes minutes`);
    const progress = { downloaded: 0, compiled: 0 };
    const timer = setInterval(() => {
        report(`${progress.downloaded} modules downloaded, ${progress.compiled} packages compiled`);
    }, 5000);
    const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
    const main = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
    const bin = join(folder, "bin") + (process.platform === "win32" ? "\\" : "/");
    const { ok, reason } = await runTool(
        "go",
        ["build", "-v", "-o", bin, "-ldflags", flags, main],
        {
            env,
            cwd: __dirname,
            timeoutSeconds: 3600,
            onLine: (line) => {
                if (line.startsWith("go: downloading")) {
                    progress.downloaded++;
                } else {
                    progress.compiled++;
                }
            },
        },
    );
    clearInterval(timer);
    return ok ? undefined : `it could not be built: ${reason}`;
};

function advice(version: string, reasons: readonly string[]): string {
    return [
        "there is no Pulumi CLI, and none could be got:",
        ...reasons.map((reason) => `  - ${reason}`),
        "any one of these mends it:",
        "  1. install the Pulumi CLI, so that `pulumi version` works: https://www.pulumi.com/docs/install/",
        `  2. let this machine reach https://get.pulumi.com, so that \`npx pulumi@${version}\` can fetch it`,
        "  3. install Go, with access to its module proxy, so that it can be built: https://go.dev/dl/",
    ].join("\n");
}
