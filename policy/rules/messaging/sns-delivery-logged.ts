import { rule } from "../../rule";

export const snsDeliveryLogged = rule({
    name: "sns-delivery-logged",
    description: "Topics log what they could not deliver.",
    why: "An alarm that never arrived is otherwise noticed by nobody. Off by default, because SNS can log no delivery by mail.",
    severity: "low",
    remediation:
        "Set the feedback role of the protocol in use, such as lambdaFailureFeedbackRoleArn or sqsFailureFeedbackRoleArn.",
    frameworks: { fsbp: ["SNS.2"], pci: ["10.2.1"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-2",
    level: "disabled",
    types: ["aws:sns/topic:Topic"],
    check: (topic) => {
        const roles = ["application", "firehose", "http", "lambda", "sqs"].map(
            (protocol) => `${protocol}FailureFeedbackRoleArn`,
        );
        if (!roles.some((role) => topic.has(role))) {
            topic.fail(`logs no failed delivery; set one of ${roles.join(", ")}`);
        }
    },
});
