import { isDeepStrictEqual } from "node:util";
import { AwsError, type Draft, type Model } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { refuseUselessKey } from "../shared/key-use";
import { given } from "../shared/outputs";
import { numberOf, objectsOf } from "../shared/rules";
import { indexSteps } from "./indexes";
import { withMovedCapacity } from "./moved-capacity";
import { laggingReplicas, refuseLossOfReplicas, refuseReplicas, replicasOf } from "./replicas";
import { specOf } from "./spec";
import { tableFields } from "./table-fields";
import { tableFailures } from "./table-rules";
import { TABLE } from "./types";

/**
 * A DynamoDB table. Its keys, indexes and items are in the server behind; capacity, TTL, recovery
 * and replicas are in the account only.
 */
export const table: Model = {
    type: TABLE,
    fields: tableFields,
    autoName: { field: "name", maxLength: 255 },
    rules: tableFailures,
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => arn(draft, "dynamodb", `table/${draft.id}`),
        readCapacity: given("readCapacity", (draft) => capacityOf(draft, "readCapacity")),
        replicas: replicasOf,
        streamArn: (draft) =>
            draft.inputs.streamEnabled === true
                ? arn(draft, "dynamodb", `table/${draft.id}/stream/${streamLabel(draft)}`)
                : "",
        streamLabel: (draft) => (draft.inputs.streamEnabled === true ? streamLabel(draft) : ""),
        writeCapacity: given("writeCapacity", (draft) => capacityOf(draft, "writeCapacity")),
    },
    enriches: ["replicas"],
    renews: (before, after) => [
        ...(isSameStream(before, after) ? [] : ["streamArn", "streamLabel"]),
        ...(isDeepStrictEqual(before.replicas, after.replicas) ? [] : ["replicas"]),
    ],
    lags: laggingReplicas,
    settled: withMovedCapacity,
    refuse: (draft) => {
        refuseUselessKey(
            draft,
            "serverSideEncryption.kmsKeyArn",
            "dynamodb",
            "ValidationException",
        );
        refuseReplicas(draft);
    },
    onCreate: async (draft) => {
        await draft.backends.dynamodb.createTable(specOf(draft.inputs));
    },
    onUpdate: async (before, after) => {
        refuseLossOfReplicas(before, objectsOf(after.inputs.replicas));
        const attributes = [before, after].flatMap(({ inputs }) => objectsOf(inputs.attributes));
        for (const indexes of indexSteps(before.inputs, after.inputs)) {
            await after.backends.dynamodb.updateIndexes(specOf(after.inputs, attributes, indexes));
        }
    },
    onDelete: async (existing) => {
        const { id, inputs, backends } = existing;
        refuseLossOfReplicas(existing, []);
        if (inputs.deletionProtectionEnabled === true) {
            throw new AwsError(
                "ValidationException",
                `Resource cannot be deleted as it is currently protected against deletion. ` +
                    `Disable deletion protection first: ${id}`,
            );
        }
        await backends.dynamodb.deleteTable(id);
    },
};

/** What a table has of which the program says nothing: what it had, and 1 where it had none. */
function capacityOf({ account, id, inputs }: Draft, name: string): number {
    const before = numberOf(account.get(TABLE, id)?.outputs[name]) ?? 0;
    return inputs.billingMode === "PROVISIONED" ? Math.max(before, 1) : 0;
}

function isSameStream(before: Props, after: Props): boolean {
    return (
        before.streamEnabled === after.streamEnabled &&
        before.streamViewType === after.streamViewType
    );
}

const labels = new WeakMap<Draft, string>();

/** A new label whenever the stream is switched on, which the provider also does for another view. */
function streamLabel(draft: Draft): string {
    const before = draft.account.get(TABLE, draft.id);
    if (before?.inputs.streamEnabled === true && isSameStream(before.inputs, draft.inputs)) {
        return before.outputs.streamLabel as string;
    }
    const last = Date.parse(`${String(before?.outputs.streamLabel)}Z`) || 0;
    const now = new Date(Math.max(Date.now(), last + 1));
    // Two outputs hold it, of one moment.
    const made = labels.get(draft) ?? now.toISOString().replace("Z", "");
    labels.set(draft, made);
    return made;
}
