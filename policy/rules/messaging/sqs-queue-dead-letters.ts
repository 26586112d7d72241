import type { StackResource } from "../../resource";
import { rule } from "../../rule";

const QUEUE = "aws:sqs/queue:Queue";

/** A queue that is named as the one for dead letters is one, wherever that is said. */
const isForDeadLetters = (queue: StackResource) =>
    queue.has("redriveAllowPolicy") ||
    /(^|[-_])(dlq|dead[-_]?letters?)([-_.]|$)/i.test(`${queue.name}-${String(queue.read("name"))}`);

export const sqsQueueDeadLetters = rule({
    name: "sqs-queue-dead-letters",
    description: "Messages that nobody can handle go to a queue for dead letters.",
    why: "Otherwise one bad message is tried again for days, and then it is lost.",
    severity: "low",
    remediation: "Set redrivePolicy, or make an aws.sqs.RedrivePolicy for the queue.",
    frameworks: { gdpr: ["5(1)(f)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    // A queue that others use as theirs for dead letters may be told of in another stack only.
    level: "advisory",
    checkStack: (stack) => {
        const policies = stack.links(
            ["aws:sqs/redrivePolicy:RedrivePolicy"],
            "queueUrl",
            [QUEUE],
            ["url", "id"],
        );
        const targets = stack
            .of(QUEUE, "aws:sqs/redrivePolicy:RedrivePolicy")
            .map((resource) => String(resource.read("redrivePolicy")));
        const redriven = stack.links(
            [QUEUE, "aws:sqs/redrivePolicy:RedrivePolicy"],
            "redrivePolicy",
            [QUEUE],
            ["arn"],
        );
        const allowed = stack.links(
            ["aws:sqs/redriveAllowPolicy:RedriveAllowPolicy"],
            "queueUrl",
            [QUEUE],
            ["url", "id"],
        );
        for (const queue of stack.of(QUEUE)) {
            const arn = queue.read("arn");
            const isTarget =
                isForDeadLetters(queue) ||
                redriven.to(queue).length > 0 ||
                allowed.to(queue).length > 0 ||
                (typeof arn === "string" && targets.some((target) => target.includes(`"${arn}"`)));
            if (!isTarget && !queue.has("redrivePolicy") && policies.to(queue).length === 0) {
                queue.fail("has no queue for dead letters; set redrivePolicy");
            }
        }
    },
});
