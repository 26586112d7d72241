import assert from "node:assert/strict";
import { ACCOUNT_ID, Cloud, type Made, REGION } from "../support/cloud";
import { aFunction, PERMISSION } from "./lambda-harness";
import {
    ALARM,
    alarmOn,
    document,
    ENCRYPT,
    keyFor,
    lets,
    TOPIC,
    TOPIC_POLICY,
} from "./messages-harness";

const VAULT = "aws:backup/vault:Vault";
const NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications";
const ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:alarms`;

const CLOUDWATCH = "cloudwatch.amazonaws.com";
const BACKUP = "backup.amazonaws.com";

describe("sandbox: messages that AWS would lose without a word", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const topicWith = async (kmsMasterKeyId?: unknown, ...services: string[]) => {
        const topic = await cloud.create(TOPIC, { name: "alarms", kmsMasterKeyId });
        if (services.length > 0) {
            const statements = services.map((service) => lets(service, "sns:Publish", topic.id));
            await cloud.create(TOPIC_POLICY, { arn: topic.id, policy: document(...statements) });
        }
        return topic;
    };
    const makeAlarm = (name = "errors") => cloud.create(ALARM, alarmOn(ARN), name);

    it("are refused for a topic that is not there, or in another region", async () => {
        await assert.rejects(
            makeAlarm(),
            /UndeliverableMessage: alarmActions: the topic .*:alarms does not exist/,
        );
        await assert.rejects(
            cloud.create(ALARM, alarmOn(ARN.replace(REGION, "us-east-1"))),
            /UndeliverableMessage: alarmActions: the topic .* is not in region eu-west-1/,
        );
    });

    it("arrive at a plain topic, and at one of another account, of which nothing is known", async () => {
        await topicWith();
        await makeAlarm();
        await cloud.create(ALARM, alarmOn(ARN.replace(ACCOUNT_ID, "210987654321")), "abroad");
    });

    it("are refused where the topic's policy does not let the service publish", async () => {
        await topicWith(undefined, BACKUP);
        await assert.rejects(
            makeAlarm(),
            /the policy of the topic .*:alarms does not let cloudwatch.amazonaws.com do sns:Publish/,
        );
    });

    it("are refused for AWS's own key, whose policy nobody can change", async () => {
        await topicWith("alias/aws/sns", CLOUDWATCH);
        await assert.rejects(
            makeAlarm(),
            /encrypted with alias\/aws\/sns, .* give it a key of your/,
        );
    });

    it("are refused where the key does not let the service use it, and arrive where it does", async () => {
        const closed = await keyFor(cloud, lets(BACKUP, ENCRYPT));
        const topic = await topicWith(closed.outputs.arn, CLOUDWATCH);
        await assert.rejects(
            makeAlarm(),
            /does not let cloudwatch.amazonaws.com do kms:GenerateDataKey, kms:Decrypt/,
        );
        const open = await keyFor(cloud, lets(CLOUDWATCH, ENCRYPT));
        await cloud.create("aws:kms/alias:Alias", { name: "alias/alarms", targetKeyId: open.id });
        for (const [i, kmsMasterKeyId] of [open.id, "alias/alarms", open.outputs.arn].entries()) {
            await cloud.update(topic, { kmsMasterKeyId });
            await makeAlarm(`errors-${i}`);
        }
    });

    it("stop no policy or key later on", async () => {
        const open = await keyFor(cloud, lets(CLOUDWATCH, ENCRYPT));
        const topic = await topicWith(open.outputs.arn);
        const policy = document(lets(BACKUP, "sns:Publish", topic.id));
        const alarm = await makeAlarm();
        await assert.rejects(
            cloud.create(TOPIC_POLICY, { arn: topic.id, policy }),
            /UndeliverableMessage: .*:alarm:errors-.*: the policy of the topic .* does not let cloud/,
        );
        const closed = await keyFor(cloud);
        await assert.rejects(
            cloud.update(topic, { kmsMasterKeyId: closed.id }),
            /UndeliverableMessage: .*:alarm:errors-.* cannot publish to the topic/,
        );
        await cloud.delete(alarm);
        await cloud.create(TOPIC_POLICY, { arn: topic.id, policy });
    });

    describe("of AWS Backup", () => {
        let vault: Made;
        beforeEach(async () => {
            vault = await cloud.create(VAULT, { name: "kept" });
        });
        const tell = (backupVaultEvents: string[]) =>
            cloud.create(NOTIFICATIONS, {
                backupVaultName: vault.id,
                backupVaultEvents,
                snsTopicArn: ARN,
            });

        it("need more than AWS's first policy of a topic", async () => {
            const topic = await topicWith();
            await assert.rejects(
                tell(["COPY_JOB_FAILED"]),
                /snsTopicArn: the policy of .* does not let backup.amazonaws.com do sns:Publish/,
            );
            const policy = document(lets(BACKUP, "sns:Publish", topic.id));
            await cloud.create(TOPIC_POLICY, { arn: topic.id, policy });
            const made = await tell(["COPY_JOB_FAILED"]);
            assert.equal(made.outputs.backupVaultArn, vault.outputs.arn);
        });

        it("are about events that there are", async () => {
            await assert.rejects(tell(["FAILED"]), /must be one of BACKUP_JOB_STARTED/);
            await assert.rejects(tell([]), /must have at least one event/);
        });
    });

    it("reach a function that lets alarms invoke it", async () => {
        const { made } = await aFunction(cloud);
        const alarm = alarmOn(made.outputs.arn);
        await assert.rejects(
            cloud.create(ALARM, alarm),
            /no Permission lets lambda.alarms.cloudwatch.amazonaws.com invoke the function job/,
        );
        const permission = {
            action: "lambda:InvokeFunction",
            function: "job",
            principal: "lambda.alarms.cloudwatch.amazonaws.com",
        };
        await cloud.create(PERMISSION, { ...permission, sourceAccount: "210987654321" }, "other");
        await assert.rejects(cloud.create(ALARM, alarm), /no Permission lets lambda.alarms/);
        await cloud.create(PERMISSION, { ...permission, sourceAccount: ACCOUNT_ID });
        await cloud.create(ALARM, alarm);
    });
});
