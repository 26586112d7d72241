import { AwsError, bool, type Draft, maxLength, type Model, num, oneOf, str } from "../cloud/model";
import type { Catalogue } from "../cloud/provider";
import { arn } from "./shared/arn";
import { given } from "./shared/outputs";
import { messageKey } from "./shared/publisher";
import { usableKey } from "./shared/references";
import { broken, exactlyOne, isGiven, isOther } from "./shared/rules";

const TYPE = "aws:ssm/parameter:Parameter";

/** Bytes that a value may have, by tier. */
const SIZES: Readonly<Record<string, number>> = {
    Standard: 4096,
    Advanced: 8192,
    "Intelligent-Tiering": 8192,
};

/** The inputs that hold the value, or say that it is a new one. */
const VALUES = ["value", "insecureValue", "valueWoVersion"];

const parameterName = (value: string): string | undefined =>
    !/^[a-zA-Z0-9_./-]{1,1011}$/.test(value)
        ? `must be 1 to 1011 letters, digits and "_./-", got "${value}"`
        : value.includes("/") && !value.startsWith("/")
          ? `must start with "/" because it has levels, got "${value}"`
          : /^\/?(aws|ssm)/i.test(value)
            ? 'must not start with "aws" or "ssm"'
            : value.split("/").length > 16
              ? "must have at most 15 levels"
              : undefined;

/** Never repeats the value. */
const parameterValue = (value: string): string | undefined =>
    value === ""
        ? "must not be empty"
        : /\{\{.*\}\}/s.test(value)
          ? "must not contain {{ }}"
          : undefined;

const parameter: Model = {
    type: TYPE,
    fields: {
        allowedPattern: str({ check: maxLength(1024) }),
        dataType: str({
            replaces: true,
            check: oneOf("text", "aws:ec2:image", "aws:ssm:integration"),
        }),
        description: str({ check: maxLength(1024) }),
        insecureValue: str({ check: parameterValue }),
        keyId: str(),
        name: str({ replaces: true, check: parameterName }),
        overwrite: bool(),
        tier: str({
            // AWS makes no standard parameter of an advanced one, so that the provider makes a new one.
            replaces: (olds) => olds.tier === "Advanced",
            check: oneOf("Standard", "Advanced", "Intelligent-Tiering"),
        }),
        type: str({ required: true, check: oneOf("String", "StringList", "SecureString") }),
        value: str({ check: parameterValue }),
        // Write-only: a new value is taken when the version beside it changes.
        valueWo: str({ check: parameterValue }),
        valueWoVersion: num(),
    },
    autoName: { field: "name", maxLength: 255 },
    rules: (inputs) => {
        const value = inputs.value ?? inputs.insecureValue ?? inputs.valueWo;
        const limit = SIZES[(inputs.tier as string | undefined) ?? "Standard"] ?? Infinity;
        return [
            ...exactlyOne(inputs, "value", "insecureValue", "valueWo"),
            ...broken(
                [
                    isGiven(inputs, "insecureValue") && inputs.type === "SecureString",
                    "insecureValue",
                    'cannot be given when type is "SecureString"; use value',
                ],
                [
                    isGiven(inputs, "valueWo") !== isGiven(inputs, "valueWoVersion"),
                    "valueWoVersion",
                    "must be given with valueWo, and only then",
                ],
                [
                    isGiven(inputs, "keyId") && isOther(inputs.type, "SecureString"),
                    "keyId",
                    'needs type "SecureString"',
                ],
                [
                    typeof value === "string" && Buffer.byteLength(value) > limit,
                    "value",
                    `must have at most ${limit} bytes in this tier`,
                ],
                [
                    typeof value === "string" &&
                        typeof inputs.allowedPattern === "string" &&
                        !matches(inputs.allowedPattern, value),
                    "value",
                    "does not match allowedPattern",
                ],
            ),
        ];
    },
    id: ({ inputs }) => inputs.name as string,
    outputs: {
        arn: (draft) => arn(draft, "ssm", `parameter/${draft.id.replace(/^\//, "")}`),
        dataType: given("dataType", () => "text"),
        tier: given("tier", () => "Standard"),
        hasValueWo: ({ inputs }) => isGiven(inputs, "valueWo"),
        value: given("value", ({ inputs }) => inputs.insecureValue),
        version: ({ account, id, inputs }) => {
            const before = account.get(TYPE, id);
            const version = (before?.outputs.version as number | undefined) ?? 0;
            const isSame = VALUES.every((name) => before?.inputs[name] === inputs[name]);
            return isSame && version > 0 ? version : version + 1;
        },
    },
    refuse: (draft) => {
        const { keyId } = draft.inputs;
        if (typeof keyId === "string" && keyId.startsWith("alias/")) {
            refuseAlias(draft, keyId);
        } else {
            usableKey(draft, "keyId", "InvalidKeyId");
        }
    },
    onUpdate: (before, after) => {
        if (before.inputs.type !== after.inputs.type) {
            throw new AwsError(
                "HierarchyTypeMismatchException",
                `type: Parameter Store doesn't change the type of a parameter (` +
                    `${String(before.inputs.type)} to ${String(after.inputs.type)}); delete it ` +
                    "first, or give it another name",
            );
        }
        if (after.inputs.overwrite === false) {
            throw new AwsError(
                "ParameterAlreadyExists",
                "overwrite: is false, so that the parameter cannot be changed",
            );
        }
    },
};

function refuseAlias(draft: Draft, alias: string): void {
    if (alias !== "alias/aws/ssm" && messageKey(draft, alias) === undefined) {
        throw new AwsError("InvalidKeyId", `keyId: the key ${alias} does not exist`);
    }
}

/** AWS Systems Manager Parameter Store. */
export const ssmModels: readonly Model[] = [parameter];

export const ssmInvokes: Catalogue["invokes"] = {
    "aws:ssm/getParametersByPath:getParametersByPath": (args, { account, region }) => {
        const path = args.path as string;
        if (!path.startsWith("/")) {
            throw new AwsError("ValidationException", `path: must start with "/", got "${path}"`);
        }
        const below = `${path.replace(/\/$/, "")}/`;
        const found = account
            .all(TYPE)
            .filter(({ id, outputs }) => outputs.region === region && id.startsWith(below))
            .filter(({ id }) => args.recursive === true || !id.slice(below.length).includes("/"));
        const each = (name: string) => found.map(({ outputs }) => outputs[name]);
        return {
            id: path,
            path,
            region,
            arns: each("arn"),
            names: each("name"),
            types: each("type"),
            values: each("value"),
        };
    },
};

function matches(pattern: string, value: string): boolean {
    return new RegExp(pattern).test(value);
}
