import { AwsError, type Draft, type Model, str } from "../../cloud/model";
import { newId } from "../ec2/ids";
import { idOf, VPC } from "../ec2/types";
import { bucketProblem, logGroupProblem } from "../log-delivery";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { arnUnder, MAX_NAME, nameField, QUERY_LOG_ASSOCIATION, QUERY_LOG_CONFIG } from "./types";

const LOG_GROUP_ARN = /^arn:aws[\w-]*:logs:[a-z0-9-]+:\d{12}:log-group:[^:*]+(:\*)?$/;
const BUCKET_ARN = /^arn:aws[\w-]*:s3:::[^/]+(\/.*)?$/;

const destination = (value: string): string | undefined => {
    if (/^arn:aws[\w-]*:firehose:/.test(value)) {
        return "the sandbox has no model of Firehose; add one in sandbox/aws";
    }
    return LOG_GROUP_ARN.test(value) || (BUCKET_ARN.test(value) && value.length <= 600)
        ? undefined
        : `must be the ARN of a log group, or of a bucket or a folder in it, got "${value}"`;
};

const queryLogConfig: Model = {
    type: QUERY_LOG_CONFIG,
    autoName: { field: "name", maxLength: MAX_NAME },
    fields: {
        destinationArn: str({ required: true, replaces: true, check: destination }),
        name: nameField({ replaces: true }),
    },
    id: () => newId("rqlc"),
    outputs: {
        arn: arnUnder("resolver-query-log-config"),
        ownerId: ({ account }) => account.accountId,
        shareStatus: () => "NOT_SHARED",
    },
    onCreate: refuseUndeliverable,
    onDelete: (existing) => {
        const code = "InvalidRequestException";
        refuseWhileUsed(existing, "query log config", usersOf(existing), code);
    },
};

function refuseUndeliverable(draft: Draft): void {
    const target = draft.inputs.destinationArn as string;
    const { accountId } = draft.account;
    const problem = LOG_GROUP_ARN.test(target)
        ? logGroupProblem(draft, target)
        : bucketProblem(draft, target, `AWSLogs/${accountId}/vpcdnsquerylogs/log`);
    if (problem !== undefined) {
        throw new AwsError(
            "AccessDeniedException",
            `[RSLVR-01605] Missing permission to log destination (${problem})`,
        );
    }
}

const association: Model = {
    type: QUERY_LOG_ASSOCIATION,
    untaggable: true,
    fields: {
        resolverQueryLogConfigId: idOf(QUERY_LOG_CONFIG, { required: true, replaces: true }),
        resourceId: idOf(VPC, { required: true, replaces: true }),
    },
    id: () => newId("rqlca"),
    onCreate: ({ account, inputs }) => {
        const rival = account
            .all(QUERY_LOG_ASSOCIATION)
            .find((other) => other.inputs.resourceId === inputs.resourceId);
        if (rival !== undefined) {
            throw new AwsError(
                "InvalidRequestException",
                `resourceId: ${String(inputs.resourceId)} has a query log config already, ` +
                    String(rival.inputs.resolverQueryLogConfigId),
            );
        }
    },
};

export const queryLogModels: readonly Model[] = [queryLogConfig, association];
