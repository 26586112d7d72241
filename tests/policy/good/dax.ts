import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { resource } from "./resource";

export const dax = resource<aws.dax.ClusterArgs>("aws:dax/cluster:Cluster", "cache", {
    clusterName: "cache",
    iamRoleArn: "arn:aws:iam::111122223333:role/dax",
    nodeType: "dax.t3.small",
    replicationFactor: 3,
    serverSideEncryption: { enabled: true },
    clusterEndpointEncryptionType: "TLS",
    subnetGroupName: "cache",
    securityGroupIds: ["sg-2"],
});
/** Is to take the place of the other one, serves nobody yet, and may be given up. */
export const nextDax: Sample = {
    ...dax,
    name: "cache-2",
    props: { ...dax.props, clusterName: "cache-2" },
    protect: false,
};
export const daxSubnetGroup = resource<aws.dax.SubnetGroupArgs>(
    "aws:dax/subnetGroup:SubnetGroup",
    "cache-subnets",
    { name: "cache", subnetIds: ["subnet-1", "subnet-2", "subnet-3"] },
);

export const daxStack: readonly Sample[] = [dax, nextDax, daxSubnetGroup];
