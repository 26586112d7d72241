import { DAX_CLUSTER } from "../aws/dax/types";
import { RESOURCE_POLICY, tableAt, tableIn, tableOfStream } from "../aws/dynamodb/types";
import { partsOf } from "../aws/shared/forms";
import { objectsOf } from "../aws/shared/rules";
import type { Entry } from "../cloud/account";
import {
    BY_HAND,
    type Call,
    change,
    existing,
    groupsIn,
    refuseBusy,
    Refusal,
    type Service,
} from "./service";

const FUNCTION = "aws:lambda/function:Function";
const PARAMETER = "aws:ssm/parameter:Parameter";

const NO_CACHE = "ClusterNotFoundFault";
const NOT_FOUND = "ResourceNotFoundException";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Accelerator_(DAX).html */
export const dax: Service = {
    DescribeClusters: (call) => {
        const names = call.input.ClusterNames as string[] | undefined;
        const found =
            names?.map((name) => existing(call, DAX_CLUSTER, name, NO_CACHE)) ??
            call.account.all(DAX_CLUSTER);
        return {
            Clusters: found.map(({ id, outputs }) => ({
                ClusterName: id,
                Nodes: objectsOf(outputs.nodes).map((node) => ({ NodeId: node.id })),
                SecurityGroups: (outputs.securityGroupIds as string[]).map((group) => ({
                    SecurityGroupIdentifier: group,
                    Status: "active",
                })),
            })),
        };
    },
    UpdateCluster: (call) => {
        const { account, input } = call;
        const cluster = existing(call, DAX_CLUSTER, input.ClusterName, NO_CACHE);
        refuseBusy(cluster, "InvalidClusterStateFault");
        const bad = "InvalidParameterValueException";
        change(account, cluster, { securityGroupIds: groupsIn(call, input.SecurityGroupIds, bad) });
        return { Cluster: { ClusterName: cluster.id } };
    },
    RebootNode: (call) => {
        const { input } = call;
        const cluster = existing(call, DAX_CLUSTER, input.ClusterName, NO_CACHE);
        refuseBusy(cluster, "InvalidClusterStateFault");
        if (!objectsOf(cluster.outputs.nodes).some(({ id }) => id === input.NodeId)) {
            throw new Refusal("NodeNotFoundFault", `there is no node ${String(input.NodeId)}`);
        }
        // Nothing listens there that somebody could be connected to.
        return { Cluster: { ClusterName: cluster.id } };
    },
};

/** Most bytes of the policy of a table or stream. */
const MOST_POLICY = 20_480;

/** Only what is about tables as a whole: the sandbox has a server for their items. */
export const dynamodb: Service = {
    DescribeTable: ({ account, region, input }) => {
        const table = tableIn(account, region, String(input.TableName));
        if (table === undefined) {
            throw new Refusal(NOT_FOUND, `there is no ${String(input.TableName)} in ${region}`);
        }
        const { id, outputs } = table;
        const replicas = objectsOf(outputs.replicas);
        const here = replicas.find(({ regionName }) => regionName === region) ?? outputs;
        return {
            Table: {
                TableName: id,
                TableArn: here.arn,
                Replicas: replicas.map(({ regionName }) => ({ RegionName: regionName })),
                ...(here.streamArn
                    ? {
                          LatestStreamArn: here.streamArn,
                          StreamSpecification: { StreamEnabled: true },
                      }
                    : {}),
            },
        };
    },
    GetResourcePolicy: (call) => {
        const policy = call.account.get(RESOURCE_POLICY, tableOrStream(call));
        if (policy === undefined) {
            throw new Refusal("PolicyNotFoundException", "there is no policy");
        }
        return { Policy: policy.inputs.policy, RevisionId: policy.outputs.revisionId };
    },
    PutResourcePolicy: (call) => {
        const { account, input } = call;
        const id = tableOrStream(call);
        if (Buffer.byteLength(String(input.Policy)) > MOST_POLICY) {
            throw new Refusal("ValidationException", "the policy is larger than 20 KB");
        }
        const changes = { policy: input.Policy, resourceArn: id };
        const present = account.get(RESOURCE_POLICY, id);
        const made = { type: RESOURCE_POLICY, id, urn: BY_HAND, inputs: {}, outputs: {} };
        change(account, present ?? made, changes);
        return {};
    },
    DeleteResourcePolicy: (call) => {
        // Nor does AWS mind where there is none.
        call.account.remove(RESOURCE_POLICY, tableOrStream(call));
        return {};
    },
};

/** By its operations, though the API has none: it is of paths and methods. */
export const lambda: Service = {
    GetFunctionConcurrency: (call) => {
        const reserved = functionOf(call).inputs.reservedConcurrentExecutions;
        return reserved === undefined || reserved === -1
            ? {}
            : { ReservedConcurrentExecutions: reserved };
    },
    PutFunctionConcurrency: (call) => {
        const { ReservedConcurrentExecutions: reserved } = call.input;
        change(call.account, functionOf(call), { reservedConcurrentExecutions: reserved });
        return { ReservedConcurrentExecutions: reserved };
    },
    DeleteFunctionConcurrency: (call) => {
        change(call.account, functionOf(call), { reservedConcurrentExecutions: -1 });
        return {};
    },
};

/** Most parameters that AWS tells of at once. */
const PAGE = 10;

export const ssm: Service = {
    GetParameter: (call) => ({
        Parameter: parameter(existing(call, PARAMETER, call.input.Name, "ParameterNotFound")),
    }),
    GetParametersByPath: ({ account, input }) => {
        const start = Number(input.NextToken ?? 0);
        const all = account
            .all(PARAMETER)
            .filter(({ inputs }) => String(inputs.name).startsWith(`${String(input.Path)}/`));
        return {
            Parameters: all.slice(start, start + PAGE).map(parameter),
            ...(all.length > start + PAGE && { NextToken: String(start + PAGE) }),
        };
    },
};

function parameter({ inputs }: Entry) {
    return { Name: inputs.name, Value: inputs.insecureValue ?? inputs.value };
}

/** ARN of the table or stream that is asked for, in the region of the call. */
function tableOrStream({ account, region, input }: Call): string {
    const id = String(input.ResourceArn);
    const found = tableAt(account, id) ?? tableOfStream(account, id);
    if (found === undefined || partsOf(id).region !== region) {
        throw new Refusal(NOT_FOUND, `there is no ${id} in ${region}`);
    }
    return id;
}

function functionOf(call: Call): Entry {
    return existing(call, FUNCTION, call.input.FunctionName, NOT_FOUND);
}
