import { AwsError } from "../../cloud/model";
import type { Catalogue } from "../../cloud/provider";
import { CLUSTER } from "./types";

/** What the real data source tells of a cluster, as far as the model has it. */
const TOLD = [
    "arn",
    "clusterIdentifier",
    "clusterMembers",
    "clusterResourceId",
    "databaseName",
    "dbClusterParameterGroupName",
    "dbSubnetGroupName",
    "deletionProtection",
    "endpoint",
    "engine",
    "engineMode",
    "engineVersion",
    "kmsKeyId",
    "masterUserSecrets",
    "masterUsername",
    "port",
    "readerEndpoint",
    "storageEncrypted",
    "vpcSecurityGroupIds",
] as const;

interface Filter {
    readonly name: string;
    readonly values: readonly string[];
}

export const rdsInvokes: Catalogue["invokes"] = {
    "aws:rds/getClusters:getClusters": (args, { account, region }) => {
        const filters = (args.filters ?? []) as Filter[];
        const other = filters.find(({ name }) => name !== "engine");
        if (other !== undefined) {
            throw new AwsError("InvalidParameterValue", `Unrecognized filter name: ${other.name}`);
        }
        const found = account
            .all(CLUSTER)
            .filter(
                ({ outputs }) =>
                    outputs.region === region &&
                    filters.every(({ values }) => values.includes(outputs.engine as string)),
            );
        return {
            id: region,
            region,
            filters,
            clusterIdentifiers: found.map(({ id }) => id),
            clusterArns: found.map(({ outputs }) => outputs.arn),
        };
    },
    "aws:rds/getCluster:getCluster": (args, { account, region }) => {
        const id = args.clusterIdentifier as string;
        const outputs = account.get(CLUSTER, id)?.outputs;
        if (outputs?.region !== region) {
            throw new AwsError("DBClusterNotFoundFault", `DBCluster ${id} not found.`);
        }
        return { id, region, ...Object.fromEntries(TOLD.map((name) => [name, outputs[name]])) };
    },
};
