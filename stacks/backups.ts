import type * as pulumi from "@pulumi/pulumi";
import { accountScope } from "../infra/account";
import { keepsAny } from "../infra/backup/backup-rules";
import { Backups } from "../infra/backup/backups";
import type { PlatformConfig } from "./config/config";
import type { Upstream } from "./contracts";

/** The backups of a layer's data by the one plan of `pii:backup`; none where it keeps none. */
export function backups(
    name: string,
    config: PlatformConfig,
    keys: Upstream<"keys">,
    resourceArns: pulumi.Input<string>[],
): Backups | undefined {
    const { keepDays, lockDays, copyRegion, complianceLockThatCanNeverBeUndone } = config.backup;
    return keepsAny(keepDays)
        ? new Backups(name, {
              scope: accountScope(config.region),
              resourceArns,
              keepDays,
              keyArn: keys.backupKeyArn,
              copy:
                  copyRegion === undefined
                      ? undefined
                      : { region: copyRegion, keyArn: keys.backupCopyKeyArn },
              lockDays,
              lockMode: complianceLockThatCanNeverBeUndone ? "compliance" : "governance",
              alarmTopicArn: keys.alarmTopicArn,
              outlivesStack: config.environment !== "dev",
              protect: config.deletionProtection,
          })
        : undefined;
}
