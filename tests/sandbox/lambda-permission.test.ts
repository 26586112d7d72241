import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";
import { aFunction, allow, PERMISSION } from "./lambda-harness";
import { QUEUE } from "./messages-harness";

const CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
const ALIAS = "aws:lambda/alias:Alias";
const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:job`;

describe("sandbox: what goes with a Lambda function", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const good: Props = {
        action: "lambda:InvokeFunction",
        function: "job",
        principal: "events.amazonaws.com",
        sourceArn: `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/daily`,
    };

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "an action of another service": [{ action: "sns:Publish" }, /^action: must be an action/],
        "a principal that is none": [{ principal: "events" }, /^principal: must be a service such/],
        "everybody, from anywhere": [
            { principal: "*", sourceArn: undefined },
            /^principal: is everybody; with "\*" give sourceArn/,
        ],
        "a source that is no ARN": [{ sourceArn: "daily" }, /^sourceArn: must be an ARN/],
        "half an account": [{ sourceAccount: "123" }, /^sourceAccount: must be an account of 12/],
        "a name with a dot": [{ statementId: "a.b" }, /^statementId: must be 1 to 100 letters/],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses a permission for ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(PERMISSION, good), []);
            assert.match(cloud.failure(PERMISSION, { ...good, ...changes }), failure);
        });
    }

    it("has permissions of a function that exists, each replaced as a whole", async () => {
        await assert.rejects(
            cloud.create(PERMISSION, good),
            /ResourceNotFoundException: Function not found: job/,
        );
        await aFunction(cloud);
        const made = await cloud.create(PERMISSION, { ...good, function: ARN }, "daily");
        assert.match(made.id, /^daily-[0-9a-f]{7}$/);
        assert.deepEqual(cloud.diff(made, { sourceAccount: ACCOUNT_ID }).replaces, [
            "sourceAccount",
        ]);
    });

    it("says what becomes of events that fail", async () => {
        const { around } = await aFunction(cloud);
        const inputs = { functionName: "job", maximumRetryAttempts: 1 };
        assert.match(
            cloud.failure(CONFIG, { ...inputs, maximumRetryAttempts: 3 }),
            /^maximumRetryAttempts: must be a whole number from 0 to 2, got 3/,
        );
        assert.match(
            cloud.failure(CONFIG, { ...inputs, maximumEventAgeInSeconds: 30 }),
            /must be a whole number from 60 to 21600, got 30/,
        );
        const { outputs } = await cloud.create(QUEUE, { name: "failed" });
        const onFailure = { destination: outputs.arn };
        const withQueue = { ...inputs, destinationConfig: { onFailure } };
        await assert.rejects(cloud.create(CONFIG, withQueue), /to call SendMessage on SQS/);
        await allow(cloud, around.roleArn, ["sqs:SendMessage"], outputs.arn as string);
        assert.equal((await cloud.create(CONFIG, withQueue)).id, "job");
        await assert.rejects(
            cloud.create(CONFIG, { functionName: "no" }),
            /Function not found: no/,
        );
    });

    it("has aliases of versions that were published", async () => {
        const { made } = await aFunction(cloud, { publish: true });
        const alias = { functionName: "job", name: "live", functionVersion: "1" };
        assert.match(
            cloud.failure(ALIAS, { ...alias, name: "1" }),
            /^name: must be .* not only dig/,
        );
        await assert.rejects(
            cloud.create(ALIAS, { ...alias, functionVersion: "2" }),
            /functionVersion: the function has no version 2; publish one/,
        );
        const live = await cloud.create(ALIAS, alias);
        assert.equal(live.outputs.arn, `${ARN}:live`);
        await cloud.update(made, { timeout: 5 });
        await cloud.update(live, { functionVersion: "2" });
    });
});
