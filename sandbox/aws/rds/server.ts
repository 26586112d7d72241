import type { Account, Entry } from "../../cloud/account";
import type { Backends } from "../../cloud/backends";
import type { Draft } from "../../cloud/model";
import { globalOf, primaryOf } from "./global-members";
import { dropImage, originImage } from "./images";
import { masterPassword } from "./master";
import { membersOf } from "./members";
import { hostname } from "./names";
import { atOnce, type ParameterInput } from "./parameters";
import { CLUSTER, CLUSTER_GROUP, IMAGE, INSTANCE_GROUP } from "./types";

/** Names of the parameter groups that a server has its parameters from. */
interface Groups {
    readonly cluster: unknown;
    readonly instance: unknown;
}

/** What keeps who is connected to a cluster that follows from writing. */
const READ_ONLY = "default_transaction_read_only";

/** Servers that are being made, so that two instances of one cluster do not make two. */
const starting = new WeakMap<Backends, Map<string, Promise<void>>>();

/** Brings the cluster's server up for its first instance, `draft`. */
export async function startServer(draft: Draft, cluster: Entry): Promise<void> {
    if (membersOf({ ...draft, id: cluster.id }).length > 0) {
        return;
    }
    const { backends } = draft;
    const running = starting.get(backends) ?? new Map<string, Promise<void>>();
    starting.set(backends, running);
    const started = running.get(cluster.id) ?? makeServer(draft, cluster);
    running.set(cluster.id, started);
    try {
        await started;
    } finally {
        running.delete(cluster.id);
    }
}

async function makeServer(draft: Draft, cluster: Entry): Promise<void> {
    const { account, backends } = draft;
    const { inputs, outputs, urn } = cluster;
    const origin = account.get(IMAGE, originImage(cluster.id))?.outputs;
    const groups = {
        cluster: inputs.dbClusterParameterGroupName,
        instance: draft.inputs.dbParameterGroupName,
    };
    await backends.postgres.create({
        id: cluster.id,
        databaseName:
            ((outputs.databaseName ?? origin?.databaseName) as string | undefined) ?? "postgres",
        masterUsername: outputs.masterUsername as string,
        masterPassword: masterPassword({ account, inputs, urn }),
        hostnames: [
            outputs.endpoint as string,
            outputs.readerEndpoint as string,
            hostname(draft, "*."),
            hostname(draft, "*.cluster-custom-"),
        ],
        parameters: parametersOf(account, cluster.id, groups),
        ...(origin?.hasData === true && {
            image: (origin.image as string | undefined) ?? originImage(cluster.id),
        }),
    });
    if (origin !== undefined) {
        await dropImage(draft, originImage(cluster.id));
    }
}

/**
 * Gives the servers behind a parameter group its new parameters: at once those that AWS puts in
 * force at once, the others for when they are rebooted.
 *
 * @param kind of the group, whose parameters were `before`
 */
export async function changeParameters(
    kind: keyof Groups,
    { account, backends, id, inputs }: Draft,
    before: readonly ParameterInput[],
): Promise<void> {
    const parameters = (inputs.parameters ?? []) as ParameterInput[];
    const now = atOnce(before, parameters);
    for (const cluster of account.all(CLUSTER)) {
        const groups = groupsOf(account, cluster);
        if (groups?.[kind] === id) {
            const changed = { [kind]: parameters };
            const all = parametersOf(account, cluster.id, groups, changed);
            await backends.postgres.configure(cluster.id, all, now);
        }
    }
}

/** Has the server of the cluster take the parameters of other groups when it is rebooted. */
export async function changeGroups(
    { account, backends }: Pick<Draft, "account" | "backends">,
    cluster: Pick<Entry, "id" | "inputs">,
    changes: Partial<Groups> = {},
): Promise<void> {
    const groups = groupsOf(account, cluster);
    if (groups !== undefined) {
        const parameters = parametersOf(account, cluster.id, { ...groups, ...changes });
        await backends.postgres.configure(cluster.id, parameters, []);
    }
}

/** Has the server of a cluster that follows no more take what is written to it. */
export async function allowWrites(cluster: Draft): Promise<void> {
    const { account, backends, id } = cluster;
    const groups = groupsOf(account, cluster);
    if (groups !== undefined) {
        await backends.postgres.configure(id, parametersOf(account, id, groups), [READ_ONLY]);
    }
}

/** Names of the cluster's parameter groups, by their types; nothing while it has no server. */
function groupsOf(account: Account, cluster: Pick<Entry, "id" | "inputs">): Groups | undefined {
    const [writer] = membersOf({ account, id: cluster.id });
    return (
        writer && {
            cluster: cluster.inputs.dbClusterParameterGroupName,
            instance: writer.inputs.dbParameterGroupName,
        }
    );
}

/** What the groups say, the instance's after the cluster's. */
function parametersOf(
    account: Account,
    cluster: string,
    groups: Groups,
    changed: Partial<Record<keyof Groups, readonly ParameterInput[]>> = {},
): Record<string, string> {
    const inGroup = (type: string, name: unknown) =>
        (account.get(type, String(name))?.inputs.parameters ?? []) as ParameterInput[];
    const all = [
        ...(changed.cluster ?? inGroup(CLUSTER_GROUP, groups.cluster)),
        ...(changed.instance ?? inGroup(INSTANCE_GROUP, groups.instance)),
    ];
    const global = globalOf(account, cluster);
    const isSecondary = global !== undefined && primaryOf(account, global)?.id !== cluster;
    return {
        ...Object.fromEntries(all.map(({ name, value }) => [name, value])),
        ...(isSecondary && { [READ_ONLY]: "on" }),
    };
}

/** Whether the instance is the writer of its cluster. */
export function isWriter({ account, id, inputs }: Pick<Draft, "account" | "id" | "inputs">) {
    const [writer] = membersOf({ account, id: inputs.clusterIdentifier as string });
    return writer === undefined || writer.id === id;
}
