import type { Entry } from "../../cloud/account";
import { AwsError, type Draft, type Existing } from "../../cloud/model";
import { isBurstable, SERVERLESS } from "./classes";
import { globalMembers, globalOf, primaryOf } from "./global-members";
import { membersOf } from "./members";
import { checkAgreement, checkGroup, checkMonitoring } from "./monitoring";
import { ACTIVITY_STREAM, CLUSTER, INSTANCE_GROUP } from "./types";
import { isOf } from "./versions";

/** A writer and 15 readers. */
const MAX_MEMBERS = 16;

/** The cluster that the instance is in. */
export function clusterOf({ account, inputs }: Pick<Draft, "account" | "inputs">): Entry {
    const id = inputs.clusterIdentifier as string;
    const cluster = account.get(CLUSTER, id);
    if (cluster === undefined) {
        throw new AwsError("DBClusterNotFoundFault", `DBCluster ${id} not found.`);
    }
    return cluster;
}

/** Makes sure that the cluster takes the instance, and that what it uses is there and fits. */
export function checkUsed(draft: Draft): void {
    const cluster = clusterOf(draft);
    const { dbSubnetGroupName: group } = draft.inputs;
    if (group !== undefined && group !== cluster.outputs.dbSubnetGroupName) {
        throw new AwsError(
            "InvalidParameterCombination",
            `dbSubnetGroupName: must be the cluster's, ${String(cluster.outputs.dbSubnetGroupName)}`,
        );
    }
    checkClass(draft, cluster);
    checkAgreement(draft.inputs, cluster.inputs);
    const version = cluster.outputs.engineVersionActual as string;
    checkGroup(draft, "dbParameterGroupName", INSTANCE_GROUP, version);
    checkMonitoring(draft);
}

function checkClass({ account, inputs }: Draft, { id, inputs: cluster, outputs }: Entry): void {
    const { instanceClass } = inputs;
    if (instanceClass === SERVERLESS && cluster.serverlessv2ScalingConfiguration === undefined) {
        throw new AwsError(
            "InvalidDBClusterStateFault",
            "Set the Serverless v2 scaling configuration on the parent DB cluster before creating " +
                "a Serverless v2 DB instance.",
        );
    }
    const global = globalOf(account, id);
    if (global !== undefined && isBurstable(instanceClass)) {
        throw new AwsError(
            "InvalidParameterCombination",
            `instanceClass: ${String(instanceClass)} is not for the global database ${global}`,
        );
    }
    const hasStream = account.get(ACTIVITY_STREAM, outputs.arn as string) !== undefined;
    if (hasStream && (instanceClass === SERVERLESS || isBurstable(instanceClass))) {
        throw new AwsError(
            "InvalidParameterCombination",
            `instanceClass: ${String(instanceClass)} has no activity stream, which ${id} has`,
        );
    }
}

/** What AWS looks at only when the instance is made. */
export function checkPlace({ account, inputs }: Draft): void {
    const cluster = clusterOf({ account, inputs });
    const zones = cluster.outputs.availabilityZones as string[];
    const zone = inputs.availabilityZone as string | undefined;
    if (zone !== undefined && !zones.includes(zone)) {
        throw new AwsError(
            "InvalidVPCNetworkStateFault",
            `availabilityZone: the cluster's subnets are in ${zones.join(", ")}, got ${zone}`,
        );
    }
    const version = cluster.outputs.engineVersionActual as string;
    if (inputs.engineVersion !== undefined && !isOf(version, inputs.engineVersion as string)) {
        throw new AwsError(
            "InvalidParameterCombination",
            `engineVersion: must be the cluster's, ${version}; leave it out`,
        );
    }
    if (membersOf({ account, id: cluster.id }).length >= MAX_MEMBERS) {
        throw new AwsError(
            "InvalidDBClusterStateFault",
            `${cluster.id} has ${MAX_MEMBERS} instances, which is all that a cluster can have`,
        );
    }
}

/** Refuses to delete the last instance of a primary that has secondaries. */
export function checkDeletion({ account, inputs }: Existing): void {
    const id = inputs.clusterIdentifier as string;
    const global = globalOf(account, id);
    if (global === undefined || membersOf({ account, id }).length > 1) {
        return;
    }
    if (primaryOf(account, global)?.id === id && globalMembers(account, global).length > 1) {
        throw new AwsError(
            "InvalidDBClusterStateFault",
            "Cannot delete the last instance of the master cluster. Delete the replica cluster " +
                "before deleting the last master cluster instance.",
        );
    }
}
