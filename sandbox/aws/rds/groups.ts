import { AwsError, type Draft, list, type Model, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { subnetsOf, vpcOf } from "../shared/references";
import { checkParameters, type ParameterInput, parametersField } from "./parameters";
import { CLUSTER, CLUSTER_GROUP, INSTANCE, INSTANCE_GROUP, SUBNET_GROUP } from "./types";
import { isFamily } from "./versions";

const BY_PULUMI = "Managed by Pulumi";

const groupName = (value: string): string | undefined =>
    /^[a-z][a-z0-9.-]{0,254}$/.test(value) && !value.includes("--") && !value.endsWith("-")
        ? undefined
        : "must be 1 to 255 lowercase letters, digits, dots and hyphens, start with a letter, " +
          `have no two hyphens in a row and not end in one, got "${value}"`;

const subnetGroupName = (value: string): string | undefined =>
    /^[a-z0-9_ .-]{1,255}$/.test(value) && value !== "default"
        ? undefined
        : 'must be 1 to 255 of a-z, 0-9, "_", " ", "." and "-", and not "default", ' +
          `got "${value}"`;

export const clusterParameterGroup = parameterGroup(CLUSTER_GROUP, "cluster-pg", [
    [CLUSTER, "dbClusterParameterGroupName"],
]);

export const instanceParameterGroup = parameterGroup(INSTANCE_GROUP, "pg", [
    [INSTANCE, "dbParameterGroupName"],
    [CLUSTER, "dbInstanceParameterGroupName"],
]);

export const subnetGroup: Model = {
    type: SUBNET_GROUP,
    fields: {
        name: str({ replaces: true, check: subnetGroupName }),
        description: str({ default: BY_PULUMI }),
        subnetIds: list(str(), { required: true }),
    },
    autoName: { field: "name", maxLength: 255 },
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => arn(draft, "rds", `subgrp:${draft.id}`),
        supportedNetworkTypes: () => ["IPV4"],
        vpcId: (draft) => subnetGroupVpc(draft),
    },
    refuse: checkSubnets,
    onUpdate: (before, after) => {
        const users = after.account
            .all(CLUSTER)
            .filter(({ inputs }) => inputs.dbSubnetGroupName === after.id);
        const gone = (before.inputs.subnetIds as string[]).filter(
            (id) => !(after.inputs.subnetIds as string[]).includes(id),
        );
        if (users.length > 0 && gone.length > 0) {
            throw new AwsError("SubnetAlreadyInUse", `the subnets ${gone.join(", ")} are in use`);
        }
    },
    onDelete: ({ account, id }) => {
        const user = account.all(CLUSTER).find(({ inputs }) => inputs.dbSubnetGroupName === id);
        if (user !== undefined) {
            throw new AwsError(
                "InvalidDBSubnetGroupStateFault",
                `Cannot delete the subnet group '${id}' because at least one database cluster: ` +
                    `${user.id} is still using it.`,
            );
        }
    },
};

/** A parameter group: the two kinds differ in who uses them. */
function parameterGroup(
    type: string,
    arnType: string,
    users: readonly (readonly [type: string, field: string])[],
): Model {
    return {
        type,
        fields: {
            name: str({ replaces: true, check: groupName }),
            family: str({ required: true, replaces: true, check: isFamily }),
            description: str({ default: BY_PULUMI, replaces: true }),
            parameters: parametersField,
        },
        autoName: { field: "name", maxLength: 255 },
        id: ({ inputs }) => inputs.name as string,
        outputs: { arn: (draft) => arn(draft, "rds", `${arnType}:${draft.id}`) },
        refuse: ({ inputs }) => {
            checkParameters((inputs.parameters ?? []) as ParameterInput[]);
        },
        onDelete: ({ account, id }) => {
            for (const [userType, field] of users) {
                const user = account.all(userType).find(({ inputs }) => inputs[field] === id);
                if (user !== undefined) {
                    throw new AwsError(
                        "InvalidDBParameterGroupState",
                        `One or more database instances are still members of this parameter group ` +
                            `${id} (${user.id}), so the group cannot be deleted`,
                    );
                }
            }
        },
    };
}

function checkSubnets(draft: Draft): void {
    subnetsOf(draft, 2, "DBSubnetGroupDoesNotCoverEnoughAZs");
}

function subnetGroupVpc(draft: Draft): string | undefined {
    return subnetsOf(draft, 2, "DBSubnetGroupDoesNotCoverEnoughAZs").map(vpcOf)[0];
}
