import { AwsError, bool, type Draft, type Fields, list, maxLength, str } from "../../cloud/model";
import { invocationProblem } from "../lambda/invocation";
import { refuseSilentTopic } from "../sns/delivery";
import { anyArn, partsOf } from "../shared/forms";

/** The inputs that say what an alarm does when its state changes. */
const NAMES = ["alarmActions", "okActions", "insufficientDataActions"] as const;

const MAX_ACTIONS = 5;

/** What else than topics and functions an alarm can act on, by the form of its ARN. */
const OTHERS = [
    /^arn:aws[\w-]*:automate:[\w-]+:ec2:(stop|terminate|reboot|recover)$/,
    /^arn:aws[\w-]*:swf:[\w-]+:\d{12}:action\/actions\/AWS_EC2\.InstanceId\.\w+\/1\.0$/,
    /^arn:aws[\w-]*:autoscaling:[\w-]+:\d{12}:scalingPolicy:.+$/,
    /^arn:aws[\w-]*:ssm:[\w-]+:\d{12}:opsitem:[1-4](#CATEGORY=\w+)?$/,
    /^arn:aws[\w-]*:ssm-incidents::\d{12}:response-plan\/.+$/,
    /^arn:aws[\w-]*:aiops:[\w-]+:\d{12}:investigation-group\/.+$/,
];

function actionArn(value: string): string | undefined {
    if (OTHERS.some((form) => form.test(value))) {
        return undefined;
    }
    return ["sns", "lambda"].includes(partsOf(value).service)
        ? anyArn(value)
        : `must be the ARN of a topic, a function or another action of alarms, got "${value}"`;
}

const actions = list(str({ check: actionArn }), {
    check: (values) =>
        values.length > MAX_ACTIONS
            ? `must have at most ${MAX_ACTIONS} actions, got ${values.length}`
            : undefined,
});

/** The inputs that alarms of metrics and composite alarms share. */
export const actionFields: Fields = {
    actionsEnabled: bool({ default: true }),
    alarmDescription: str({ check: maxLength(1024) }),
    ...Object.fromEntries(NAMES.map((name) => [name, actions])),
};

/** Makes sure that what the alarm at `alarmArn` does reaches somebody. */
export function refuseSilentActions(draft: Draft, alarmArn: string): void {
    for (const name of NAMES) {
        for (const action of (draft.inputs[name] ?? []) as string[]) {
            const { service } = partsOf(action);
            if (service === "sns") {
                const publisher = { service: "cloudwatch.amazonaws.com", sourceArn: alarmArn };
                refuseSilentTopic(draft, name, action, publisher);
            } else if (service === "lambda") {
                refuseUninvoked(draft, name, action, alarmArn);
            }
        }
    }
}

function refuseUninvoked(draft: Draft, name: string, action: string, alarmArn: string): void {
    // Alarms have a service of their own for functions, which is not that for topics.
    const publisher = { service: "lambda.alarms.cloudwatch.amazonaws.com", sourceArn: alarmArn };
    const problem = invocationProblem(draft, action, publisher);
    if (problem !== undefined) {
        throw new AwsError("UndeliverableMessage", `${name}: ${problem}`);
    }
}
