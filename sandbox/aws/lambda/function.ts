import {
    any,
    AwsError,
    bool,
    type Draft,
    list,
    map,
    matching,
    maxLength,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn, partitionOf } from "../shared/arn";
import { anyArn, wholeBetween } from "../shared/forms";
import { given } from "../shared/outputs";
import { assumableRole, isKeyArn, usableKey, vpcOf } from "../shared/references";
import { broken, exactlyOne, isGiven, isOther, objectOf } from "../shared/rules";
import { codeArchive, codeHash, codeSize } from "./code";
import { environmentVariables } from "./environment";
import { refuseUndelivered, refuseUnlogged, refuseUnplugged, refuseUntraced } from "./role-checks";
import { currentRuntime } from "./runtimes";
import { FUNCTION } from "./types";

const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

const upTo = (length: number, what: string) => (values: readonly unknown[]) =>
    values.length <= length ? undefined : `must have at most ${length} ${what}`;

/** A Lambda function. It is judged and noted down; nothing invokes it. */
const lambdaFunction: Model = {
    type: FUNCTION,
    autoName: { field: "name", maxLength: 64 },
    fields: {
        architectures: list(str({ check: oneOf("arm64", "x86_64") }), {
            check: upTo(1, "architecture"),
        }),
        code: { ...any(), check: codeArchive },
        deadLetterConfig: obj({ targetArn: str({ required: true, check: anyArn }) }),
        description: str({ check: maxLength(256) }),
        environment: obj({ variables: { ...map(str()), check: environmentVariables } }),
        ephemeralStorage: obj({ size: num({ check: wholeBetween(512, 10_240) }) }),
        handler: str({ check: matching(/^\S{1,128}$/, "1 to 128 characters without space") }),
        imageUri: str(),
        kmsKeyArn: str({ check: isKeyArn }),
        layers: list(str({ check: anyArn }), { check: upTo(5, "layers") }),
        loggingConfig: obj({
            applicationLogLevel: str({ check: oneOf(...LEVELS) }),
            logFormat: str({ required: true, check: oneOf("JSON", "Text") }),
            logGroup: str({ check: matching(/^[\w.\-/#]{1,512}$/, "the name of a log group") }),
            systemLogLevel: str({ check: oneOf("DEBUG", "INFO", "WARN") }),
        }),
        memorySize: num({ default: 128, check: wholeBetween(128, 10_240) }),
        name: str({
            replaces: true,
            check: matching(/^[\w-]{1,64}$/, '1 to 64 letters, digits, "_" and "-"'),
        }),
        packageType: str({ default: "Zip", replaces: true, check: oneOf("Zip", "Image") }),
        publish: bool({ default: false }),
        // A new account has 1000, of which 100 must be left to functions that reserve none.
        reservedConcurrentExecutions: num({ default: -1, check: wholeBetween(-1, 900) }),
        role: str({ required: true }),
        runtime: str({ check: currentRuntime }),
        s3Bucket: str(),
        s3Key: str(),
        s3ObjectVersion: str(),
        skipDestroy: bool({ default: false }),
        sourceCodeHash: str(),
        timeout: num({ default: 3, check: wholeBetween(1, 900) }),
        tracingConfig: obj({
            mode: str({ required: true, check: oneOf("Active", "PassThrough") }),
        }),
        vpcConfig: obj({
            ipv6AllowedForDualStack: bool(),
            securityGroupIds: list(str(), { required: true, check: upTo(5, "security groups") }),
            subnetIds: list(str(), { required: true, check: upTo(16, "subnets") }),
        }),
    },
    rules: functionFailures,
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        architectures: given("architectures", () => ["x86_64"]),
        arn: functionArn,
        codeSha256: ({ inputs }) => codeHash(inputs),
        ephemeralStorage: given("ephemeralStorage", () => ({ size: 512 })),
        invokeArn: (draft) => invokeArn(draft, functionArn(draft)),
        lastModified: () => new Date().toISOString(),
        loggingConfig: ({ id, inputs }) => ({
            logFormat: "Text",
            ...objectOf(inputs.loggingConfig),
            logGroup: logGroupOf(id, inputs),
        }),
        qualifiedArn: (draft) => `${functionArn(draft)}:${versionOf(draft)}`,
        qualifiedInvokeArn: (draft) =>
            invokeArn(draft, `${functionArn(draft)}:${versionOf(draft)}`),
        sourceCodeHash: given("sourceCodeHash", ({ inputs }) => codeHash(inputs)),
        sourceCodeSize: ({ inputs }) => codeSize(inputs),
        tracingConfig: given("tracingConfig", () => ({ mode: "PassThrough" })),
        version: versionOf,
        vpcConfig: withVpc,
    },
    renews: (before, after) => [
        "lastModified",
        ...(codeHash(before) === codeHash(after) ? [] : ["codeSha256", "sourceCodeSize"]),
        ...(after.publish === true ? ["version", "qualifiedArn", "qualifiedInvokeArn"] : []),
    ],
    refuse: (draft) => {
        const code = "InvalidParameterValueException";
        assumableRole(draft, "role", "lambda.amazonaws.com", code);
        usableKey(draft, "kmsKeyArn", code);
        refuseNoBucket(draft);
        refuseUnplugged(draft);
        refuseUndelivered(draft, objectOf(draft.inputs.deadLetterConfig)?.targetArn);
        refuseUntraced(draft);
        refuseUnlogged(draft, logGroupOf(draft.id, draft.inputs));
    },
};

function functionFailures(inputs: Props): Failure[] {
    const isZip = inputs.packageType === "Zip";
    const logging = objectOf(inputs.loggingConfig);
    return [
        ...exactlyOne(inputs, "code", "s3Bucket", "imageUri"),
        ...broken(
            [isZip && !isGiven(inputs, "handler"), "handler", 'is required for packageType "Zip"'],
            [isZip && !isGiven(inputs, "runtime"), "runtime", 'is required for packageType "Zip"'],
            [isZip && isGiven(inputs, "imageUri"), "imageUri", 'needs packageType "Image"'],
            [
                inputs.packageType === "Image" && !isGiven(inputs, "imageUri"),
                "imageUri",
                'is required for packageType "Image"',
            ],
            [
                isGiven(inputs, "s3Bucket") !== isGiven(inputs, "s3Key"),
                "s3Key",
                "must be given with s3Bucket, and only then",
            ],
            ...["applicationLogLevel", "systemLogLevel"].map(
                (name) =>
                    [
                        logging !== undefined &&
                            isGiven(logging, name) &&
                            isOther(logging.logFormat, "JSON"),
                        `loggingConfig.${name}`,
                        'needs logFormat "JSON"',
                    ] as const,
            ),
        ),
    ];
}

function refuseNoBucket({ account, inputs }: Draft): void {
    const { s3Bucket } = inputs;
    if (
        typeof s3Bucket === "string" &&
        account.get("aws:s3/bucket:Bucket", s3Bucket) === undefined
    ) {
        throw new AwsError(
            "InvalidParameterValueException",
            `s3Bucket: the bucket ${s3Bucket} does not exist`,
        );
    }
}

function functionArn(draft: Draft): string {
    return arn(draft, "lambda", `function:${draft.id}`);
}

/** What API Gateway and the like call. */
function invokeArn({ region }: Draft, of: string): string {
    const partition = partitionOf(region).id;
    return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${of}/invocations`;
}

function logGroupOf(name: string, { loggingConfig }: Props): string {
    return (objectOf(loggingConfig)?.logGroup as string | undefined) ?? `/aws/lambda/${name}`;
}

/** A change publishes one version more, where the function is to be published. */
function versionOf({ account, id, inputs }: Draft): string {
    const before = Number(account.get(FUNCTION, id)?.outputs.version);
    return inputs.publish === true ? String((before || 0) + 1) : "$LATEST";
}

function withVpc({ account, inputs }: Draft): unknown {
    const vpc = objectOf(inputs.vpcConfig);
    const [first] = (vpc?.subnetIds ?? []) as string[];
    const subnet = first === undefined ? undefined : account.get("aws:ec2/subnet:Subnet", first);
    return vpc && { ipv6AllowedForDualStack: false, ...vpc, vpcId: subnet && vpcOf(subnet) };
}

export const functionModels: readonly Model[] = [lambdaFunction];
