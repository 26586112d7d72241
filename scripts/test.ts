import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pc from "picocolors";
import { pulumiCommand } from "../sandbox/pulumi-cli";

/** How many jobs run at the same time. */
const PARALLEL = 2;

interface Result {
    readonly passed: number;
    readonly failures: readonly string[];
}

interface Job {
    readonly name: string;
    run(): Promise<Result>;
}

const reports = mkdtempSync(join(tmpdir(), "pii-test-"));

/** The longest first, so that none is left over at the end. */
const JOBS: readonly Job[] = [
    // Its files wait for the engine much of the time, so two of them go side by side.
    suite("engine", ["--parallel", "--jobs=2"]),
    suite("sandbox"),
    suite("sql"),
    suite("functions"),
    suite("operations"),
    suite("examples"),
    suite("docs"),
    suite("policy"),
    check("lint", [
        "eslint",
        "--max-warnings=0",
        "--cache",
        "--cache-location",
        "node_modules/.cache/eslint/",
        ".",
    ]),
    check("types", ["tsc", "--noEmit"]),
    check("format", ["prettier", "--check", "--log-level=warn", "--cache", "."]),
    suite("review"),
    suite("infra"),
    suite("stacks"),
    suite("tables"),
    suite("config"),
    suite("structure"),
];

void main();

async function main(): Promise<void> {
    try {
        // Here, and not in a test: where it must be built, that takes minutes.
        await pulumiCommand((line) => {
            console.log(line);
        });
        const results = await runAll(selected(process.argv.slice(2)));
        const passed = results.reduce((sum, result) => sum + result.passed, 0);
        const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
        console.log(`${passed} passed, ${failed} failed`);
        process.exitCode = failed === 0 ? 0 : 1;
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        console.log("0 passed, 1 failed");
        process.exitCode = 1;
    } finally {
        rmSync(reports, { recursive: true, force: true });
    }
}

/** The jobs that were asked for by name, all of them when none was. */
function selected(names: readonly string[]): Job[] {
    const unknown = names.filter((name) => !JOBS.some((job) => job.name === name));
    if (unknown.length > 0) {
        const known = JOBS.map(({ name }) => name).join(", ");
        throw new Error(`there is no job ${unknown.join(", ")}; the jobs are ${known}`);
    }
    return JOBS.filter(({ name }) => names.length === 0 || names.includes(name));
}

async function runAll(jobs: readonly Job[]): Promise<Result[]> {
    const waiting = [...jobs];
    const results: Result[] = [];
    const worker = async () => {
        for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
            const start = Date.now();
            const result = await job.run();
            report(job.name, result, (Date.now() - start) / 1000);
            results.push(result);
        }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    return results;
}

function report(name: string, { passed, failures }: Result, seconds: number): void {
    const mark = failures.length === 0 ? pc.green("✓") : pc.red("✗");
    const failed = failures.length === 0 ? "" : `, ${failures.length} failed`;
    console.log(
        `${mark} ${name}: ${passed} passed${failed} ${pc.dim(`(${seconds.toFixed(1)} s)`)}`,
    );
    for (const failure of failures) {
        console.log(`\n${failure}\n`);
    }
}

/** A tool that says by its exit code whether all is well. */
function check(name: string, command: readonly string[]): Job {
    return {
        name,
        run: async () => {
            const { code, output } = await npx(command);
            return code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [output] };
        },
    };
}

interface MochaReport {
    readonly passes: readonly unknown[];
    readonly failures: readonly { fullTitle: string; err: { message?: string; stack?: string } }[];
}

/** The mocha tests under `tests/<name>`. */
function suite(name: string, options: readonly string[] = []): Job {
    return {
        name,
        run: async () => {
            const file = join(reports, `${name}.json`);
            const reporter = ["--reporter=json", `--reporter-option=output=${file}`];
            const { output } = await npx([
                "mocha",
                ...reporter,
                ...options,
                `tests/${name}/**/*.test.ts`,
            ]);
            const mocha = read(file);
            if (mocha === undefined || mocha.passes.length + mocha.failures.length === 0) {
                return { passed: 0, failures: [`${name}: no test was run\n${output}`] };
            }
            const failures = mocha.failures.map(
                ({ fullTitle, err }) => `${fullTitle}\n${err.stack ?? err.message ?? ""}`,
            );
            return { passed: mocha.passes.length, failures };
        },
    };
}

function read(file: string): MochaReport | undefined {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as MochaReport;
    } catch {
        return undefined;
    }
}

/** Runs a program of the installed packages. */
function npx(command: readonly string[]): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve, reject) => {
        const [program = "", ...args] = command;
        const child = spawn(join("node_modules", ".bin", program), args, {
            stdio: ["ignore", "pipe", "pipe"],
            // What commands print is compared, and CI systems ask for colours.
            env: { ...process.env, NO_COLOR: "1" },
            shell: process.platform === "win32",
        });
        let output = "";
        child.stdout.on("data", (chunk) => (output += String(chunk)));
        child.stderr.on("data", (chunk) => (output += String(chunk)));
        child.on("error", reject);
        child.on("close", (code) => {
            resolve({ code, output });
        });
    });
}
