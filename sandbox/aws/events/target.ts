import {
    AwsError,
    bool,
    json,
    map,
    matching,
    maxLength,
    type Model,
    num,
    obj,
    str,
} from "../../cloud/model";
import { anyArn, partsOf, wholeBetween } from "../shared/forms";
import { given } from "../shared/outputs";
import { randomId } from "../shared/ids";
import type { Publisher } from "../shared/publisher";
import { assumableRole } from "../shared/references";
import { broken, isGiven, objectOf } from "../shared/rules";
import { BY_POLICY, targetProblem } from "../shared/targets";
import { RULE, TARGET } from "./types";

const MAX_TARGETS = 5;

const text = (length: number) => (value: string) => json(value) ?? maxLength(length)(value);

/** What a rule sets off. */
const target: Model = {
    type: TARGET,
    untaggable: true,
    fields: {
        arn: str({ required: true, check: anyArn }),
        deadLetterConfig: obj({ arn: str({ check: anyArn }) }),
        eventBusName: str({
            default: "default",
            replaces: true,
            check: matching(/^default$/, '"default", the one event bus of the sandbox'),
        }),
        forceDestroy: bool({ default: false }),
        input: str({ check: text(8192), conflictsWith: ["inputPath", "inputTransformer"] }),
        inputPath: str({ check: maxLength(256), conflictsWith: ["inputTransformer"] }),
        inputTransformer: obj({
            inputPaths: {
                ...map(str()),
                check: (paths: object) =>
                    Object.keys(paths).length > 100
                        ? "must be at most 100"
                        : Object.keys(paths).some((name) => name.startsWith("AWS"))
                          ? 'must have no name that begins with "AWS"'
                          : undefined,
            },
            inputTemplate: str({ required: true, check: maxLength(8192) }),
        }),
        retryPolicy: obj({
            maximumEventAgeInSeconds: num({ check: wholeBetween(60, 86_400) }),
            maximumRetryAttempts: num({ check: wholeBetween(0, 185) }),
        }),
        roleArn: str({ check: anyArn }),
        rule: str({ required: true, replaces: true, refersTo: { type: RULE, by: "id" } }),
        sqsTarget: obj({ messageGroupId: str() }),
        targetId: str({
            replaces: true,
            check: matching(/^[\w.-]{1,64}$/, '1 to 64 letters, digits and "._-"'),
        }),
    },
    rules: (inputs) =>
        broken([
            isGiven(inputs, "roleArn") &&
                typeof inputs.arn === "string" &&
                BY_POLICY.includes(partsOf(inputs.arn).service),
            "roleArn",
            "must not be given for functions, topics, queues and log groups: EventBridge then may " +
                "fail to deliver; their own policies let it in",
        ]),
    id: ({ inputs }) =>
        `${String(inputs.rule)}-${(inputs.targetId as string | undefined) ?? `terraform-${randomId(26)}`}`,
    outputs: {
        targetId: given("targetId", ({ id, inputs }) => id.slice(String(inputs.rule).length + 1)),
    },
    refuse: (draft) => {
        const { account, inputs } = draft;
        assumableRole(draft, "roleArn", "events.amazonaws.com", "ValidationException");
        const sourceArn = account.get(RULE, inputs.rule as string)?.outputs.arn as string;
        const publisher: Publisher = { service: "events.amazonaws.com", sourceArn };
        const letters = objectOf(inputs.deadLetterConfig)?.arn;
        const found = [["arn", inputs.arn] as const, ["deadLetterConfig.arn", letters] as const]
            .filter(([, to]) => typeof to === "string")
            .map(([path, to]) => [path, targetProblem(draft, to as string, publisher)] as const)
            .find(([, problem]) => problem !== undefined);
        if (found !== undefined) {
            throw new AwsError("UndeliverableMessage", found.join(": "));
        }
    },
    onCreate: ({ account, inputs }) => {
        const others = account.all(TARGET).filter((entry) => entry.inputs.rule === inputs.rule);
        if (others.length >= MAX_TARGETS) {
            throw new AwsError(
                "LimitExceededException",
                `rule ${String(inputs.rule)} has ${MAX_TARGETS} targets already, which is all ` +
                    "that it may have",
            );
        }
    },
};

export const targetModels: readonly Model[] = [target];
