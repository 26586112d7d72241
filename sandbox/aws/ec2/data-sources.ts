import { AwsError } from "../../cloud/model";
import type { Catalogue } from "../../cloud/provider";
import { SECURITY_GROUP } from "./types";

interface Filter {
    readonly name: string;
    readonly values: readonly string[];
}

export const ec2Invokes: Catalogue["invokes"] = {
    "aws:ec2/getSecurityGroups:getSecurityGroups": (args, { account, region }) => {
        const filters = (args.filters ?? []) as Filter[];
        const other = filters.find(({ name }) => name !== "group-name");
        if (other !== undefined) {
            throw new AwsError("InvalidParameterValue", `The filter '${other.name}' is invalid`);
        }
        const found = account
            .all(SECURITY_GROUP)
            .filter(
                ({ outputs }) =>
                    outputs.region === region &&
                    filters.every(({ values }) => values.includes(outputs.name as string)),
            );
        return {
            id: region,
            region,
            filters,
            ids: found.map(({ id }) => id),
            arns: found.map(({ outputs }) => outputs.arn),
            vpcIds: found.map(({ outputs }) => outputs.vpcId),
        };
    },
};
