import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { configMistakes } from "../../policy/config-mistakes";
import { rules } from "../../policy/rules";
import { reportOf, stackOf } from "../../review/policy/events";
import type { Report } from "../../review/policy/finding";
import { fromJson, parsed } from "../../review/policy/json";
import { plan } from "../../sandbox/platform/plan";
import { load, ROOT } from "../../sandbox/platform/repository";
import { readSettings } from "../../sandbox/platform/settings";
import { findCli } from "../../sandbox/pulumi-cli/find";
import { runTool } from "../../sandbox/pulumi-cli/tool";
import type * as Rehearsal from "../rehearsal";
import { PACK_INFO } from "./pack-info";

const PACK = join(ROOT, "policy");

/** What the pack finds in an environment's stacks as they stand after a first update. */
export async function ofRehearsal(environment: string, config?: string): Promise<Report[]> {
    const kind = plan(environment, readSettings(ROOT, environment)).environment;
    // Only here: it loads every model of the sandbox.
    const { deployedStates } = load("./scripts/rehearsal") as typeof Rehearsal;
    const dir = mkdtempSync(join(tmpdir(), "pii-states-"));
    try {
        const reports: Report[] = [];
        for (const [project, deployment] of await deployedStates(environment)) {
            const file = join(dir, `${project}.json`);
            // As the engine has saved it: its secrets are encrypted.
            writeFileSync(file, JSON.stringify({ version: 3, deployment }), { mode: 0o600 });
            reports.push(await ofState(file, config ?? configFile(kind)));
        }
        return reports;
    } finally {
        rmSync(dir, { recursive: true, force: true });
    }
}

/**
 * What the pack finds in an exported state.
 * @param config levels and parameters. @default those of the environment that the stack is named after
 */
export async function ofState(file: string, config?: string): Promise<Report> {
    const stack = stackOfState(file);
    const chosen = config ?? configOf(stack);
    if (chosen !== undefined) {
        checkConfig(chosen);
    }
    const { path } = await findCli({ report: () => undefined });
    const errors: string[] = [];
    const { stdout, reason } = await runTool(
        path,
        [
            ...["policy", "analyze", "--json", "--file", file, "--policy-pack", PACK],
            ...(chosen === undefined ? [] : ["--policy-pack-config", chosen]),
        ],
        {
            env: {
                ...process.env,
                // The analyzer of the sandbox needs no language host, and starts the pack at once.
                PATH: [join(ROOT, "sandbox", "bin"), process.env.PATH].join(delimiter),
                PULUMI_SKIP_UPDATE_CHECK: "true",
            },
            timeoutSeconds: 300,
            onLine: (line) => {
                errors.push(...(line.startsWith("error: ") ? [line.slice("error: ".length)] : []));
            },
        },
    );
    if (stdout.trim() === "") {
        throw new Error(`${file} could not be judged: ${errors.join("\n") || reason}`);
    }
    try {
        return reportOf(stdout, file, PACK_INFO, stack);
    } catch (cause) {
        throw new Error([(cause as Error).message, ...errors].join("\n"), { cause });
    }
}

/** What a policy pack found in a preview, by its event log. */
export function ofEvents(file: string): Report {
    return reportOf(read(file), file, PACK_INFO);
}

/** What an earlier check found. */
export function ofFindings(file: string): Report {
    return fromJson(read(file), file);
}

/** File with the levels and parameters that `pii-aurora/prod` is judged by, if there is one. */
export function configOf(stack: string): string | undefined {
    return configFile(stack.split("/")[1] ?? "");
}

function configFile(environment: string): string | undefined {
    const file = join(PACK, "config", `${environment}.json`);
    return existsSync(file) ? file : undefined;
}

/** @throws Error with everything that is wrong in the file: Pulumi passes over rules that do not exist */
function checkConfig(file: string): void {
    const mistakes = configMistakes(parsed(read(file), file), rules);
    if (mistakes.length > 0) {
        throw new Error(mistakes.map((mistake) => `${file}: ${mistake}`).join("\n"));
    }
}

/**
 * Whose state it is, as `pii-aurora/prod`.
 * @throws Error when the file is none, or of a stack that was never deployed
 */
export function stackOfState(file: string): string {
    const { deployment } = (parsed(read(file), file) ?? {}) as {
        readonly deployment?: { readonly resources?: readonly { readonly urn?: string }[] };
    };
    const stack = stackOf(deployment?.resources?.[0]?.urn);
    if (stack === undefined) {
        const what =
            deployment === undefined
                ? "is no state: it holds no deployment"
                : "is a state without resources: that stack was never deployed";
        throw new Error(`${file} ${what}; give what \`pulumi stack export --file FILE\` wrote`);
    }
    return stack;
}

/** @throws Error that says why a file cannot be read */
export function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (cause) {
        const { code, message } = cause as NodeJS.ErrnoException;
        const why = code === "ENOENT" ? "is not there" : `cannot be read: ${message}`;
        throw new Error(`${file} ${why}`, { cause });
    }
}
