import { accountScope } from "../../infra/account";
import { WebAcl } from "../../infra/waf/web-acl";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";
import { audit } from "./audit";
import { detection } from "./detection";

/**
 * Layer 6: what watches the account.
 * @throws pulumi.RunError where what the account has once contradicts the configuration
 */
export async function guardrails(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
    dynamodb: Upstream<"dynamodb">,
): Promise<Exports<"guardrails">> {
    const { webAcl, logRetentionDays } = config.guardrails;
    const acl =
        webAcl &&
        new WebAcl(`${config.prefix}-apis`, {
            ...webAcl,
            countOnly: webAcl.countOnlyAndBlockNothing,
            scope: accountScope(config.region),
            logsKeyArn: keys.logsKeyArn,
            logRetentionDays,
            alarmTopicArn: keys.alarmTopicArn,
        });
    const found = await detection(config, keys);
    return {
        ...found,
        ...audit(config, keys, network, dynamodb, found.configBucketName),
        ...(acl && { webAclArn: acl.arn, webAclLogGroupName: acl.logGroupName }),
    };
}
