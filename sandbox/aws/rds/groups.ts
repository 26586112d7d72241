import { AwsError, type Draft, list, type Model, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { subnetsOf, vpcOf } from "../shared/references";
import { checkParameters, type ParameterInput, parametersField } from "./parameters";
import { changeParameters } from "./server";
import { CLUSTER, CLUSTER_GROUP, INSTANCE, INSTANCE_GROUP, SUBNET_GROUP } from "./types";
import { isFamily } from "./versions";

const BY_PULUMI = "Managed by Pulumi";
const SUBNET = "aws:ec2/subnet:Subnet";

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

export const clusterParameterGroup = parameterGroup("cluster", CLUSTER_GROUP, "cluster-pg", [
    CLUSTER,
    "dbClusterParameterGroupName",
]);

export const instanceParameterGroup = parameterGroup("instance", INSTANCE_GROUP, "pg", [
    INSTANCE,
    "dbParameterGroupName",
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
        supportedNetworkTypes: ({ account, inputs }) => {
            const subnets = (inputs.subnetIds as string[]).map((id) => account.get(SUBNET, id));
            const isDual = subnets.every((subnet) => subnet?.outputs.ipv6CidrBlock);
            return isDual ? ["DUAL", "IPV4"] : ["IPV4"];
        },
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
    kind: "cluster" | "instance",
    type: string,
    arnType: string,
    [userType, field]: readonly [type: string, field: string],
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
            checkParameters(kind, (inputs.parameters ?? []) as ParameterInput[]);
        },
        onUpdate: (before, after) =>
            changeParameters(kind, after, (before.inputs.parameters ?? []) as ParameterInput[]),
        onDelete: ({ account, id }) => {
            const user = account.all(userType).find(({ outputs }) => outputs[field] === id);
            if (user !== undefined) {
                throw new AwsError(
                    "InvalidDBParameterGroupState",
                    `One or more database instances are still members of this parameter group ` +
                        `${id} (${user.id}), so the group cannot be deleted`,
                );
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
