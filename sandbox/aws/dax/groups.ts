import { AwsError, matching, type Model, oneOf, set, str } from "../../cloud/model";
import { zoneId } from "../ec2/zones";
import { given } from "../shared/outputs";
import { subnetsOf, vpcOf, zonesOf } from "../shared/references";
import { broken, hasRepetition, objectsOf } from "../shared/rules";
import { refuseWhileUsed } from "../shared/usage";
import { DAX_CLUSTER, PARAMETER_GROUP, SUBNET_GROUP } from "./types";

/** Zones without DAX, by their ids. */
const ZONES_WITHOUT = ["use1-az3"];

/** The service stores these names in lower case, which would show as a change for ever after. */
const groupName = matching(
    /^[a-z][a-z0-9_.-]{0,254}$/,
    "1 to 255 lowercase letters, digits, dots, hyphens and underscores, and start with a letter",
);

export const subnetGroup: Model = {
    type: SUBNET_GROUP,
    untaggable: true,
    fields: {
        description: str(),
        name: str({ replaces: true, check: groupName }),
        subnetIds: set(str(), { required: true }),
    },
    autoName: { field: "name", maxLength: 255 },
    id: ({ inputs }) => inputs.name as string,
    outputs: { vpcId: (draft) => subnetsOf(draft, 1, "InvalidSubnet").map(vpcOf)[0] },
    refuse: (draft) => {
        const zones = zonesOf(subnetsOf(draft, 1, "InvalidSubnet"));
        const without = zones.filter((zone) => ZONES_WITHOUT.includes(zoneId(draft.region, zone)));
        if (without.length > 0) {
            throw new AwsError(
                "InvalidSubnet",
                `subnetIds: there is no DAX in ${without.join(", ")}; leave out the subnets there`,
            );
        }
    },
    onDelete: (existing) => {
        const users = existing.account
            .all(DAX_CLUSTER)
            .filter(({ inputs }) => inputs.subnetGroupName === existing.id);
        refuseWhileUsed(existing, "subnet group", users, "SubnetGroupInUseFault");
    },
};

export const parameterGroup: Model = {
    type: PARAMETER_GROUP,
    untaggable: true,
    fields: {
        description: str({ replaces: true }),
        name: str({ replaces: true, check: groupName }),
        parameters: set(
            {
                name: str({
                    required: true,
                    check: oneOf("query-ttl-millis", "record-ttl-millis"),
                }),
                value: str({
                    required: true,
                    check: matching(/^\d+$/, "a number of milliseconds"),
                }),
            },
            { keeps: true },
        ),
    },
    autoName: { field: "name", maxLength: 255 },
    rules: ({ parameters }) =>
        broken([
            hasRepetition(objectsOf(parameters).map(({ name }) => name)),
            "parameters",
            "has one parameter twice",
        ]),
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        parameters: given("parameters", () => [
            { name: "query-ttl-millis", value: "300000" },
            { name: "record-ttl-millis", value: "300000" },
        ]),
    },
    onDelete: (existing) => {
        const users = existing.account
            .all(DAX_CLUSTER)
            .filter(({ inputs }) => inputs.parameterGroupName === existing.id);
        refuseWhileUsed(existing, "parameter group", users, "InvalidParameterGroupStateFault");
    },
};
