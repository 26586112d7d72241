import { readConfig } from "../config/read";
import { fromStack, type Exports } from "../contracts";
import { requireLayout } from "../layout";
import { aurora } from "./program";

/** The layer as a stack of its own. */
export = function layer(): Promise<Exports<"aurora">> {
    const config = readConfig();
    requireLayout(config, "layered");
    return aurora(config, fromStack("keys"), fromStack("network"));
};
