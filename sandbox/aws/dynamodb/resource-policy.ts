import type { Entry } from "../../cloud/account";
import { AwsError, bool, type Draft, type Model, str } from "../../cloud/model";
import { DAX_CLUSTER } from "../dax/types";
import { iamArn } from "../shared/arn";
import { partsOf } from "../shared/forms";
import { randomId } from "../shared/ids";
import { resourcePolicy as document } from "../shared/policy-checks";
import { isPublic } from "../shared/policy-evaluation";
import { roleMay } from "../shared/role-permissions";
import { deniedActions } from "./denials";
import { regionsOf, RESOURCE_POLICY, tableAt, tableOfStream } from "./types";

const MAX_BYTES = 20 * 1024;
const CODE = "ValidationException";

/** What the deployer could no longer do, once a policy locks it out. */
const OF_POLICY = [
    "dynamodb:PutResourcePolicy",
    "dynamodb:GetResourcePolicy",
    "dynamodb:DeleteResourcePolicy",
];
/** What replication does in every region. */
const OF_REPLICATION = [
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:UpdateTable",
    "dynamodb:Scan",
];
/** What DAX does to answer readers. */
const OF_CACHE = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
const EXEMPT = "exempt it, such as by aws:PrincipalArn";

/** Who may do what to a table or a stream, beside what identities may. */
export const resourcePolicy: Model = {
    type: RESOURCE_POLICY,
    untaggable: true,
    fields: {
        confirmRemoveSelfResourceAccess: bool({ default: false }),
        policy: str({ required: true, check: policyProblem }),
        resourceArn: str({ required: true, replaces: true }),
    },
    id: ({ inputs }) => inputs.resourceArn as string,
    outputs: { revisionId: () => randomId(13) },
    renews: () => ["revisionId"],
    refuse: (draft) => {
        const { inputs } = draft;
        const table = refuseStranger(draft);
        if (isPublic(inputs.policy)) {
            throw new AwsError(CODE, "policy: lets everybody in, which DynamoDB blocks");
        }
        if (inputs.confirmRemoveSelfResourceAccess !== true) {
            refuseDenial(
                draft,
                iamArn(draft, "user/sandbox"),
                OF_POLICY,
                "you yourself",
                "confirm by confirmRemoveSelfResourceAccess that you want no more access",
            );
        }
        if (table !== undefined) {
            refuseBrokenServices(draft, table);
        }
    },
};

function policyProblem(policy: string): string | undefined {
    const bytes = Buffer.byteLength(policy);
    return bytes > MAX_BYTES
        ? `must have at most ${MAX_BYTES} bytes, white space included, got ${bytes}`
        : document(policy);
}

/** The table of the policy, when it is that of a table; throws when there is no such thing here. */
function refuseStranger(draft: Draft): Entry | undefined {
    const { account, inputs, region } = draft;
    const arn = inputs.resourceArn as string;
    const table = tableAt(account, arn);
    const owner = table ?? tableOfStream(account, arn);
    if (owner === undefined || partsOf(arn).region !== region) {
        throw new AwsError(
            "ResourceNotFoundException",
            `resourceArn: ${arn} does not exist in ${region}; the policy of a replica is a resource ` +
                "with the region of the replica",
        );
    }
    return table;
}

/**
 * Stricter than AWS on purpose, which takes the policy and then neither replicates nor answers by
 * DAX. Both call DynamoDB from outside of our VPC, over TLS. A cluster that is let in no longer may
 * be, because it goes after that: Pulumi deletes last.
 */
function refuseBrokenServices(draft: Draft, table: Entry): void {
    const { account, id, inputs } = draft;
    const before = account.get(RESOURCE_POLICY, id)?.inputs.policy;
    if (regionsOf(table).length > 1) {
        const role = "AWSServiceRoleForDynamoDBReplication";
        const arn = iamArn(
            draft,
            `role/aws-service-role/replication.dynamodb.amazonaws.com/${role}`,
        );
        refuseDenial(draft, arn, OF_REPLICATION, "replication", EXEMPT);
    }
    for (const cluster of account.all(DAX_CLUSTER)) {
        const role = cluster.inputs.iamRoleArn as string;
        const resource = inputs.resourceArn as string;
        const used =
            cluster.outputs.region === draft.region
                ? OF_CACHE.filter((action) => roleMay(account, role, { action, resource }))
                : [];
        if (before === undefined || deniedActions(draft, before, resource, role, used).length > 0) {
            refuseDenial(draft, role, used, `the DAX cluster ${cluster.id}`, EXEMPT);
        }
    }
}

function refuseDenial(
    draft: Draft,
    principal: string,
    actions: readonly string[],
    who: string,
    remedy: string,
): void {
    const { policy, resourceArn } = draft.inputs as { policy: string; resourceArn: string };
    const denied = deniedActions(draft, policy, resourceArn, principal, actions);
    if (denied.length > 0) {
        throw new AwsError(
            CODE,
            `policy: denies ${who} (${principal}) ${denied.join(", ")} on ${resourceArn}; ${remedy}`,
        );
    }
}
