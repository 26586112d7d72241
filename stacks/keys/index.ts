import { readConfig } from "../config/read";
import type { Exports } from "../contracts";
import { requireLayout } from "../layout";
import { keys } from "./program";

/** The layer as a stack of its own. */
export = function layer(): Exports<"keys"> {
    const config = readConfig();
    requireLayout(config, "layered");
    return keys(config);
};
