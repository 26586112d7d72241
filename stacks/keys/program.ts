import * as pulumi from "@pulumi/pulumi";
import { accountScope } from "../../infra/account";
import { ALARM_PUBLISHERS, AlarmTopic, type AlarmTopicArgs } from "../../infra/alarms/alarm-topic";
import { SlackChannel } from "../../infra/alarms/slack-channel";
import { keepsAny } from "../../infra/backup/backup-rules";
import { DataKey } from "../../infra/keys/data-key";
import type { KeyUse } from "../../infra/keys/key-policy";
import { trailName } from "../../infra/guardrails/audit-trail";
import { inRegion } from "../../infra/region";
import type { PlatformConfig } from "../config/config";
import type { Exports } from "../contracts";

/** Of a vault in any region: the services whose backups are in it. */
const BACKUP_USE: KeyUse = { kind: "service", services: ["backup", "rds", "dynamodb"] };

/**
 * Layer 1: one storage key per data domain, one field-level key per PII level above 1, and the
 * topics of alarms.
 */
export function keys(config: PlatformConfig): Exports<"keys"> {
    const scope = accountScope(config.region);
    const common = { ...config.keys, protect: config.deletionProtection };
    const inside = (region?: string) => ({
        transformations: region === undefined ? [] : [inRegion(region)],
    });
    /** A key, in the platform's own region or in another one. */
    const key = (domain: string, description: string, use: KeyUse, region?: string) =>
        new DataKey(
            region === undefined ? domain : `${domain}-${region}`,
            {
                ...common,
                scope: { ...scope, region: region ?? scope.region },
                description,
                alias: `${config.prefix}/${domain}`,
                use,
            },
            inside(region),
        ).arn;
    const { chat, emails, pagers, urgentEmails } = config.alarms;
    /** Topics and their key, for each region its own: CloudWatch tells no others. */
    const alarms = (region?: string) => {
        const use: KeyUse = { kind: "topics", publishers: ALARM_PUBLISHERS };
        const alarmsKeyArn = key("alarms", "Topics of alarms and events.", use, region);
        const topic = (name: string, told: Pick<AlarmTopicArgs, "emails" | "pagers">) =>
            new AlarmTopic(
                [config.prefix, name, ...(region === undefined ? [] : [region])].join("-"),
                { scope, keyArn: alarmsKeyArn, ...told },
                inside(region),
            ).arn;
        return {
            alarmsKeyArn,
            // Here, because every later layer sends to them: one topic, one consent of each address.
            alarmTopicArn: topic("alarms", { emails, pagers: {} }),
            urgentTopicArn: topic("urgent", { emails: urgentEmails, pagers }),
        };
    };
    const { copyRegion } = config.backup;
    const { replicaRegions } = config.dynamodb;
    const tables = (region?: string) =>
        key(
            "dynamodb",
            "DynamoDB tables, their backups and streams.",
            {
                kind: "service",
                services: [
                    "dynamodb",
                    ...(config.dynamodb.changeStreams === "off" ? [] : ["kinesis"]),
                ],
            },
            region,
        );
    const here = alarms();
    const replicas = replicaRegions.map(
        (region) => [region, { dynamodbKeyArn: tables(region), ...alarms(region) }] as const,
    );
    if (chat !== undefined) {
        new SlackChannel(`${config.prefix}-alarms`, {
            scope,
            ...chat,
            region: chat.region ?? config.region,
            topicArns: [here, ...replicas.map(([, there]) => there)].flatMap(
                ({ alarmTopicArn, urgentTopicArn }) => [alarmTopicArn, urgentTopicArn],
            ),
        });
    }
    return {
        ...(keepsAny(config.backup.keepDays) && {
            backupKeyArn: key("backup", "Vault of backups.", BACKUP_USE),
        }),
        ...(copyRegion !== undefined && {
            backupCopyKeyArn: new DataKey(
                "backup-copy",
                {
                    ...common,
                    scope: { ...scope, region: copyRegion },
                    description: "Vault of the backups that are copied here.",
                    alias: `${config.prefix}/backup-copy`,
                    use: BACKUP_USE,
                },
                { transformations: [inRegion(copyRegion)] },
            ).arn,
        }),
        ...here,
        ...(config.aurora.activityStream !== undefined && {
            activityKeyArn: key("activity", "Activity stream of the Aurora cluster.", {
                kind: "activity",
            }),
        }),
        auroraKeyArn: key("aurora", "Storage, snapshots and insights of the Aurora cluster.", {
            kind: "service",
            services: ["rds"],
        }),
        dynamodbKeyArn: tables(),
        ...(config.dynamodb.exports !== "off" && {
            exportsKeyArn: key("exports", "Bucket of the tables' exports.", {
                kind: "service",
                services: ["s3"],
            }),
        }),
        ...(replicas.length > 0 && {
            replicas: pulumi.all(
                Object.fromEntries(
                    replicas.map(([region, there]) => [region, pulumi.output(there)]),
                ),
            ),
        }),
        secretsKeyArn: key("secrets", "Secrets of database users, the master's included.", {
            kind: "service",
            // Lambda's settings of the function that looks after the database, which name secrets.
            services: ["secretsmanager", "rds", "lambda"],
        }),
        logsKeyArn: key("logs", "Log groups of the platform, and logs that AWS delivers.", {
            kind: "logs",
        }),
        auditKeyArn: key("audit", "The CloudTrail trail and its bucket.", {
            kind: "trail",
            trailName: trailName(config.prefix),
            recorder: config.guardrails.recorder === "own",
        }),
        fieldLevel2KeyArn: key(
            "field-level-2",
            "Fields of PII level 2, encrypted by applications.",
            {
                kind: "field",
                level: 2,
            },
        ),
        fieldLevel3KeyArn: key(
            "field-level-3",
            "Fields of PII level 3, encrypted by applications.",
            {
                kind: "field",
                level: 3,
            },
        ),
    };
}
