import { userError } from "../infra/user-error";
import type { PlatformConfig } from "./config/config";

/**
 * Refuses to deploy an environment in the way that it is not deployed in.
 * @throws pulumi.RunError when `pii:layout` is not `layout`
 */
export function requireLayout(config: PlatformConfig, layout: PlatformConfig["layout"]): void {
    if (config.layout === layout) {
        return;
    }
    const right =
        config.layout === "whole"
            ? `pulumi up -s ${config.stack}`
            : `pulumi -C stacks/<layer> up -s ${config.stack}`;
    throw userError(
        `pii:layout of stack "${config.stack}" is "${config.layout}", but this entry point is "${layout}"; run ${right}, or set pii:layout before the first deployment`,
    );
}
