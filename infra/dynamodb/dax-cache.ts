import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CacheSpec } from "../../tables/table-spec";
import { userError } from "../user-error";
import { clusterNameAdvice } from "./dax-mistakes";
import { keptNodeType } from "./dax-node-type";
import { cacheParameters } from "./dax-parameters";
import { daxRole, type DaxRights } from "./dax-role";

export interface DaxCacheArgs extends DaxRights {
    /** At most 20 characters, as `clusterNameAdvice` says. Changing it replaces the cluster. */
    readonly clusterName: string;
    /** Such as `dax.r5.large`. Fixed for life: another one is refused, see {@link keptNodeType}. */
    readonly nodeType: string;
    /** 1, or 3 to 10; changed in place. DAX spreads them over the zones of the subnets. */
    readonly nodes: number;
    /** How old answers may be; changed in place. See `cacheAges`. */
    readonly ages: CacheSpec;
    /** Private ones, each in a zone of its own. More can be added in place. */
    readonly subnetIds: pulumi.Input<string[]>;
    readonly securityGroupId: pulumi.Input<string>;
    /** Weekly, UTC, at least an hour, such as `sun:05:00-sun:06:00`. */
    readonly maintenanceWindow: string;
    /** Pulumi refuses to delete or replace the cluster. DAX has no protection of its own. */
    readonly protect: boolean;
}

/**
 * A DAX cluster that is encrypted at rest and on the wire from birth (neither can be switched on
 * later) and that may read what it is given, and nothing else.
 *
 * It tells no topic of what happens to it: AWS does not document which of its services would publish,
 * so that a topic that is encrypted and open to named services alone would get nothing, unnoticed. Its
 * alarms tell.
 */
export class DaxCache extends pulumi.ComponentResource {
    /** `daxs://` address for clients; the port is in it. */
    readonly endpoint: pulumi.Output<string>;
    readonly clusterArn: pulumi.Output<string>;
    /** Of the role with which it goes to the tables. */
    readonly roleArn: pulumi.Output<string>;

    /** @throws pulumi.RunError when DAX takes no cluster of that name, or has nothing to cache */
    constructor(name: string, args: DaxCacheArgs, opts?: pulumi.ComponentResourceOptions) {
        const { clusterName } = args;
        const advice =
            clusterNameAdvice(clusterName) ??
            (args.tables.length === 0 ? "there is no table to cache" : undefined);
        if (advice !== undefined) {
            throw userError(`clusterName is "${clusterName}"; ${advice}`);
        }
        super("pii:dynamodb:DaxCache", name, {}, opts);
        const parent = { parent: this };
        const { arn: iamRoleArn, policy } = daxRole(name, args, parent);
        const subnets = new aws.dax.SubnetGroup(
            name,
            { name: clusterName, subnetIds: args.subnetIds },
            parent,
        );
        const parameters = cacheParameters(name, clusterName, args.ages, parent);
        const cluster = new aws.dax.Cluster(
            name,
            {
                clusterName,
                description: "pii-platform: read cache",
                nodeType: keptNodeType(`${name}-node-type`, args, parent),
                replicationFactor: args.nodes,
                iamRoleArn,
                subnetGroupName: subnets.name,
                parameterGroupName: parameters.name,
                securityGroupIds: [args.securityGroupId],
                clusterEndpointEncryptionType: "TLS",
                serverSideEncryption: { enabled: true },
                maintenanceWindow: args.maintenanceWindow,
            },
            { ...parent, protect: args.protect, dependsOn: policy },
        );
        this.endpoint = pulumi.interpolate`daxs://${cluster.clusterAddress}:${cluster.port}`;
        this.clusterArn = cluster.arn;
        this.roleArn = iamRoleArn;
        this.registerOutputs({
            endpoint: this.endpoint,
            clusterArn: this.clusterArn,
            roleArn: this.roleArn,
        });
    }
}
