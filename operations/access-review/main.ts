import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { connected } from "@pii-platform/sql";
import { Command, Option } from "commander";
import { connectionTo, type Where } from "../drift/target";
import { endWith } from "../shared/end";
import { awsAccess } from "./aws-access";
import { databaseAccess } from "./database-access";
import { type Access, isFault } from "./finding";
import { identitiesOf } from "./identities";
import { markUnused } from "./last-used";
import { type Format, FORMATS, type Review, written } from "./report";
import { fromFiles, fromSandbox, fromStacks, type Resource } from "./resources";

interface Options extends Where {
    readonly state?: readonly string[];
    readonly database: boolean;
    readonly lastUsed?: true;
    readonly format: Format;
    readonly output?: string;
}

/** Exit codes: 0 where nothing is too wide or unused. */
const MARKED = 1;
const NOT_REVIEWED = 2;

const ROOT = resolve(__dirname, "../..");

void endWith(main(), NOT_REVIEWED);

async function main(): Promise<number> {
    const options = new Command("npm run access-review --")
        .description("Who reaches which data: by IAM and policies, and by grants in the database.")
        .option("--stack <name>", "environment at AWS (default: the sandbox of dev)")
        .option("--sandbox", "the sandbox of --stack")
        .option("--via <host:port>", "end of an open tunnel (default: what pii:database says)")
        .option("--state <files...>", "what `pulumi stack export` wrote, in place of the stacks")
        .option("--no-database", "leave the database out")
        .option("--last-used", "ask IAM what is unused, by the AWS CLI")
        .addOption(
            new Option("--format <format>", "of the review").choices(FORMATS).default("table"),
        )
        .option("--output <file>", "where to write it (default: the terminal)")
        .addHelpText(
            "after",
            "\nExit codes: 0 nothing is too wide or unused, 1 something is, 2 not reviewed.",
        )
        .allowExcessArguments(false)
        .exitOverride()
        .parse()
        .opts<Options>();
    const review = await reviewOf(options);
    const text = written(review, options.format);
    if (options.output === undefined) {
        process.stdout.write(text);
    } else {
        writeFileSync(options.output, stripVTControlCharacters(text));
    }
    return review.accesses.some(isFault) ? MARKED : 0;
}

async function reviewOf(options: Options): Promise<Review> {
    const isHere = options.stack === undefined || options.sandbox === true;
    const notes: string[] = [];
    const resources = await resourcesOf(options, isHere);
    let byIam = await awsAccess(resources);
    const isSandbox = isHere && options.state === undefined;
    if (options.lastUsed === true && !isSandbox) {
        byIam = await markUnused(byIam, identitiesOf(resources));
    } else {
        const why = isSandbox ? "nothing is counted in a sandbox" : "say --last-used";
        notes.push(`what is unused by IAM (${why})`);
    }
    // States in files do not say where their database is.
    const isAsked =
        options.database && (options.state === undefined || options.stack !== undefined);
    if (!isAsked) {
        notes.push("the database (say --stack, and leave --no-database out)");
        return { accesses: byIam, notes };
    }
    const connection = await connectionTo(ROOT, options);
    const inside: Access[] = await connected(connection, databaseAccess);
    notes.push(
        "when logins of the database were last used (sql/queries/last-seen.sql, as pii_audit)",
    );
    return { accesses: [...byIam, ...inside], notes };
}

async function resourcesOf(
    { stack = "dev", state }: Options,
    isHere: boolean,
): Promise<Resource[]> {
    if (state !== undefined) {
        return fromFiles(state);
    }
    return isHere ? fromSandbox(ROOT, stack) : await fromStacks(ROOT, stack);
}
