import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountScope } from "../account";
import { serviceTrust } from "../policy-document";

/** The role with which RDS writes Enhanced Monitoring. Ready once its policy is attached. */
export class MonitoringRole extends pulumi.ComponentResource {
    readonly arn: pulumi.Output<string>;

    constructor(name: string, scope: AccountScope, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:MonitoringRole", name, {}, opts);
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", scope.accountId) },
            { parent: this },
        );
        new aws.iam.RolePolicyAttachment(
            name,
            {
                role: role.name,
                policyArn: pulumi.interpolate`arn:${scope.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
            },
            { parent: this },
        );
        this.arn = role.arn;
        this.registerOutputs({ arn: this.arn });
    }
}
