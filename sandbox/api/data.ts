import { DAX_CLUSTER } from "../aws/dax/types";
import { RESOURCE_POLICY, TABLE, tableAt, tableOfStream } from "../aws/dynamodb/types";
import { objectsOf } from "../aws/shared/rules";
import { BY_HAND, change, Refusal, type Service } from "./service";

const FUNCTION = "aws:lambda/function:Function";
const PARAMETER = "aws:ssm/parameter:Parameter";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Accelerator_(DAX).html */
export const dax: Service = {
    DescribeClusters: ({ account, input }) => {
        const names = input.ClusterNames as string[] | undefined;
        return {
            Clusters: account
                .all(DAX_CLUSTER)
                .filter(({ id }) => names === undefined || names.includes(id))
                .map(({ id, outputs }) => ({
                    ClusterName: id,
                    SecurityGroups: (outputs.securityGroupIds as string[]).map((group) => ({
                        SecurityGroupIdentifier: group,
                        Status: "active",
                    })),
                })),
        };
    },
    UpdateCluster: ({ account, input }) => {
        const id = String(input.ClusterName);
        change(account, DAX_CLUSTER, id, { securityGroupIds: input.SecurityGroupIds });
        return { Cluster: { ClusterName: id } };
    },
};

/** Only what is about tables as a whole: the sandbox has a server for their items. */
export const dynamodb: Service = {
    DescribeTable: ({ account, region, input }) => {
        const table = account.get(TABLE, String(input.TableName));
        if (table === undefined) {
            throw new Refusal("ResourceNotFoundException", "there is no such table");
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
    GetResourcePolicy: ({ account, input }) => {
        const policy = account.get(RESOURCE_POLICY, String(input.ResourceArn));
        if (policy === undefined) {
            throw new Refusal("PolicyNotFoundException", "there is no policy");
        }
        return { Policy: policy.inputs.policy, RevisionId: policy.outputs.revisionId };
    },
    PutResourcePolicy: ({ account, input }) => {
        const id = String(input.ResourceArn);
        if ((tableAt(account, id) ?? tableOfStream(account, id)) === undefined) {
            throw new Refusal("ResourceNotFoundException", `there is no ${id}`);
        }
        const changes = { policy: input.Policy, resourceArn: id };
        if (account.get(RESOURCE_POLICY, id) === undefined) {
            const made = { type: RESOURCE_POLICY, id, urn: BY_HAND };
            account.put({ ...made, inputs: changes, outputs: changes });
        } else {
            change(account, RESOURCE_POLICY, id, changes);
        }
        return {};
    },
    DeleteResourcePolicy: ({ account, input }) => {
        account.remove(RESOURCE_POLICY, String(input.ResourceArn));
        return {};
    },
};

/** By its operations, though the API has none: it is of paths and methods. */
export const lambda: Service = {
    GetFunctionConcurrency: ({ account, input }) => {
        const reserved = functionOf(account, input.FunctionName).inputs
            .reservedConcurrentExecutions;
        return reserved === undefined || reserved === -1
            ? {}
            : { ReservedConcurrentExecutions: reserved };
    },
    PutFunctionConcurrency: ({ account, input }) => {
        const { id } = functionOf(account, input.FunctionName);
        const { ReservedConcurrentExecutions: reserved } = input;
        change(account, FUNCTION, id, { reservedConcurrentExecutions: reserved });
        return { ReservedConcurrentExecutions: reserved };
    },
    DeleteFunctionConcurrency: ({ account, input }) => {
        const { id } = functionOf(account, input.FunctionName);
        change(account, FUNCTION, id, { reservedConcurrentExecutions: -1 });
        return {};
    },
};

export const ssm: Service = {
    GetParametersByPath: ({ account, input }) => ({
        Parameters: account
            .all(PARAMETER)
            .filter(({ inputs }) => String(inputs.name).startsWith(`${String(input.Path)}/`))
            .map(({ inputs }) => ({
                Name: inputs.name,
                Value: inputs.insecureValue ?? inputs.value,
            })),
    }),
};

function functionOf(account: Parameters<typeof change>[0], name: unknown) {
    const found = account.get(FUNCTION, String(name));
    if (found === undefined) {
        throw new Refusal("ResourceNotFoundException", `there is no ${String(name)}`, 404);
    }
    return found;
}
