import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** All the logs that Aurora PostgreSQL can export. */
const EXPORTS = ["postgresql", "instance", "iam-db-auth-error"] as const;

export interface LogGroupsArgs {
    /** Identifier of the cluster whose logs these are. Changing it starts new, empty groups. */
    readonly clusterIdentifier: string;
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
    readonly exports: string[] = [...EXPORTS];

    constructor(name: string, args: LogGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:LogGroups", name, {}, opts);
        for (const log of EXPORTS) {
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
        this.registerOutputs({ exports: this.exports });
    }
}
