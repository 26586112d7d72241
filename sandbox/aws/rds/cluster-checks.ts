import type { Entry } from "../../cloud/account";
import { AwsError, type Draft, type Existing } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { assumableRole, securityGroupsIn, usableKey, vpcOf } from "../shared/references";
import { checkGroup, checkMonitoring } from "./monitoring";
import { CLUSTER_GROUP, INSTANCE, INSTANCE_GROUP, SNAPSHOT, SUBNET_GROUP } from "./types";
import { actualVersion, compareVersions, familyOf } from "./versions";

/** Makes sure that everything that the cluster uses is there and fits. */
export function checkUsed(draft: Draft): void {
    const group = subnetGroupOf(draft);
    if (group === undefined) {
        throw new AwsError(
            "DBSubnetGroupNotFoundFault",
            `dbSubnetGroupName: there is no ${(draft.inputs.dbSubnetGroupName as string | undefined) ?? "default group, because the account has no default VPC"}`,
        );
    }
    securityGroupsIn(draft, "vpcSecurityGroupIds", vpcOf(group), "InvalidVPCNetworkStateFault");
    const version = versionOf(draft.inputs);
    checkGroup(draft, "dbClusterParameterGroupName", CLUSTER_GROUP, version);
    checkGroup(draft, "dbInstanceParameterGroupName", INSTANCE_GROUP, version);
    checkMonitoring(draft);
    usableKey(draft, "masterUserSecretKmsKeyId", "KMSKeyNotAccessibleFault");
    for (const i of ((draft.inputs.iamRoles ?? []) as string[]).keys()) {
        assumableRole(draft, `iamRoles.${i}`, "rds.amazonaws.com", "InvalidParameterValue");
    }
}

export function checkUpgrade(from: string, to: string, inputs: Props): void {
    if (compareVersions(to, from) < 0) {
        throw new AwsError(
            "InvalidParameterCombination",
            `Cannot upgrade aurora-postgresql from ${from} to ${to}`,
        );
    }
    if (familyOf(from) !== familyOf(to) && inputs.allowMajorVersionUpgrade !== true) {
        throw new AwsError(
            "InvalidParameterCombination",
            "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.",
        );
    }
}

export function checkDeletion(existing: Existing): void {
    const { account, id, inputs } = existing;
    if (inputs.deletionProtection === true) {
        throw new AwsError(
            "InvalidParameterCombination",
            `Cannot delete protected Cluster ${id}, please disable deletion protection and try again.`,
        );
    }
    const members = membersOf(existing);
    if (members.length > 0) {
        throw new AwsError(
            "InvalidDBClusterStateFault",
            `Cluster cannot be deleted, it still contains DB instances in non-deleting state: ` +
                members.map((member) => member.id).join(", "),
        );
    }
    const snapshot = inputs.finalSnapshotIdentifier as string | undefined;
    if (inputs.skipFinalSnapshot === true) {
        return;
    }
    if (snapshot === undefined) {
        throw new AwsError(
            "InvalidParameterCombination",
            "finalSnapshotIdentifier is required when skipFinalSnapshot is false; " +
                "update the cluster with one of the two, then delete it",
        );
    }
    const taken = account.get(SNAPSHOT, snapshot);
    // A deletion that was broken off has left the snapshot of this very cluster.
    if (taken !== undefined && taken.outputs.resourceId !== existing.outputs.clusterResourceId) {
        throw new AwsError(
            "DBClusterSnapshotAlreadyExistsFault",
            `Cannot create the cluster snapshot because one with the identifier ${snapshot} ` +
                "already exists.",
        );
    }
}

/** The instances of the cluster, the writer first. */
export function membersOf({ account, id }: Pick<Draft, "account" | "id">): Entry[] {
    return account.all(INSTANCE).filter(({ inputs }) => inputs.clusterIdentifier === id);
}

/** The engine version that the inputs of a cluster come to. */
export function versionOf(inputs: Props): string {
    return actualVersion(inputs.engineVersion as string | undefined);
}

function subnetGroupOf({ account, inputs }: Draft): Entry | undefined {
    return account.get(SUBNET_GROUP, (inputs.dbSubnetGroupName ?? "default") as string);
}

/** The subnets that the cluster may use. */
export function subnets(draft: Draft): Entry[] {
    const ids = (subnetGroupOf(draft)?.inputs.subnetIds ?? []) as string[];
    return ids.flatMap((id) => draft.account.get("aws:ec2/subnet:Subnet", id) ?? []);
}
