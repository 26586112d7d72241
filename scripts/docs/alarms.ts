import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { AlarmRule, Series } from "../../infra/alarms/alarm-rule";
import type { Thresholds } from "../../infra/alarms/thresholds";
import { auroraAlarmRules } from "../../infra/aurora/alarm-rules";
import { ALARM_THRESHOLDS, alarmThresholds } from "../../infra/aurora/alarm-thresholds";
import { CLUSTER_EVENTS, INSTANCE_EVENTS } from "../../infra/aurora/event-subscriptions";
import { accountAlarmRules } from "../../infra/dynamodb/alarm-rules-account";
import { cacheAlarmRules } from "../../infra/dynamodb/alarm-rules-dax";
import { exportAlarmRules } from "../../infra/dynamodb/alarm-rules-exports";
import { tableAlarmRules } from "../../infra/dynamodb/alarm-rules-table";
import * as dynamodb from "../../infra/dynamodb/alarm-thresholds";
import { CIS_EVENTS } from "../../infra/guardrails/cis-events";
import { dataActs } from "../../infra/guardrails/data-acts";
import { trailAlarmRule } from "../../infra/guardrails/trail-event";
import { ROOT } from "../../sandbox/platform/repository";

export const ALARMS_PAGE = "docs/alarms.md";

