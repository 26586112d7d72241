import { readConfig } from "../config/read";
import { fromStack, type Exports } from "../contracts";
import { requireLayout } from "../layout";
import { dynamodb } from "./program";

/** The layer as a stack of its own. */
export = function layer(): Promise<Exports<"dynamodb">> {
    const config = readConfig();
    requireLayout(config, "layered");
    return dynamodb(config, fromStack("keys"), fromStack("network"));
};
