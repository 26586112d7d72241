import { resolve } from "node:path";
import { Command } from "commander";
import { connected, driftOf, loadMigrations, readSnapshot } from "@pii-platform/sql";
import { OWNER } from "../../infra/database/roles";
import { endWith } from "../shared/end";
import { told } from "./report";
import { connectionTo, type Where } from "./target";

interface Options extends Where {
    readonly json?: true;
}

/** Exit codes: 0 where nothing differs. */
const DIFFERENT = 1;
const NOT_COMPARED = 2;

const ROOT = resolve(__dirname, "../..");

void endWith(main(), NOT_COMPARED);

async function main(): Promise<number> {
    const options = new Command("npm run drift --")
        .description("Compares a live database with migrations, schema.sql and catalogue.")
        .option("--stack <name>", "environment at AWS (default: the sandbox of dev)")
        .option("--sandbox", "the sandbox of --stack")
        .option("--via <host:port>", "end of an open tunnel (default: what pii:database says)")
        .option("--json", "for programs")
        .addHelpText("after", "\nExit codes: 0 nothing differs, 1 something does, 2 not compared.")
        .allowExcessArguments(false)
        .exitOverride()
        .parse()
        .opts<Options>();
    const connection = await connectionTo(ROOT, options);
    const differences = await connected(connection, (client) =>
        driftOf(client, loadMigrations(), readSnapshot(), OWNER),
    );
    const { stack = "dev" } = options;
    const isHere = options.stack === undefined || options.sandbox === true;
    const where = `The database of ${stack}${isHere ? " in the sandbox" : ""}`;
    console.log(options.json ? JSON.stringify(differences, null, 4) : told(differences, where));
    return differences.length === 0 ? 0 : DIFFERENT;
}
