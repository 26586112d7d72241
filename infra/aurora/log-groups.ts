import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../network/mistake";

/**
 * All the logs that Aurora PostgreSQL can export: PostgreSQL's own, with the audit; the instance's;
 * and the IAM logins that failed.
 */
export const LOGS = ["postgresql", "instance", "iam-db-auth-error"] as const;

export type Log = (typeof LOGS)[number];

export interface LogGroupsArgs {
    /** Identifier of the cluster whose logs these are. Changing it starts new, empty groups. */
    readonly clusterIdentifier: string;
    /** What to export. Taking one out deletes its group, with what it holds. */
    readonly logs: readonly Log[];
    readonly keyArn: pulumi.Input<string>;
    /** One of the retentions that CloudWatch Logs knows. */
    readonly retentionDays: number;
}

/**
 * The log groups of a cluster, made before it. RDS would make them itself otherwise, to be kept for
 * ever and without our key, and would then be in the way of ours.
 */
export class LogGroups extends pulumi.ComponentResource {
    /** Names of the exports that the groups are for. */
    readonly exports: string[];

    constructor(name: string, args: LogGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:LogGroups", name, {}, opts);
        for (const log of args.logs) {
            new aws.cloudwatch.LogGroup(
                `${name}-${log}`,
                {
                    name: `/aws/rds/cluster/${args.clusterIdentifier}/${log}`,
                    kmsKeyId: args.keyArn,
                    retentionInDays: args.retentionDays,
                },
                { parent: this },
            );
        }
        this.exports = [...args.logs];
        this.registerOutputs({ exports: this.exports });
    }
}

/** What is wrong in the list of logs to export. */
export function logMistakes(logs: readonly string[]): Mistake[] {
    const known: readonly string[] = LOGS;
    const advice = `must be a log of Aurora PostgreSQL, named once: ${LOGS.join(", ")}`;
    return [
        ...logs.flatMap((log, index) =>
            known.includes(log) && logs.indexOf(log) === index
                ? []
                : [{ where: `logExports[${index}]`, got: log, advice }],
        ),
        ...(logs.includes("postgresql")
            ? []
            : [
                  {
                      where: "logExports",
                      got: logs,
                      advice: "must have postgresql in it: that log holds the audit",
                  },
              ]),
    ];
}
