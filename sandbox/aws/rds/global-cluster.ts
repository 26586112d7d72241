import type { Account } from "../../cloud/account";
import {
    AwsError,
    bool,
    type Draft,
    type Existing,
    matching,
    type Model,
    oneOf,
    str,
} from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { partitionOf } from "../shared/arn";
import { randomId, stableId } from "../shared/ids";
import { given, once } from "../shared/outputs";
import { broken, isGiven } from "../shared/rules";
import { checkEligible } from "./global-checks";
import { globalMembers, globalOf, join, leave, primaryOf } from "./global-members";
import { membersOf } from "./members";
import { identifier } from "./names";
import { CLUSTER, GLOBAL_CLUSTER } from "./types";
import { actualVersion, canUpgrade, isOf, isOffered } from "./versions";

/** What a global cluster has from the cluster that it is made of. */
const OF_SOURCE = ["databaseName", "engine", "storageEncrypted"];

/** A database of one cluster that is written to, and others in other regions that follow it. */
export const globalCluster: Model = {
    type: GLOBAL_CLUSTER,
    fields: {
        databaseName: str({
            replaces: true,
            check: matching(/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/, "letters, digits and underscores"),
        }),
        deletionProtection: bool({ default: false }),
        engine: str({ replaces: true, check: oneOf("aurora-postgresql") }),
        engineLifecycleSupport: str({
            check: oneOf(
                "open-source-rds-extended-support",
                "open-source-rds-extended-support-disabled",
            ),
        }),
        engineVersion: str({ check: isOffered }),
        forceDestroy: bool(),
        globalClusterIdentifier: str({ required: true, replaces: true, check: identifier }),
        sourceDbClusterIdentifier: str({
            // Once it is made, its source may be left out.
            replaces: (_, news) => news.sourceDbClusterIdentifier !== undefined,
        }),
        storageEncrypted: bool({ replaces: true }),
    },
    rules: (inputs) => {
        const hasSource = isGiven(inputs, "sourceDbClusterIdentifier");
        return broken(
            [
                !hasSource && !isGiven(inputs, "engine"),
                "engine",
                'must be "aurora-postgresql": the provider would ask for "aurora", which is gone',
            ],
            [
                hasSource && !isGiven(inputs, "forceDestroy"),
                "forceDestroy",
                "is required with sourceDbClusterIdentifier",
            ],
            ...OF_SOURCE.map(
                (name) =>
                    [
                        hasSource && isGiven(inputs, name),
                        name,
                        "cannot be given with sourceDbClusterIdentifier, whose it is",
                    ] as const,
            ),
        );
    },
    id: ({ inputs }) => inputs.globalClusterIdentifier as string,
    outputs: {
        arn: ({ account, id, region }) =>
            `arn:${partitionOf(region).id}:rds::${account.accountId}:global-cluster:${id}`,
        databaseName: given("databaseName", (draft) => primary(draft).databaseName),
        endpoint: ({ account, id }) =>
            `${id}.global-${stableId(account.accountId, 12)}.global.rds.amazonaws.com`,
        engine: () => "aurora-postgresql",
        engineLifecycleSupport: given(
            "engineLifecycleSupport",
            () => "open-source-rds-extended-support",
        ),
        engineVersion: given("engineVersion", version),
        engineVersionActual: version,
        globalClusterMembers: ({ account, id }) =>
            globalMembers(account, id).map(({ cluster, isWriter }) => ({
                dbClusterArn: cluster.outputs.arn,
                isWriter,
            })),
        globalClusterResourceId: once(
            GLOBAL_CLUSTER,
            "globalClusterResourceId",
            () => `cluster-${randomId(16)}`,
        ),
        sourceDbClusterIdentifier: given(
            "sourceDbClusterIdentifier",
            ({ account, id }) => primaryOf(account, id)?.outputs.arn ?? "",
        ),
        storageEncrypted: given(
            "storageEncrypted",
            (draft) => primary(draft).storageEncrypted ?? false,
        ),
    },
    onCreate: (draft) => {
        const source = draft.inputs.sourceDbClusterIdentifier as string | undefined;
        if (source !== undefined) {
            joinSource(draft, source);
        }
    },
    onUpdate: (before, after) => {
        upgradeMembers(before, after);
    },
    onDelete: ({ account, id, inputs }) => {
        checkDeletion(account, id, inputs);
        // The primary goes last.
        for (const { cluster } of globalMembers(account, id).reverse()) {
            leave(account, cluster.id);
        }
    },
};

function primary({ account, id }: Draft): Props {
    return primaryOf(account, id)?.outputs ?? {};
}

/** The version of its clusters; what the program asks for, while it has none. */
function version(draft: Draft): string {
    const wanted = draft.inputs.engineVersion as string | undefined;
    const present = (draft.account.get(GLOBAL_CLUSTER, draft.id)?.outputs.engineVersionActual ??
        primary(draft).engineVersionActual) as string | undefined;
    return present !== undefined && (wanted === undefined || isOf(present, wanted))
        ? present
        : actualVersion(wanted);
}

function joinSource({ account, id, inputs, urn }: Draft, source: string): void {
    const cluster = account.find(CLUSTER, "arn", source);
    if (cluster === undefined) {
        throw new AwsError(
            "DBClusterNotFoundFault",
            `sourceDbClusterIdentifier: there is no cluster with the ARN ${source}`,
        );
    }
    const other = globalOf(account, cluster.id);
    if (other !== undefined) {
        throw new AwsError(
            "InvalidDBClusterStateFault",
            `${cluster.id} is part of the global cluster ${other} already`,
        );
    }
    checkEligible(account, cluster);
    const present = cluster.outputs.engineVersionActual as string;
    if (inputs.engineVersion !== undefined && !isOf(present, inputs.engineVersion as string)) {
        throw new AwsError(
            "InvalidParameterCombination",
            `engineVersion: AWS takes the source's, ${present}, and the next update would upgrade ` +
                "it; upgrade afterwards",
        );
    }
    join({ account, urn }, cluster.id, id);
}

/** By its version, all clusters of a global one are upgraded. */
function upgradeMembers(before: Existing, after: Draft): void {
    const [from, to] = [before.outputs.engineVersionActual as string, version(after)];
    if (from === to) {
        return;
    }
    if (!canUpgrade(from, to)) {
        throw new AwsError(
            "InvalidParameterCombination",
            `Cannot upgrade aurora-postgresql from ${from} to ${to}`,
        );
    }
    const { account } = after;
    for (const { cluster } of globalMembers(account, after.id)) {
        for (const entry of [cluster, ...membersOf({ account, id: cluster.id })]) {
            account.put({ ...entry, outputs: { ...entry.outputs, engineVersionActual: to } });
        }
    }
}

function checkDeletion(account: Account, id: string, inputs: Props): void {
    if (inputs.deletionProtection === true) {
        throw new AwsError(
            "InvalidParameterCombination",
            `Cannot delete protected global cluster ${id}; disable deletion protection first`,
        );
    }
    const members = globalMembers(account, id).map(({ cluster }) => cluster.id);
    if (members.length > 0 && inputs.forceDestroy !== true) {
        throw new AwsError(
            "InvalidGlobalClusterStateFault",
            `Global Cluster ${id} is not empty: it has ${members.join(", ")}; delete the ` +
                "secondaries, then the primary, or set forceDestroy to true first",
        );
    }
}
