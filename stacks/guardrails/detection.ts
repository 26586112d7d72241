import { accountScope } from "../../infra/account";
import { AccountDefaults } from "../../infra/guardrails/account-defaults";
import { Analyzer } from "../../infra/guardrails/analyzer";
import { ConfigPack } from "../../infra/guardrails/config-pack";
import { ConfigRecorder } from "../../infra/guardrails/config-recorder";
import { Detector } from "../../infra/guardrails/detector";
import { Macie } from "../../infra/guardrails/macie";
import { SecurityHub } from "../../infra/guardrails/security-hub";
import type { Modes } from "../../infra/guardrails/singleton-modes";
import { presentSingletons } from "../../infra/guardrails/singletons";
import type { PlatformConfig } from "../config/config";
import type { Upstream } from "../contracts";

/** Port of PostgreSQL on the cluster, and of DAX with and without TLS. */
const PORTS = [5432, 9111, 8111];

/**
 * What finds out: GuardDuty, Access Analyzer, AWS Config with its rules, Security Hub, Macie, and
 * what holds for the whole account. Asks AWS what is there first.
 * @throws pulumi.RunError where that contradicts the configuration
 */
export async function detection(config: PlatformConfig, keys: Upstream<"keys">) {
    const { prefix, region, guardrails } = config;
    const { unusedAccessDays } = guardrails;
    const modes: Modes = {
        detector: guardrails.detector,
        recorder: guardrails.recorder,
        analyzer: guardrails.analyzer,
        unusedAccessDays: unusedAccessDays === undefined ? "skip" : "own",
        securityHub: guardrails.securityHub,
        macie: guardrails.macie,
    };
    const present = await presentSingletons(modes, { prefix, region });
    const scope = accountScope(region);
    const { alarmTopicArn, urgentTopicArn } = keys;
    const common = { scope, prefix, alarmTopicArn };

    const detector =
        modes.detector === "skip"
            ? undefined
            : new Detector("detector", {
                  prefix,
                  ...(modes.detector === "adopt" && { adoptedId: present.detector }),
                  alarmTopicArn,
                  urgentTopicArn,
              });
    if (modes.analyzer !== "skip" || unusedAccessDays !== undefined) {
        new Analyzer("analyzer", {
            ...common,
            own: modes.analyzer === "own",
            ...(unusedAccessDays !== undefined && { unusedAccessDays }),
        });
    }
    const recorder =
        modes.recorder === "own"
            ? new ConfigRecorder("recorder", {
                  scope,
                  prefix,
                  keyArn: keys.auditKeyArn,
                  retentionDays: guardrails.logRetentionDays,
                  protect: config.deletionProtection,
              })
            : undefined;
    if (modes.recorder !== "skip") {
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
            { dependsOn: recorder === undefined ? [] : [recorder.recording] },
        );
    }
    if (modes.securityHub !== "skip") {
        new SecurityHub("security-hub", { ...common, own: modes.securityHub === "own" });
    }
    if (modes.macie !== "skip") {
        new Macie("macie", { ...common, own: modes.macie === "own" });
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
