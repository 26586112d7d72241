import { writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { Command, CommanderError, Option } from "commander";
import pc from "picocolors";
import { countsOf, merged, type Report } from "../review/policy/finding";
import { ROOT } from "../sandbox/platform/repository";
import { environments } from "../sandbox/platform/settings";
import { baselineOf } from "./policy/baseline";
import { type Format, FORMATS, written } from "./policy/outputs";
import { ofEvents, ofFindings, ofRehearsal, ofState } from "./policy/sources";
import { configuredFiles, type WaiverList, waiverList, waiverTable } from "./policy/waivers";

interface CheckOptions {
    readonly stack?: readonly string[];
    readonly state?: readonly string[];
    readonly events?: readonly string[];
    readonly findings?: readonly string[];
    readonly config?: string;
    readonly format: Format;
    readonly output?: string;
}

interface BaselineOptions {
    readonly state: readonly string[];
    readonly config?: string;
    readonly output?: string;
}

/** Exit codes: 0 where nothing mandatory was found. */
const FOUND = 1;
const NOT_JUDGED = 2;

const CODES =
    "\nExit codes: 0 nothing mandatory was found, 1 something was, 2 not judged: wrong options, " +
    "a file that cannot be read, a run that did not come to its end.";

const program = new Command("npm run policy --")
    .description("The policy pack, outside of a deployment.")
    .exitOverride();

program
    .command("check")
    .description("Judges rehearsals of the environments, or what the options name, as one.")
    .option("--stack <names...>", "environments to rehearse (default: all, or none with a file)")
    .option("--state <files...>", "what `pulumi stack export` wrote")
    .option("--events <files...>", "what `pulumi preview --event-log` wrote")
    .option("--findings <files...>", "what this command wrote with --format json")
    .option("--config <file>", "levels and parameters (default: policy/config/<environment>.json)")
    .addOption(new Option("--format <format>", "of the findings").choices(FORMATS).default("table"))
    .option("--output <file>", "where to write them (default: the terminal)")
    .addHelpText("after", CODES)
    .allowExcessArguments(false)
    .action(async (options: CheckOptions) => {
        const report = merged(await reports(options));
        put(written(report, options.format, process.env), options.output);
        process.exitCode = countsOf(report.findings).mandatory === 0 ? 0 : FOUND;
    });

program
    .command("baseline")
    .description("Notes down what the pack finds in stacks as they are, to start from there.")
    .requiredOption("--state <files...>", "what `pulumi stack export` wrote")
    .option("--config <file>", "levels and parameters (default: policy/config/<environment>.json)")
    .option("--output <file>", "where to write it (default: the terminal)")
    .allowExcessArguments(false)
    .action(async ({ state, config, output }: BaselineOptions) => {
        put(await baselineOf(state, config), output);
    });

program
    .command("waivers")
    .description("Lists the waivers: in force, soon to expire, expired, malformed.")
    .argument("[files...]", "files of waivers (default: those that policy/config/ names)")
    .addHelpText(
        "after",
        "\nExit codes: 0 all in force, 1 one has expired or is malformed, 2 not read.",
    )
    .action((files: readonly string[]) => {
        const today = new Date().toISOString().slice(0, 10);
        const lists = (files.length > 0 ? files : configuredFiles()).map((file) =>
            waiverList(file, today),
        );
        put(lists.length === 0 ? "no file of waivers in policy/config/\n" : waiverTable(lists));
        const isBad = ({ waivers, mistakes }: WaiverList) =>
            mistakes.length > 0 || waivers.some(({ state }) => state === "expired");
        process.exitCode = lists.some(isBad) ? FOUND : 0;
    });

program.parseAsync().then(
    // Servers of a rehearsal may be on their way out still.
    () => process.exit(),
    (error: unknown) => {
        if (!(error instanceof CommanderError)) {
            console.error(pc.red(error instanceof Error ? error.message : String(error)));
            process.exit(NOT_JUDGED);
        }
        // It has told that itself.
        process.exit(error.exitCode === 0 ? 0 : NOT_JUDGED);
    },
);

async function reports(options: CheckOptions): Promise<Report[]> {
    const { state = [], events = [], findings = [], config } = options;
    const isFileNamed = [...state, ...events, ...findings].length > 0;
    const stacks = options.stack ?? (isFileNamed ? [] : environments(ROOT));
    const found = [...events.map(ofEvents), ...findings.map(ofFindings)];
    for (const file of state) {
        found.push(await ofState(file, config));
    }
    for (const environment of stacks) {
        found.push(...(await ofRehearsal(environment, config)));
    }
    return found;
}

function put(text: string, file?: string): void {
    if (file === undefined) {
        process.stdout.write(text);
    } else {
        writeFileSync(file, stripVTControlCharacters(text));
    }
}
