import { AwsError, type Model, oneOf, str } from "../../cloud/model";
import { assumableRole } from "../shared/references";
import { CLUSTER, ROLE_ASSOCIATION } from "./types";

/** A role that a cluster takes for one of its features. */
export const clusterRoleAssociation: Model = {
    type: ROLE_ASSOCIATION,
    untaggable: true,
    fields: {
        dbClusterIdentifier: str({
            required: true,
            replaces: true,
            refersTo: { type: CLUSTER, by: "id" },
        }),
        // The provider leaves it open; Aurora PostgreSQL refuses a role for nothing.
        featureName: str({
            required: true,
            replaces: true,
            check: oneOf("s3Import", "s3Export", "Lambda", "SageMaker", "Comprehend", "Bedrock"),
        }),
        roleArn: str({ required: true, replaces: true }),
    },
    id: ({ inputs }) => `${String(inputs.dbClusterIdentifier)},${String(inputs.roleArn)}`,
    refuse: (draft) => {
        assumableRole(draft, "roleArn", "rds.amazonaws.com", "InvalidParameterValue");
    },
    onCreate: ({ account, inputs }) => {
        const id = inputs.dbClusterIdentifier as string;
        if (account.get(CLUSTER, id)?.inputs.iamRoles !== undefined) {
            throw new AwsError(
                "InvalidParameterCombination",
                `dbClusterIdentifier: ${id} has iamRoles, which would undo this; use one of the two`,
            );
        }
        const rival = account
            .all(ROLE_ASSOCIATION)
            .find(
                ({ inputs: other }) =>
                    other.dbClusterIdentifier === id && other.featureName === inputs.featureName,
            );
        if (rival !== undefined) {
            throw new AwsError(
                "DBClusterRoleAlreadyExists",
                `${id} has a role for ${String(inputs.featureName)} already`,
            );
        }
    },
};
