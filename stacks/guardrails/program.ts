import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";
import { audit } from "./audit";

/** Layer 6: what watches the account. */
export function guardrails(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
    dynamodb: Upstream<"dynamodb">,
): Exports<"guardrails"> {
    return audit(config, keys, network, dynamodb);
}
