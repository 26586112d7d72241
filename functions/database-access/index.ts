import { awsCalls } from "./aws";
import { Connector } from "./connector";
import { makeHandler } from "./handler";
import { readSettings } from "./settings";
import { authorities } from "./trust";

const settings = readSettings(process.env);

/** What Lambda calls. */
export const handler = makeHandler(
    new Connector(settings, awsCalls(settings.region), authorities(settings.region)),
    settings.functionName,
    // Not by the console, which Lambda wraps: the metric in it would not be found.
    (line) => process.stdout.write(`${line}\n`),
);
