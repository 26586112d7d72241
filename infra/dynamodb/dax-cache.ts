import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "../user-error";
import type { AccountScope } from "../account";
import { policyJson, serviceTrust } from "../policy-document";

export interface DaxCacheArgs {
    readonly scope: AccountScope;
    /** Name of the cluster, at most 20 lower-case characters. Changing it replaces the cluster. */
    readonly clusterName: string;
    /** Such as `dax.r5.large`. Changing it replaces the cluster. */
    readonly nodeType: string;
    /** 1, or 3 to 10. */
    readonly nodes: number;
    /** Tables that it may read, with their indexes. */
    readonly tableArns: readonly pulumi.Input<string>[];
    /** Key of those tables. */
    readonly tableKeyArn: pulumi.Input<string>;
    readonly subnetIds: pulumi.Input<string[]>;
    readonly securityGroupId: pulumi.Input<string>;
    /** Weekly, UTC, at least an hour, such as `sun:05:00-sun:06:00`. */
    readonly maintenanceWindow: string;
    /** Pulumi refuses to delete or replace the cluster. DAX has no protection of its own. */
    readonly protect: boolean;
}

const LONGEST_NAME = 20;

/** What DAX needs to answer reads of single items and queries; no scan, no write. */
const READ = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:Query",
];

/**
 * A DAX cluster that is encrypted at rest and on the wire from birth (neither can be switched on
 * later) and that may only read.
 */
export class DaxCache extends pulumi.ComponentResource {
    /** `daxs://` address for clients; the port is in it. */
    readonly endpoint: pulumi.Output<string>;
    readonly clusterArn: pulumi.Output<string>;

    /** @throws pulumi.RunError when the cluster's name is longer than DAX takes */
    constructor(name: string, args: DaxCacheArgs, opts?: pulumi.ComponentResourceOptions) {
        if (args.clusterName.length > LONGEST_NAME) {
            throw userError(
                `clusterName is "${args.clusterName}" (${args.clusterName.length} characters); DAX takes at most ${LONGEST_NAME}, so shorten the stack's name`,
            );
        }
        super("pii:dynamodb:DaxCache", name, {}, opts);
        const parent = { parent: this };
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: serviceTrust("dax.amazonaws.com") },
            parent,
        );
        const read = new aws.iam.RolePolicy(
            name,
            {
                role: role.id,
                policy: policyJson([
                    {
                        Sid: "ReadTables",
                        Effect: "Allow",
                        Action: READ,
                        Resource: args.tableArns.flatMap((arn) => [
                            arn,
                            pulumi.interpolate`${arn}/index/*`,
                        ]),
                    },
                    {
                        Sid: "DecryptTables",
                        Effect: "Allow",
                        Action: ["kms:Decrypt", "kms:DescribeKey"],
                        Resource: args.tableKeyArn,
                        Condition: {
                            StringEquals: {
                                "kms:ViaService": `dynamodb.${args.scope.region}.amazonaws.com`,
                            },
                        },
                    },
                ]),
            },
            parent,
        );
        const subnets = new aws.dax.SubnetGroup(
            name,
            { name: args.clusterName, subnetIds: args.subnetIds },
            parent,
        );
        const parameters = new aws.dax.ParameterGroup(
            name,
            {
                name: args.clusterName,
                // Milliseconds that an answer may be old: a withdrawn consent counts within a minute.
                parameters: [
                    { name: "query-ttl-millis", value: "60000" },
                    { name: "record-ttl-millis", value: "60000" },
                ],
            },
            parent,
        );
        const cluster = new aws.dax.Cluster(
            name,
            {
                clusterName: args.clusterName,
                description: "pii-platform: read cache",
                nodeType: args.nodeType,
                replicationFactor: args.nodes,
                iamRoleArn: role.arn,
                subnetGroupName: subnets.name,
                parameterGroupName: parameters.name,
                securityGroupIds: [args.securityGroupId],
                clusterEndpointEncryptionType: "TLS",
                serverSideEncryption: { enabled: true },
                maintenanceWindow: args.maintenanceWindow,
            },
            { ...parent, protect: args.protect, dependsOn: read },
        );
        this.endpoint = pulumi.interpolate`daxs://${cluster.clusterAddress}:${cluster.port}`;
        this.clusterArn = cluster.arn;
        this.registerOutputs({ endpoint: this.endpoint, clusterArn: this.clusterArn });
    }
}
