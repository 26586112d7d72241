import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";
import { document, lets, QUEUE, QUEUE_POLICY } from "./messages-harness";

describe("sandbox: queues", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("are known by their URL, and encrypted by SQS where no key is given", async () => {
        const made = await cloud.create(QUEUE, { name: "letters" });
        assert.equal(made.id, `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/letters`);
        assert.equal(made.outputs.arn, `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:letters`);
        assert.equal(made.outputs.sqsManagedSseEnabled, true);
        assert.deepEqual(cloud.diff(made, { name: "b" }).replaces, ["name"]);
        assert.deepEqual(cloud.diff(made, { delaySeconds: 1 }).replaces, []);
        const { id } = await cloud.create("aws:kms/key:Key", {});
        const own = await cloud.create(QUEUE, { name: "own", kmsMasterKeyId: id });
        assert.equal(own.outputs.sqsManagedSseEnabled, false);
    });

    const refused: Record<string, [inputs: Props, failure: RegExp]> = {
        "a name with a dot": [{ name: "a.b" }, /^name: must be 1 to 80 letters/],
        "FIFO without the end that says so": [
            { name: "a", fifoQueue: true },
            /^name: must be .* with "\.fifo" at the end/,
        ],
        "15 days": [
            { messageRetentionSeconds: 15 * 86_400 },
            /^messageRetentionSeconds: must be a whole number from 60 to 1209600/,
        ],
        "two encryptions": [
            { kmsMasterKeyId: "alias/a", sqsManagedSseEnabled: true },
            /^kmsMasterKeyId: cannot be given with sqsManagedSseEnabled/,
        ],
        "dead letters after no try": [
            { redrivePolicy: '{"deadLetterTargetArn":"arn","maxReceiveCount":0}' },
            /^redrivePolicy: must have deadLetterTargetArn and a maxReceiveCount from 1 to 1000/,
        ],
        "deduplication without FIFO": [
            { deduplicationScope: "queue" },
            /^deduplicationScope: needs fifoQueue: true/,
        ],
        "a policy without a principal": [
            { policy: document({ Effect: "Allow", Action: "sqs:*", Resource: "*" }) },
            /^policy: Statement\[0\] must have Principal/,
        ],
    };
    for (const [what, [inputs, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.match(cloud.failure(QUEUE, inputs), failure);
        });
    }

    it("leave their dead letters in a queue of the same kind", async () => {
        const { outputs } = await cloud.create(QUEUE, { name: "dead" });
        const to = (deadLetterTargetArn: unknown) =>
            JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 });
        await cloud.create(QUEUE, { name: "a", redrivePolicy: to(outputs.arn) });
        await assert.rejects(
            cloud.create(QUEUE, { name: "b", redrivePolicy: to("arn:aws:sqs:no") }),
            /redrivePolicy: the dead-letter queue arn:aws:sqs:no does not exist/,
        );
        const fifo = { name: "c.fifo", fifoQueue: true, redrivePolicy: to(outputs.arn) };
        await assert.rejects(cloud.create(QUEUE, fifo), /must be FIFO exactly if this one is/);
    });

    it("have one policy: their own, or one beside them", async () => {
        const policy = document(lets("sns.amazonaws.com", "sqs:SendMessage"));
        const { id } = await cloud.create(QUEUE, { name: "own", policy });
        await assert.rejects(
            cloud.create(QUEUE_POLICY, { queueUrl: id, policy }),
            /ConflictingPolicies: queue/,
        );
    });
});
