import {
    AwsError,
    type Draft,
    map,
    matching,
    maxLength,
    type Model,
    num,
    obj,
    str,
} from "../../cloud/model";
import { arn, partitionOf } from "../shared/arn";
import { anyArn, wholeBetween } from "../shared/forms";
import { objectOf } from "../shared/rules";
import { findFunction } from "./invocation";
import { refuseUndelivered } from "./role-checks";

const destination = obj({ destination: str({ required: true, check: anyArn }) });

/** How often Lambda tries again what it was handed for later, and where it goes after that. */
const eventInvokeConfig: Model = {
    type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    untaggable: true,
    fields: {
        destinationConfig: obj({ onFailure: destination, onSuccess: destination }),
        functionName: str({ required: true, replaces: true }),
        maximumEventAgeInSeconds: num({ check: wholeBetween(60, 21_600) }),
        maximumRetryAttempts: num({ default: 2, check: wholeBetween(0, 2) }),
        qualifier: str({ replaces: true }),
    },
    id: ({ inputs }) => {
        const { functionName, qualifier } = inputs as Record<string, string | undefined>;
        return qualifier === undefined ? String(functionName) : `${functionName}:${qualifier}`;
    },
    refuse: (draft) => {
        const { role } = functionOf(draft).inputs;
        const config = objectOf(draft.inputs.destinationConfig);
        for (const when of ["onFailure", "onSuccess"]) {
            refuseUndelivered(draft, objectOf(config?.[when])?.destination, role);
        }
    },
};

/** A name that stands for one version of a function, or shares calls out between two. */
const alias: Model = {
    type: "aws:lambda/alias:Alias",
    untaggable: true,
    autoName: { field: "name", maxLength: 128 },
    fields: {
        description: str({ check: maxLength(256) }),
        functionName: str({ required: true, replaces: true }),
        functionVersion: str({
            required: true,
            check: matching(/^(\$LATEST|\d+)$/, "$LATEST or the number of a version"),
        }),
        name: str({
            replaces: true,
            check: matching(
                /^(?!\d+$)[\w-]{1,128}$/,
                '1 to 128 letters, digits, "_" and "-", and not only digits',
            ),
        }),
        routingConfig: obj({
            additionalVersionWeights: map(
                num({
                    check: (weight) =>
                        weight >= 0 && weight <= 1 ? undefined : "must be from 0 to 1",
                }),
            ),
        }),
    },
    id: aliasArn,
    outputs: {
        arn: ({ id }) => id,
        invokeArn: ({ id, region }) =>
            `arn:${partitionOf(region).id}:apigateway:${region}:lambda:path/2015-03-31/functions/` +
            `${id}/invocations`,
    },
    refuse: (draft) => {
        const { outputs } = functionOf(draft);
        const wanted = draft.inputs.functionVersion as string;
        const newest = Number(outputs.version) || 0;
        if (wanted !== "$LATEST" && (Number(wanted) < 1 || Number(wanted) > newest)) {
            throw new AwsError(
                "ResourceNotFoundException",
                `functionVersion: the function has no version ${wanted}; publish one`,
            );
        }
    },
};

function aliasArn(draft: Omit<Draft, "id">): string {
    const { functionName, name } = draft.inputs as Record<string, string>;
    const target = findFunction(draft.account, functionName ?? "")?.id ?? functionName;
    return arn(draft, "lambda", `function:${target}:${name}`);
}

function functionOf({ account, inputs }: Draft) {
    const found = findFunction(account, inputs.functionName as string);
    if (found === undefined) {
        throw new AwsError(
            "ResourceNotFoundException",
            `Function not found: ${String(inputs.functionName)}`,
        );
    }
    return found;
}

export const variantModels: readonly Model[] = [eventInvokeConfig, alias];
