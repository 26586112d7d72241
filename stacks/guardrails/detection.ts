import { accountScope } from "../../infra/account";
import { AccountDefaults } from "../../infra/guardrails/account-defaults";
import { Analyzer } from "../../infra/guardrails/analyzer";
import { ConfigPack } from "../../infra/guardrails/config-pack";
import { ConfigRecorder } from "../../infra/guardrails/config-recorder";
import { Detector } from "../../infra/guardrails/detector";
import { Macie } from "../../infra/guardrails/macie";
import { SecurityHub } from "../../infra/guardrails/security-hub";
import type { PresentSingletons } from "../../infra/guardrails/singleton-modes";
import type { PlatformConfig } from "../config/config";
import type { Upstream } from "../contracts";

/** Port of PostgreSQL on the cluster, and of DAX with and without TLS. */
const PORTS = [5432, 9111, 8111];

/**
 * What finds out: GuardDuty, Access Analyzer, AWS Config with its rules, Security Hub, Macie, and
 * what holds for the whole account.
 * @param present what the account has already
 */
export function detection(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    present: PresentSingletons,
) {
    const { prefix, region, guardrails } = config;
    const { unusedAccessDays } = guardrails;
    const scope = accountScope(region);
    const { alarmTopicArn, urgentTopicArn } = keys;
    const common = { scope, prefix, alarmTopicArn };

    const detector =
        guardrails.detector === "skip"
            ? undefined
            : new Detector("detector", {
                  prefix,
                  region,
                  ...(guardrails.detector === "adopt" && { adoptedId: present.detector }),
                  alarmTopicArn,
                  urgentTopicArn,
              });
    if (guardrails.analyzer !== "skip" || unusedAccessDays !== undefined) {
        new Analyzer("analyzer", {
            ...common,
            own: guardrails.analyzer === "own",
            ...(unusedAccessDays !== undefined && { unusedAccessDays }),
        });
    }
    const recorder =
        guardrails.recorder === "own"
            ? new ConfigRecorder("recorder", {
                  scope,
                  prefix,
                  keyArn: keys.auditKeyArn,
                  retentionDays: guardrails.logRetentionDays,
                  protect: config.deletionProtection,
              })
            : undefined;
    const onceRecording = { dependsOn: recorder === undefined ? [] : [recorder.recording] };
    if (guardrails.recorder !== "skip") {
        new ConfigPack(
            "rules",
            {
                ...common,
                settings: {
                    deletionProtection: config.deletionProtection,
                    backupRetentionDays: config.aurora.backupRetentionDays,
                    multiAz: config.aurora.multiAz,
                    ports: PORTS,
                    backupDays: config.backup.keepDays.daily,
                    detector: detector !== undefined,
                },
            },
            onceRecording,
        );
    }
    if (guardrails.securityHub !== "skip") {
        const own = guardrails.securityHub === "own";
        new SecurityHub("security-hub", { ...common, own }, onceRecording);
    }
    if (guardrails.macie !== "skip") {
        new Macie("macie", { ...common, own: guardrails.macie === "own" });
    }
    if (guardrails.accountDefaults === "own") {
        const { securityContact } = guardrails;
        new AccountDefaults("account", { ...(securityContact && { securityContact }) });
    }
    return {
        ...(detector && { detectorId: detector.detectorId }),
        ...(recorder && { configBucketName: recorder.bucketName }),
    };
}
