import {
    any,
    AwsError,
    bool,
    type Draft,
    matching,
    maxLength,
    type Model,
    num,
    oneOf,
    str,
} from "../cloud/model";
import type { Failure, Props } from "../provider/provider";
import { policyOfKey } from "./kms";
import { arn } from "./shared/arn";
import { randomId } from "./shared/ids";
import { resourcePolicy } from "./shared/policy-checks";
import { allows } from "./shared/policy-evaluation";
import { isKeyArn, usableKey } from "./shared/references";
import { broken, exactlyOne, isGiven } from "./shared/rules";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const LOG_RESOURCE_POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";

/** Policies that an account may have in a region beside those of single log groups. */
const ACCOUNT_POLICIES = 10;

/** Days that a log group can keep its events; 0 is for ever. */
const RETENTION = [
    0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

const logGroup: Model = {
    type: LOG_GROUP,
    autoName: { field: "name", maxLength: 512 },
    fields: {
        deletionProtectionEnabled: bool(),
        kmsKeyId: str({ check: isKeyArn }),
        logGroupClass: str({
            replaces: true,
            check: oneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
        }),
        name: str({
            replaces: true,
            check: (value) =>
                maxLength(512)(value) ??
                matching(
                    /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/,
                    'letters, digits and .-_/#, and not begin with "aws/" ("/aws/" is fine)',
                )(value),
        }),
        retentionInDays: num({ default: 0, check: oneOf(...RETENTION) }),
    },
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => arn(draft, "logs", `log-group:${draft.id}`),
        deletionProtectionEnabled: ({ inputs }) => inputs.deletionProtectionEnabled ?? false,
        logGroupClass: ({ inputs }) => inputs.logGroupClass ?? "STANDARD",
    },
    refuse: refuseUnusableKey,
    onDelete: ({ id, inputs }) => {
        if (inputs.deletionProtectionEnabled === true) {
            throw new AwsError(
                "ValidationException",
                `log group ${id} is protected from deletion; ` +
                    "set deletionProtectionEnabled to false and update first",
            );
        }
    },
};

/** The key must let CloudWatch Logs of the region use it, for this log group at least. */
function refuseUnusableKey(draft: Draft): void {
    const code = "InvalidParameterException";
    const key = usableKey(draft, "kmsKeyId", code);
    if (key === undefined) {
        return;
    }
    const group = arn(draft, "logs", `log-group:${draft.id}`);
    const service = `logs.${draft.region}.amazonaws.com`;
    const context = {
        "kms:EncryptionContext:aws:logs:arn": group,
        "aws:SourceArn": group,
        "aws:SourceAccount": draft.account.accountId,
    };
    const needed = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"];
    const policy = policyOfKey(draft.account, key);
    const lacking = needed.filter(
        (action) =>
            !allows(policy, { service, action, resource: key.outputs.arn as string, context }),
    );
    if (lacking.length > 0) {
        throw new AwsError(
            code,
            `kmsKeyId: the policy of ${key.id} does not let ${service} do ${lacking.join(", ")} ` +
                `for ${group}`,
        );
    }
}

/** Which services may write to log groups: to those it names, or to the one it belongs to. */
const logResourcePolicy: Model = {
    type: LOG_RESOURCE_POLICY,
    untaggable: true,
    fields: {
        policyDocument: { ...any({ required: true }), check: resourcePolicy },
        policyName: str({ replaces: true }),
        resourceArn: str({ replaces: true, refersTo: { type: LOG_GROUP, by: "arn" } }),
    },
    rules: (inputs) => [
        ...exactlyOne(inputs, "policyName", "resourceArn"),
        ...sizeFailures(inputs),
    ],
    id: ({ inputs }) => (inputs.policyName ?? inputs.resourceArn) as string,
    outputs: {
        policyScope: ({ inputs }) => (isGiven(inputs, "policyName") ? "ACCOUNT" : "RESOURCE"),
        revisionId: () => randomId(32),
    },
    onCreate: ({ account, inputs, region }) => {
        const ofAccount = account
            .all(LOG_RESOURCE_POLICY)
            .filter(
                ({ outputs }) => outputs.policyScope === "ACCOUNT" && outputs.region === region,
            );
        if (isGiven(inputs, "policyName") && ofAccount.length >= ACCOUNT_POLICIES) {
            throw new AwsError(
                "LimitExceededException",
                `${region} has ${ACCOUNT_POLICIES} log resource policies already, which is all ` +
                    "that an account may have; put statements together, or give resourceArn",
            );
        }
    },
};

function sizeFailures(inputs: Props): Failure[] {
    const { policyDocument: policy } = inputs;
    const limit = isGiven(inputs, "resourceArn") ? 51_200 : 5120;
    const size = (typeof policy === "string" ? policy : JSON.stringify(policy ?? "")).length;
    const reason = `must have at most ${limit} characters, got ${size}`;
    return broken([size > limit, "policyDocument", reason]);
}

export const logsModels: readonly Model[] = [logGroup, logResourcePolicy];
