import { readConfig } from "../config/read";
import { fromStack, type Exports } from "../contracts";
import { requireLayout } from "../layout";
import { database } from "./program";

/** The layer as a stack of its own. */
export = function layer(): Exports<"database"> {
    const config = readConfig();
    requireLayout(config, "layered");
    return database(config, fromStack("keys"), fromStack("aurora"));
};
