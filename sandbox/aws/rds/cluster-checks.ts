import type { Entry } from "../../cloud/account";
import { AwsError, type Draft, type Existing } from "../../cloud/model";
import { assumableRole, securityGroupsIn, usableKey, vpcOf } from "../shared/references";
import { snapshotImage } from "./images";
import { membersOf } from "./members";
import { checkGroup, checkMonitoring } from "./monitoring";
import { wantedVersion } from "./running-version";
import {
    CLUSTER_GROUP,
    IMAGE,
    INSTANCE_GROUP,
    ROLE_ASSOCIATION,
    SNAPSHOT,
    SUBNET_GROUP,
} from "./types";

/** Makes sure that everything that the cluster uses is there and fits. */
export function checkUsed(draft: Draft): void {
    const { account, id, inputs } = draft;
    const group = subnetGroupOf(draft);
    if (group === undefined) {
        throw new AwsError(
            "DBSubnetGroupNotFoundFault",
            `dbSubnetGroupName: there is no ${(inputs.dbSubnetGroupName as string | undefined) ?? "default group, because the account has no default VPC"}`,
        );
    }
    const networks = group.outputs.supportedNetworkTypes as string[];
    if (inputs.networkType === "DUAL" && !networks.includes("DUAL")) {
        throw new AwsError(
            "InvalidSubnet",
            `networkType: the subnets of ${group.id} are not all dual-stack`,
        );
    }
    securityGroupsIn(draft, "vpcSecurityGroupIds", vpcOf(group), "InvalidVPCNetworkStateFault");
    const version = wantedVersion(draft);
    checkGroup(draft, "dbClusterParameterGroupName", CLUSTER_GROUP, version);
    checkGroup(draft, "dbInstanceParameterGroupName", INSTANCE_GROUP, version);
    checkMonitoring(draft);
    usableKey(draft, "masterUserSecretKmsKeyId", "KMSKeyNotAccessibleFault");
    const roles = (inputs.iamRoles ?? []) as string[];
    for (const i of roles.keys()) {
        assumableRole(draft, `iamRoles.${i}`, "rds.amazonaws.com", "InvalidParameterValue");
    }
    const associated = account
        .all(ROLE_ASSOCIATION)
        .some((entry) => entry.inputs.dbClusterIdentifier === id);
    if (roles.length > 0 && associated) {
        throw new AwsError(
            "InvalidParameterCombination",
            "iamRoles: the cluster has ClusterRoleAssociations, which this would undo; use one",
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
    const { clusterResourceId } = existing.outputs;
    const taken = account.get(IMAGE, snapshotImage(snapshot));
    // A deletion that was broken off has left the snapshot of this very cluster.
    if (taken?.urn !== existing.urn || taken.outputs.clusterResourceId !== clusterResourceId) {
        checkSnapshotName(account, snapshot);
    }
}

/** Refuses the identifier of a snapshot that is there. */
export function checkSnapshotName(account: Draft["account"], name: string): void {
    if (account.get(SNAPSHOT, name) !== undefined) {
        throw new AwsError(
            "DBClusterSnapshotAlreadyExistsFault",
            `Cannot create the cluster snapshot because one with the identifier ${name} ` +
                "already exists.",
        );
    }
}

function subnetGroupOf({ account, inputs }: Draft): Entry | undefined {
    return account.get(SUBNET_GROUP, (inputs.dbSubnetGroupName ?? "default") as string);
}

/** The subnets that the cluster may use. */
export function subnets(draft: Draft): Entry[] {
    const ids = (subnetGroupOf(draft)?.inputs.subnetIds ?? []) as string[];
    return ids.flatMap((id) => draft.account.get("aws:ec2/subnet:Subnet", id) ?? []);
}
