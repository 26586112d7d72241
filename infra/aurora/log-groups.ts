import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Log } from "./exported-logs";

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
