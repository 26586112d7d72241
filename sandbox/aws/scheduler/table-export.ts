import { AwsError, type Draft } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { tableAt } from "../dynamodb/types";
import { BUCKET, bucketArn } from "../s3/types";
import { partsOf } from "../shared/forms";
import { viaService } from "../shared/key-use";
import { usableKey } from "../shared/references";
import { roleMay } from "../shared/role-permissions";
import { broken, objectOf } from "../shared/rules";

/** The call that exports a table as it was at the time of the call, or its changes since another. */
const EXPORT = /^arn:aws[\w-]*:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime$/;

/** What the call takes, in its own words. */
const WORDS: Readonly<Record<string, readonly string[] | undefined>> = {
    ClientToken: undefined,
    ExportFormat: ["DYNAMODB_JSON", "ION"],
    ExportTime: undefined,
    ExportType: ["FULL_EXPORT", "INCREMENTAL_EXPORT"],
    IncrementalExportSpecification: undefined,
    S3Bucket: undefined,
    S3BucketOwner: undefined,
    S3Prefix: undefined,
    S3SseAlgorithm: ["AES256", "KMS"],
    S3SseKmsKeyId: undefined,
    TableArn: undefined,
};

/**
 * What is wrong with a schedule's call of the API of DynamoDB. Stricter than AWS on purpose, which
 * makes the schedule, tries, fails and tells nobody but the dead-letter queue.
 */
export function exportFailures({ arn, input }: Props): Failure[] {
    if (typeof arn !== "string" || !arn.includes(":aws-sdk:dynamodb:")) {
        return [];
    }
    const call = inputOf(input);
    const strangers = Object.keys(call ?? {}).filter((name) => !(name in WORDS));
    const isKms = call?.S3SseAlgorithm === "KMS";
    return [
        ...broken(
            [
                !EXPORT.test(arn),
                "target.arn",
                "the sandbox knows of DynamoDB only exportTableToPointInTime (the first letter is " +
                    "small); add others in sandbox/aws/scheduler",
            ],
            [
                input === undefined || (typeof input === "string" && call === undefined),
                "target.input",
                "must be JSON of an object with TableArn and S3Bucket",
            ],
            [
                strangers.length > 0,
                "target.input",
                `has ${strangers.join(", ")}, which the call does not take; it takes ` +
                    Object.keys(WORDS).join(", "),
            ],
            [
                call !== undefined && isKms !== (call.S3SseKmsKeyId !== undefined),
                "target.input",
                'must have S3SseKmsKeyId when S3SseAlgorithm is "KMS", and only then',
            ],
        ),
        ...Object.entries(WORDS).flatMap(([name, allowed]) =>
            broken([
                allowed !== undefined &&
                    call?.[name] !== undefined &&
                    !allowed.includes(call[name] as string),
                "target.input",
                `${name} must be one of ${allowed?.join(", ")}, got ${String(call?.[name])}`,
            ]),
        ),
        ...["TableArn", "S3Bucket"].flatMap((name) =>
            broken([
                call !== undefined && typeof call[name] !== "string",
                "target.input",
                `must have ${name}`,
            ]),
        ),
    ];
}

/** Throws when a schedule's export of a table would fail, as far as one can know. */
export function refuseUselessExport(draft: Draft, target: Props): void {
    if (!EXPORT.test(String(target.arn))) {
        return;
    }
    const { account, region } = draft;
    const call = inputOf(target.input) as Record<string, string>;
    const { TableArn: tableArn = "", S3Bucket: bucket = "", S3Prefix: prefix = "" } = call;
    const table = tableAt(account, tableArn);
    const refuse = (problem: string) => {
        throw new AwsError("ValidationException", `target.input: ${problem}`);
    };
    if (table === undefined || partsOf(tableArn).region !== region) {
        refuse(`the table ${tableArn} does not exist in ${region}`);
    }
    if (objectOf(table?.inputs.pointInTimeRecovery)?.enabled !== true) {
        refuse(`the table ${tableArn} has no pointInTimeRecovery, which an export needs`);
    }
    if (account.get(BUCKET, bucket) === undefined) {
        refuse(`the bucket ${bucket} does not exist`);
    }
    const objects = `${bucketArn(region, bucket)}/${prefix}${prefix === "" ? "" : "/"}AWSDynamoDB/x`;
    const key =
        call.S3SseKmsKeyId === undefined
            ? undefined
            : usableKey({ ...draft, inputs: call }, "S3SseKmsKeyId", "ValidationException");
    const needed = [
        { action: "dynamodb:ExportTableToPointInTime", resource: tableArn },
        { action: "s3:PutObject", resource: objects },
        { action: "s3:AbortMultipartUpload", resource: objects },
        ...(key === undefined
            ? []
            : ["kms:GenerateDataKey", "kms:Decrypt"].map((action) => ({
                  action,
                  resource: key.outputs.arn as string,
                  context: {
                      ...viaService(draft, "s3"),
                      "kms:CallerAccount": account.accountId,
                  },
              }))),
    ];
    const role = target.roleArn as string;
    const lacking = needed.find((request) => !roleMay(account, role, request));
    if (lacking !== undefined) {
        throw new AwsError(
            "PowerlessRole",
            `target.roleArn: the policies of ${role} do not let it do ${lacking.action} on ` +
                `${lacking.resource}; let the schedule depend on them`,
        );
    }
}

function inputOf(input: unknown): Props | undefined {
    try {
        const parsed: unknown = typeof input === "string" ? JSON.parse(input) : undefined;
        return Array.isArray(parsed) ? undefined : objectOf(parsed);
    } catch {
        return undefined;
    }
}