/** A cluster that has everything that an alarm can be about. */
const AURORA_RULES = auroraAlarmRules(
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

/** A table and a cache that have everything that an alarm can be about, and their account. */
const DYNAMODB_RULES = [
    ...tableAlarmRules(
        {
            spec: {
                name: "table",
                indexes: { index: { hash: "key", projection: "ALL" } },
                capacity: { mode: "onDemand", ceiling: { read: 1000, write: 1000 } },
            },
            tableName: "table",
            replicaRegions: ["region"],
        },
        ["region"],
        dynamodb.alarmThresholds(),
    ),
    ...cacheAlarmRules(
        { clusterName: "pii-prod", nodeType: "dax.t3.medium" },
        dynamodb.alarmThresholds(),
    ),
    ...accountAlarmRules(dynamodb.alarmThresholds()),
    ...exportAlarmRules("pii-prod-exports"),
];

/** What CIS names, and what can be done to data. */
const TRAIL_RULES = [
    ...CIS_EVENTS,
    ...dataActs({
        securityGroupIds: [],
        breakGlassRoleName: "pii-prod-break-glass",
        insights: true,
    }),
].map((event) => trailAlarmRule("pii-prod", event));

/** The page about the alarms, as `npm run format` would leave it. */
export async function alarmsPage(): Promise<string> {
    const filepath = join(ROOT, ALARMS_PAGE);
    return format(
        [
            INTRODUCTION,
            "## The alarms of Aurora",
            AURORA,
            ...ruleTable(AURORA_RULES),
            "## The alarms of DynamoDB and DAX",
            DYNAMODB,
            ...ruleTable(DYNAMODB_RULES),
            "## The alarms of the trail",
            TRAIL,
            ...ruleTable(TRAIL_RULES),
            "## What to do",
            ...[...AURORA_RULES, ...DYNAMODB_RULES, ...TRAIL_RULES].map(section),
            SETTINGS,
            "Under `pii:aurora.alarms`:",
            ...thresholdTable(ALARM_THRESHOLDS),
            "Under `pii:dynamodb.alarms`:",
            ...thresholdTable(dynamodb.ALARM_THRESHOLDS),
            EVENTS,
            ...eventTable("cluster", CLUSTER_EVENTS),
            ...eventTable("instance", INSTANCE_EVENTS),
            ACTIVITY_STREAM,
        ].join("\n"),
        { ...(await resolveConfig(filepath)), filepath },
    );
}

function ruleTable(rules: readonly AlarmRule<Series>[]): string[] {
    return [
        "",
        "| alarm | wakes somebody | goes off |",
        "| --- | --- | --- |",
        ...rules.map(
            (rule) =>
                `| [${rule.id}](#${rule.id}) | ${rule.urgent ? "yes" : ""} | ${trigger(rule)} |`,
        ),
        "",
    ];
}

function thresholdTable(thresholds: Thresholds): string[] {
    return [
        "",
        "| threshold | default | from | to |",
        "| --- | --- | --- | --- |",
        ...Object.entries(thresholds).map(
            ([key, { default: value, unit, least, most }]) =>
                `| \`${key}\` | ${value} ${unit} | ${least} | ${most} |`,
        ),
        "",
    ];
}

function trigger({ fires, limit, metric, periods, beyond }: AlarmRule<Series>): string {
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

function section(rule: AlarmRule<Series>): string {
    const { id, title, metric, missing, why, firstSteps } = rule;
    const silence = {
        breaching: "counts as trouble",
        ignore: "leaves the alarm as it is",
        notBreaching: "counts as good",
        missing: "leaves the alarm without a state",
    }[missing.as];
    return [
        `### ${id}`,
        `**${title}:** ${trigger(rule)}. ${why}`,
        "",
        ...firstSteps.map((step, index) => `${index + 1}. ${step}`),
        "",
        `${lookedAt(metric)} No data ${silence}: ${missing.why}.`,
        "",
    ].join("\n");
}

function lookedAt(series: Series): string {
    if (!("expression" in series)) {
        return `Metric \`${series.name}\` in \`${series.namespace}\`.`;
    }
    const metrics = Object.values(series.metrics);
    const names = [...new Set(metrics.map(({ name }) => `\`${name}\``))];
    const namespaces = [...new Set(metrics.map(({ namespace }) => `\`${namespace}\``))];
    return `${names.length === 1 ? "Metric" : "Metrics"} ${names.join(", ")} in ${namespaces.join(", ")}, as \`${series.expression}\`.`;
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

<!-- Written by \`npm run docs\` from the rules in infra/aurora, infra/dynamodb and infra/guardrails. Do not edit. -->

## At 3 a.m.

1. The mail names an alarm that ends in \`-in-trouble\`, and which alarm set it off. Find that one
   below: its steps are in order.
2. Open the dashboard, \`<prefix>-aurora\` or \`<prefix>-dynamodb\`: on top the alarms that are on, below
   what they look at, and since when. What changed first is the cause more often than what hurts most.
3. See what happened at that time: mails of RDS on the same topic (a failover, a restart), and
   deployments.
4. To look inside the database, open a [tunnel](tunnel.md). Once connections run out it is too late: do
   it first.
5. When it is over a second mail says so; of the trail's alarms none does, because a deed is never over.

The names start with the environment: \`pii-prod-aurora-...\`. Whatever can be a break-in is an incident
before it is a fault: failed logins, requests that are refused, a configuration that nobody changed, a
deletion, an export.

## Where they go

Every alarm tells the topic of alarms when it goes off and when it is over; RDS and AWS Backup tell it
what they do, and so do the [budget](audit.md#what-it-costs) and whatever finds unusual costs. Those that
must wake somebody are joined in composite alarms, one for the cluster, each table, each cache, the
account and the trail, which tell the urgent topic alone: one message for one trouble, however many
alarms it sets off. Both topics are encrypted with a key of ours, and take messages from
AWS's services for this account only; EventBridge alone says for none. Every region that has a replica of the tables has topics of its
own, because CloudWatch tells none of another region.

| who | of what | to be told, once |
| --- | --- | --- |
| \`pii:alarms.emails\`, \`urgentEmails\` | every alarm; the urgent ones | agree in the first mail, of each topic |
| \`pii:alarms.chat\` | both | let AWS in to the Slack workspace: console of Amazon Q Developer in chat applications, "Configure new client"; in a private channel also \`/invite @Amazon Q\` |
| \`pii:alarms.pagers\` | the urgent ones | nothing: their services agree by themselves, within five minutes, or the deployment fails |

\`\`\`yaml
pii:alarms:
  emails: [team@example.com]
  urgentEmails: [oncall@example.com]
  chat: { teamId: T07EA123LEP, channelId: C07EZ1ABC23 }
\`\`\`

The address of a pager holds the key of its service, such as PagerDuty's or Opsgenie's for CloudWatch. It
is a secret of the configuration, and stays one in the state:

\`\`\`sh
pulumi config set --secret --path 'pii:alarms.pagers.oncall' https://events.example.com/integration/key/enqueue
\`\`\`

Nobody can do anything from the chat: what its commands may do is to look at alarms. It shows the messages
whose form it knows: alarms, findings, costs, jobs of AWS Backup. What RDS tells by itself it may leave out;
that is in the mails. To try the whole way,
without any trouble:

\`\`\`sh
aws cloudwatch set-alarm-state --alarm-name pii-prod-aurora-cpu --state-value ALARM --state-reason "a test"
\`\`\`

CloudWatch takes it back within minutes.

CloudWatch takes 0.10 USD a month for each metric that an alarm looks at, 0.50 for a composite alarm,
0.30 for each of the counts from the logs, and 3 for a dashboard where an account has more than three.
A table's alarms look at 21 metrics, at 2 more where its capacity has a limit, and at as many for each
index: 2, or 4.
`;

const AURORA = `
\`<prefix>-aurora-<alarm>\`. They look at the whole cluster, and there at the worst instance in each
minute, so that readers which autoscaling adds are watched too. Where instances differ, the smallest is
the measure.
`;

const DYNAMODB = `
- Of a table: \`<prefix>-dynamodb-<table>-<alarm>\`, in the region of a replica
  \`<prefix>-dynamodb-<table>-<region>-<alarm>\`. Where an alarm's name starts with \`index\` or \`region\`
  below, it has the name of the index, or of the region that receives.
- Of a cache: \`<prefix>-dynamodb-dax-<alarm>\`, while there are two of them \`dax-2\` and so on, too. They
  look at the whole cluster, and there at the worst node.
- Of the account, whatever else of DynamoDB is in it: \`<prefix>-dynamodb-<alarm>\`, once in each region.

DynamoDB has no metric of recovery points and backups: AWS Backup tells of those that failed. There is
no alarm of conditions that did not hold either: where clients write under conditions that is how they
work; the dashboard shows them.
`;

const TRAIL = `
\`<prefix>-trail-<alarm>\`: what the CIS benchmark wants somebody to hear of (its section 4, in its order),
then what can be done to this data, its protection or its watchers. They count in the
[trail's log group](audit.md), within about five minutes of the deed, in every region of the account; what
was tried in vain counts as well. A deployment sets off some of those that wake nobody. Deeds of the same
five minutes, and of those that follow without a pause, are one message: look in the log for all of them.
`;

const SETTINGS = `## Thresholds

They can be set by environment, in the units of these tables; the others keep their defaults:

\`\`\`yaml
pii:aurora:
  alarms:
    cpu: 80
    replicaLag: 500
pii:dynamodb:
  alarms:
    readsThrottled: 0
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
