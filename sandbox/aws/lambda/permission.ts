import { AwsError, bool, matching, type Model, oneOf, str } from "../../cloud/model";
import { anyArn } from "../shared/forms";
import { broken, isGiven } from "../shared/rules";
import { findFunction } from "./invocation";
import { PERMISSION } from "./types";

const always = { replaces: true };

/** Who may invoke: a service, an account, a principal's ARN, or everybody. */
const principal = matching(
    /^([a-z0-9.-]+\.amazonaws\.com(\.cn)?|\d{12}|arn:aws[\w-]*:(iam|sts)::\d{12}:.+|\*)$/,
    'a service such as "sns.amazonaws.com", an account, the ARN of a principal, or "*"',
);

/** One statement of the policy of a function. */
const permission: Model = {
    type: PERMISSION,
    untaggable: true,
    autoName: { field: "statementId", maxLength: 100 },
    fields: {
        action: str({
            required: true,
            ...always,
            check: matching(
                /^(lambda:(\*|[A-Za-z]+)|\*)$/,
                'an action such as "lambda:InvokeFunction"',
            ),
        }),
        eventSourceToken: str({ ...always, check: matching(/^[\w.-]{1,256}$/, "a token") }),
        function: str({ required: true, ...always }),
        functionUrlAuthType: str({ ...always, check: oneOf("AWS_IAM", "NONE") }),
        invokedViaFunctionUrl: bool(always),
        principal: str({ required: true, ...always, check: principal }),
        principalOrgId: str({
            ...always,
            check: matching(/^o-[a-z0-9]{10,32}$/, "an organization"),
        }),
        qualifier: str({ ...always, check: matching(/^[\w$-]{1,128}$/, "a version or alias") }),
        sourceAccount: str({ ...always, check: matching(/^\d{12}$/, "an account of 12 digits") }),
        sourceArn: str({ ...always, check: anyArn }),
        statementId: str({
            ...always,
            check: matching(/^[\w-]{1,100}$/, '1 to 100 letters, digits, "_" and "-"'),
        }),
    },
    rules: (inputs) =>
        broken([
            inputs.principal === "*" &&
                !["sourceAccount", "sourceArn", "principalOrgId", "functionUrlAuthType"].some(
                    (name) => isGiven(inputs, name),
                ),
            "principal",
            'is everybody; with "*" give sourceArn, sourceAccount or principalOrgId',
        ]),
    id: ({ inputs }) => inputs.statementId as string,
    onCreate: ({ account, inputs }) => {
        if (findFunction(account, inputs.function as string) === undefined) {
            throw new AwsError(
                "ResourceNotFoundException",
                `Function not found: ${String(inputs.function)}`,
            );
        }
    },
};

export const permissionModels: readonly Model[] = [permission];
