import { accountScope } from "../../infra/account";
import { AuditTrail } from "../../infra/guardrails/audit-trail";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";

/** Layer 6: what watches the account. */
export function guardrails(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    dynamodb: Upstream<"dynamodb">,
): Exports<"guardrails"> {
    const trail = new AuditTrail("audit", {
        scope: accountScope(config.region),
        prefix: config.prefix,
        keyArn: keys.auditKeyArn,
        tableArns: dynamodb.regionalTableArns,
        retentionDays: config.guardrails.logRetentionDays,
        protect: config.deletionProtection,
    });
    return { trailArn: trail.trailArn, trailBucketName: trail.bucketName };
}
