import type { Account } from "../../cloud/account";
import type { Props } from "../../provider/provider";
import { DAX_CLUSTER } from "../dax/types";
import { indexNames, regionsOf, tableIn } from "../dynamodb/types";
import { objectsOf } from "../shared/rules";

/** Operations that have metrics of their own. */
const OPERATIONS = [
    ...["PutItem", "DeleteItem", "UpdateItem", "GetItem", "BatchGetItem", "Scan", "Query"],
    ...["BatchWriteItem", "TransactWriteItems", "TransactGetItems", "ExecuteTransaction"],
    ...["BatchExecuteStatement", "ExecuteStatement", "GetRecords"],
];

/** Why a metric of a table or cache in `region` has no data, or nothing. */
export function dynamoDbProblem(
    account: Account,
    region: string,
    namespace: unknown,
    dimensions: Props,
): string | undefined {
    return namespace === "AWS/DynamoDB"
        ? tableProblem(account, region, dimensions)
        : namespace === "AWS/DAX"
          ? nodeProblem(account, region, dimensions)
          : undefined;
}

function tableProblem(account: Account, region: string, dimensions: Props): string | undefined {
    const {
        TableName: name,
        GlobalSecondaryIndexName: index,
        Operation: operation,
        ReceivingRegion: receiver,
        StreamLabel: label,
    } = dimensions as Record<string, string | undefined>;
    if (name === undefined) {
        return undefined;
    }
    const table = tableIn(account, region, name);
    if (table === undefined) {
        return `TableName: there is no table "${name}" in ${region}`;
    }
    if (index !== undefined && !indexNames(table).includes(index)) {
        return `GlobalSecondaryIndexName: the table ${name} has no index "${index}"`;
    }
    if (operation !== undefined && !OPERATIONS.includes(operation)) {
        return `Operation: there is none named "${operation}"; there are ${OPERATIONS.join(", ")}`;
    }
    if (receiver !== undefined && (receiver === region || !regionsOf(table).includes(receiver))) {
        return `ReceivingRegion: the table ${name} is not replicated from ${region} to ${receiver}`;
    }
    return label !== undefined && label !== table.outputs.streamLabel
        ? `StreamLabel: the table ${name} has no stream "${label}"`
        : undefined;
}

function nodeProblem(account: Account, region: string, dimensions: Props): string | undefined {
    const { ClusterId: name, NodeId: node } = dimensions as Record<string, string | undefined>;
    if (name === undefined) {
        return undefined;
    }
    const cluster = account.get(DAX_CLUSTER, name);
    if (cluster?.outputs.region !== region) {
        return `ClusterId: there is no cluster "${name}" in ${region}`;
    }
    return node !== undefined && !objectsOf(cluster.outputs.nodes).some(({ id }) => id === node)
        ? `NodeId: the cluster ${name} has no node "${node}"`
        : undefined;
}
