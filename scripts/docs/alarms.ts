import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { AlarmRule } from "../../infra/alarms/alarm-rule";
import { auroraAlarmRules } from "../../infra/aurora/alarm-rules";
import { ALARM_THRESHOLDS, alarmThresholds } from "../../infra/aurora/alarm-thresholds";
import { CLUSTER_EVENTS, INSTANCE_EVENTS } from "../../infra/aurora/event-subscriptions";
import { ROOT } from "../../sandbox/platform/repository";

export const ALARMS_PAGE = "docs/alarms.md";

/** A cluster that has everything that an alarm can be about. */
const RULES = auroraAlarmRules(
    {
        clusterIdentifier: "pii-prod",
        instanceClasses: ["db.r7g.large", "db.serverless"],
        capacity: { min: 1, max: 8 },
        logs: ["postgresql", "iam-db-auth-error"],
        proxyName: "pii-prod-proxy",
        databaseAccess: { functionName: "pii-prod-database-access", healthEveryMinutes: 5 },
    },
    alarmThresholds(),
);

/** The page about the alarms, as `npm run format` would leave it. */
export async function alarmsPage(): Promise<string> {
    const filepath = join(ROOT, ALARMS_PAGE);
    return format(
        [
            INTRODUCTION,
            "## The alarms",
            "| alarm | wakes somebody | goes off |",
            "| --- | --- | --- |",
            ...RULES.map(
                (rule) =>
                    `| [${rule.id}](#${rule.id}) | ${rule.urgent ? "yes" : ""} | ${trigger(rule)} |`,
            ),
            "",
            ...RULES.map(section),
            SETTINGS,
            "| threshold | default | from | to |",
            "| --- | --- | --- | --- |",
            ...Object.entries(ALARM_THRESHOLDS).map(
                ([key, each]) =>
                    `| \`${key}\` | ${each.default} ${each.unit} | ${each.least} | ${each.most} |`,
            ),
            EVENTS,
            ...eventTable("cluster", CLUSTER_EVENTS),
            ...eventTable("instance", INSTANCE_EVENTS),
            ACTIVITY_STREAM,
        ].join("\n"),
        { ...(await resolveConfig(filepath)), filepath },
    );
}

function trigger({ fires, limit, metric, periods, beyond }: AlarmRule): string {
    const minutes = metric.periodSeconds / 60;
    const span = (count: number) => `${count * minutes} minutes`;
    const when =
        periods === 1
            ? ""
            : beyond === undefined
              ? `, for ${span(periods)}`
              : `, in ${beyond * minutes} of ${span(periods)}`;
    return `${fires} ${limit}${when}`;
}

function section(rule: AlarmRule): string {
    const { id, title, metric, missing, why, firstSteps } = rule;
    const silence = {
        breaching: "counts as trouble",
        notBreaching: "counts as good",
        missing: "leaves the alarm without a state",
    }[missing.as];
    return [
        `### ${id}`,
        `**${title}:** ${trigger(rule)}. ${why}`,
        "",
        ...firstSteps.map((step, index) => `${index + 1}. ${step}`),
        "",
        `Metric \`${metric.name}\` in \`${metric.namespace}\`. No data ${silence}: ${missing.why}.`,
        "",
    ].join("\n");
}

function eventTable(source: string, events: Readonly<Record<string, string>>): string[] {
    return [
        "",
        `| of the ${source} | why |`,
        "| --- | --- |",
        ...Object.entries(events).map(([category, why]) => `| ${category} | ${why} |`),
    ];
}

const INTRODUCTION = `# Alarms

<!-- Written by \`npm run docs\` from the rules in infra/aurora. Do not edit. -->

## At 3 a.m.

1. The mail names the alarm \`<prefix>-aurora-in-trouble\`, and which alarm set it off. Find that one
   below: its steps are in order.
2. Open the dashboard \`<prefix>-aurora\`: on top the alarms that are on, below what they look at, since
   when, and for the writer or the readers. What changed first is the cause more often than what hurts most.
3. See what happened at that time: mails of RDS on the same topic (a failover, a restart), and
   deployments.
4. To look inside, open a [tunnel](tunnel.md). Once connections run out it is too late: do it first.
5. When it is over a second mail says so.

The names start with the environment: \`pii-prod-aurora-...\`. Whatever can be a break-in is an incident
before it is a fault: failed logins, a configuration that nobody changed, a deletion, an export.

## Where they go

Every alarm tells the topic of alarms when it goes off and when it is over; RDS and AWS Backup tell it
what they do. Those that must wake somebody are joined in one composite alarm, which tells the urgent
topic alone: one message for one trouble, however many alarms it sets off. Both topics are encrypted
with a key of ours, and take messages from AWS's services for this account only.

To be mailed, an address must agree in the first mail that it gets. To try the whole way, without any
trouble:

\`\`\`sh
aws cloudwatch set-alarm-state --alarm-name pii-prod-aurora-cpu --state-value ALARM --state-reason "a test"
\`\`\`

CloudWatch takes it back within minutes.

The alarms look at the whole cluster, and there at the worst instance in each minute, so that readers
which autoscaling adds are watched too. Where instances differ, the smallest is the measure.

CloudWatch takes 0.10 USD a month for an alarm, 0.50 for the composite one, 0.30 for each of the counts
from the logs, and 3 for the dashboard where an account has more than three.
`;

const SETTINGS = `## Thresholds

They can be set by environment, in the units of this table; the others keep their defaults:

\`\`\`yaml
pii:aurora:
  alarms:
    cpu: 80
    replicaLag: 500
\`\`\`
`;

const EVENTS = `
## What RDS tells

Mails on the topic of alarms, by category. RDS sends them as well as it can, without a promise.
`;

const ACTIVITY_STREAM = `
## Activity stream

\`pii:aurora.activityStream: sync\` or \`async\` records every statement and every login of everybody, the
administrators' included, in a Kinesis stream that no one in the database can touch or stop. It is
off by default.

- **Personal data is in it:** the text of statements, with their values. Who may read the stream and
  decrypt with its key may read the database.
- **\`sync\`** makes a session wait until its activity is safe, **\`async\`** does not; when some may have
  been lost, RDS sends an event.
- **Where it goes:** the stream \`aws-rds-das-<id of the cluster>\`, which RDS makes, encrypts with our
  key, and deletes with the cluster. It keeps everything for a day; to keep more, something must read it, such as
  Firehose into a locked bucket. That reader is not part of the platform.
- **What it costs:** RDS charges nothing, Kinesis the stream by the hour and by what goes through.
- **Not** on burstable or serverless instances, nor in China or GovCloud. Switching it on may restart the
  instances at once, whatever the maintenance window. Switch it off before an engine upgrade.
`;
