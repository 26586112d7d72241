import { readConfig } from "../config/read";
import { fromStack, type Exports } from "../contracts";
import { requireLayout } from "../layout";
import { network } from "./program";

/** The layer as a stack of its own. */
export = function layer(): Exports<"network"> {
    const config = readConfig();
    requireLayout(config, "layered");
    return network(config, fromStack("keys"));
};
