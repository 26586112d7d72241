import type { Account, Entry } from "../../cloud/account";
import { AwsError, type Draft } from "../../cloud/model";
import { CLUSTER, MEMBER } from "./types";

/** A cluster in a global one. */
interface GlobalMember {
    readonly cluster: Entry;
    readonly isWriter: boolean;
}

/** The clusters of a global one, the primary first. */
export function globalMembers(account: Account, globalId: string): GlobalMember[] {
    return account
        .all(MEMBER)
        .filter(({ outputs }) => outputs.global === globalId)
        .flatMap(({ outputs }) => {
            const cluster = account.get(CLUSTER, outputs.cluster as string);
            return cluster === undefined
                ? []
                : [{ cluster, isWriter: outputs.isWriter as boolean }];
        })
        .sort((a, b) => Number(b.isWriter) - Number(a.isWriter));
}

/** The primary cluster of a global one, when it has one. */
export function primaryOf(account: Account, globalId: unknown): Entry | undefined {
    const [first] = globalMembers(account, String(globalId));
    return first?.isWriter === true ? first.cluster : undefined;
}

/** Notes that the cluster is part of the global one: its primary, where it has none yet. */
export function join(
    { account, urn }: Pick<Draft, "account" | "urn">,
    cluster: string,
    id: string,
) {
    const isWriter = primaryOf(account, id) === undefined;
    const outputs = { global: id, cluster, isWriter };
    account.put({ type: MEMBER, id: cluster, urn, inputs: {}, outputs });
}

/** Takes the cluster out of its global one, if it is in any; the primary goes last. */
export function leave(account: Account, cluster: string): void {
    const global = globalOf(account, cluster);
    if (global === undefined) {
        return;
    }
    const others = globalMembers(account, global).filter((member) => member.cluster.id !== cluster);
    if (primaryOf(account, global)?.id === cluster && others.length > 0) {
        throw new AwsError(
            "InvalidGlobalClusterStateFault",
            `${cluster} is the primary of the global cluster ${global}, which has secondaries; ` +
                `delete ${others.map((member) => member.cluster.id).join(", ")} first`,
        );
    }
    account.remove(MEMBER, cluster);
}

/** Id of the global cluster that the cluster is part of. */
export function globalOf(account: Account, cluster: string): string | undefined {
    return account.get(MEMBER, cluster)?.outputs.global as string | undefined;
}
