import {
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
import { policyOfKey } from "./kms";
import { arn } from "./shared/arn";
import { allows } from "./shared/policy-evaluation";
import { isKeyArn, usableKey } from "./shared/references";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

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

export const logsModels: readonly Model[] = [logGroup];
