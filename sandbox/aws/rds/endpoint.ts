import { AwsError, list, type Model, oneOf, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { membersOf } from "./members";
import { hostname, identifier } from "./names";
import { CLUSTER, CLUSTER_ENDPOINT } from "./types";

/** A name of its own for some of a cluster's instances. */
export const clusterEndpoint: Model = {
    type: CLUSTER_ENDPOINT,
    fields: {
        clusterEndpointIdentifier: str({ required: true, replaces: true, check: identifier }),
        clusterIdentifier: str({
            required: true,
            replaces: true,
            refersTo: { type: CLUSTER, by: "id" },
        }),
        customEndpointType: str({ required: true, check: oneOf("READER", "ANY") }),
        excludedMembers: list(str(), { conflictsWith: ["staticMembers"] }),
        staticMembers: list(str()),
    },
    id: ({ inputs }) => inputs.clusterEndpointIdentifier as string,
    outputs: {
        arn: (draft) => arn(draft, "rds", `cluster-endpoint:${draft.id}`),
        endpoint: (draft) => hostname(draft, `${draft.id}.cluster-custom-`),
    },
    refuse: ({ account, inputs }) => {
        const cluster = inputs.clusterIdentifier as string;
        const members = membersOf({ account, id: cluster }).map(({ id }) => id);
        for (const field of ["staticMembers", "excludedMembers"]) {
            const stranger = ((inputs[field] ?? []) as string[]).find(
                (id) => !members.includes(id),
            );
            if (stranger !== undefined) {
                throw new AwsError(
                    "DBInstanceNotFound",
                    `${field}: ${stranger} is no instance of ${cluster}, which has ` +
                        (members.join(", ") || "none yet"),
                );
            }
        }
    },
};
