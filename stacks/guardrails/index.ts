import { readConfig } from "../config/read";
import { fromStack, type Exports } from "../contracts";
import { requireLayout } from "../layout";
import { guardrails } from "./program";

/** The layer as a stack of its own. */
export = function layer(): Promise<Exports<"guardrails">> {
    const config = readConfig();
    requireLayout(config, "layered");
    return guardrails(config, fromStack("keys"), fromStack("network"), fromStack("dynamodb"));
};
