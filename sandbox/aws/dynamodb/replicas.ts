import { AwsError, type Draft, type Existing } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { refuseUselessKey } from "../shared/key-use";
import { objectOf, objectsOf } from "../shared/rules";
import { refuseUnscaled } from "./scaling";
import { strongRegionsProblem } from "./replica-rules";
import { TABLE } from "./types";

/** Settings of a replica that the provider changes after it is made, one in each update. */
const ONE_BY_ONE = ["pointInTimeRecovery", "deletionProtectionEnabled"] as const;

/**
 * The replicas as they are after a change. The real provider makes a replica anew for another key or
 * consistency; of {@link ONE_BY_ONE} it changes the first that differs, and the next at the next
 * update. It does not protect strongly consistent replicas when it makes them.
 */
export function replicasOf(draft: Draft): Props[] | undefined {
    if (draft.inputs.replicas === undefined) {
        return undefined;
    }
    const old = objectsOf(draft.account.get(TABLE, draft.id)?.outputs.replicas);
    return objectsOf(draft.inputs.replicas).map((wanted) => {
        const replica = old.find(({ regionName }) => regionName === wanted.regionName);
        if (replica === undefined || isAnew(replica, wanted)) {
            return madeReplica(draft, wanted);
        }
        const first = ONE_BY_ONE.find(
            (name) => wanted[name] !== undefined && wanted[name] !== replica[name],
        );
        return {
            ...replica,
            propagateTags: wanted.propagateTags ?? false,
            ...(first === undefined ? {} : { [first]: wanted[first] }),
        };
    });
}

/** "replicas" when they differ from what the program wants, after {@link replicasOf}. */
export function laggingReplicas(outputs: Props, inputs: Props): string[] {
    const there = objectsOf(outputs.replicas);
    const lags = objectsOf(inputs.replicas).some((wanted) => {
        const replica = there.find(({ regionName }) => regionName === wanted.regionName);
        return ONE_BY_ONE.some(
            (name) =>
                replica !== undefined &&
                wanted[name] !== undefined &&
                wanted[name] !== replica[name],
        );
    });
    return lags ? ["replicas"] : [];
}

/** Throws for replicas that AWS cannot make. */
export function refuseReplicas(draft: Draft): void {
    const { inputs, region } = draft;
    const replicas = objectsOf(inputs.replicas);
    if (replicas.length === 0) {
        return;
    }
    const regions = replicas.map(({ regionName }) => regionName as string);
    const witness = objectOf(inputs.globalTableWitness)?.regionName as string | undefined;
    if ([...regions, witness].includes(region)) {
        throw new AwsError(
            "ValidationException",
            `replicas: Cannot add, delete, or update the local region ${region} through ` +
                "ReplicaUpdates; it has the table itself",
        );
    }
    if (replicas[0]?.consistencyMode === "STRONG") {
        const problem = strongRegionsProblem([region, ...regions, ...(witness ? [witness] : [])]);
        if (problem !== undefined) {
            throw new AwsError("ValidationException", `replicas: ${problem}`);
        }
    }
    replicas.forEach((replica, i) => {
        const there = { ...draft, region: replica.regionName as string };
        refuseUselessKey(there, `replicas.${i}.kmsKeyArn`, "dynamodb", "ValidationException");
    });
    refuseUnscaled(draft);
}

/** Throws when a replica that is to go, or to be made anew, is protected against deletion. */
export function refuseLossOfReplicas({ id, outputs }: Existing, wanted: readonly Props[]): void {
    const lost = objectsOf(outputs.replicas).find((replica) => {
        const same = wanted.find(({ regionName }) => regionName === replica.regionName);
        const goes = same === undefined || isAnew(replica, same);
        return goes && replica.deletionProtectionEnabled === true;
    });
    if (lost !== undefined) {
        throw new AwsError(
            "ValidationException",
            `Resource cannot be deleted as it is currently protected against deletion. Disable ` +
                `deletion protection first: the replica of ${id} in ${String(lost.regionName)}`,
        );
    }
}

function isAnew(replica: Props, wanted: Props): boolean {
    return (
        replica.kmsKeyArn !== wanted.kmsKeyArn ||
        replica.consistencyMode !== (wanted.consistencyMode ?? "EVENTUAL")
    );
}

function madeReplica(draft: Draft, wanted: Props): Props {
    const { consistencyMode = "EVENTUAL", regionName } = wanted;
    const place = { ...draft, region: regionName as string };
    const replicaArn = arn(place, "dynamodb", `table/${draft.id}`);
    const label = new Date().toISOString().replace("Z", "");
    // hashicorp/terraform-provider-aws#48213
    const isStreamed = draft.inputs.streamEnabled === true && consistencyMode !== "STRONG";
    return {
        pointInTimeRecovery: false,
        propagateTags: false,
        ...wanted,
        arn: replicaArn,
        consistencyMode,
        deletionProtectionEnabled:
            consistencyMode !== "STRONG" && wanted.deletionProtectionEnabled === true,
        streamArn: isStreamed ? `${replicaArn}/stream/${label}` : "",
        streamLabel: isStreamed ? label : "",
    };
}
