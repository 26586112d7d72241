import { accountScope } from "../../infra/account";
import { BreakGlass } from "../../infra/guardrails/break-glass";
import { breakGlassRoleName } from "../../infra/guardrails/break-glass-rights";
import { presentSingletons } from "../../infra/guardrails/singletons";
import { parameterPath } from "../../infra/parameter-path";
import { WebAcl } from "../../infra/waf/web-acl";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";
import { audit } from "./audit";
import { detection } from "./detection";
import { singletonModes } from "./singleton-modes";

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
    const { breakGlass, webAcl, logRetentionDays } = config.guardrails;
    const present = await presentSingletons(singletonModes(config), config);
    const scope = accountScope(config.region);
    const emergency =
        breakGlass &&
        new BreakGlass(breakGlassRoleName(config.prefix), {
            ...breakGlass,
            scope,
            prefix: config.prefix,
            tableArns: dynamodb.regionalTableArns,
            parameterPath: parameterPath(config.stack),
            secretsKeyArn: keys.secretsKeyArn,
            fieldKeyArns: breakGlass.unsafeDecryptFields
                ? [keys.fieldLevel2KeyArn, keys.fieldLevel3KeyArn]
                : [],
            ...(config.network.wayIn !== "none" && { tunnelPolicyArn: network.tunnelPolicyArn }),
        });
    const acl =
        webAcl &&
        new WebAcl(`${config.prefix}-apis`, {
            ...webAcl,
            countOnly: webAcl.countOnlyAndBlockNothing,
            scope,
            logsKeyArn: keys.logsKeyArn,
            logRetentionDays,
            alarmTopicArn: keys.alarmTopicArn,
        });
    const found = detection(config, keys, present);
    return {
        ...found,
        ...audit(config, keys, network, dynamodb, {
            configBucketName: found.configBucketName,
            monitorArn: present["budget.anomalies.monitor"],
        }),
        ...(emergency && { breakGlassRoleArn: emergency.roleArn }),
        ...(acl && { webAclArn: acl.arn, webAclLogGroupName: acl.logGroupName }),
    };
}
