import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { known } from "../../infra/known";
import type { Upstream } from "../../stacks/contracts";
import { replicaOutputs } from "../../stacks/dynamodb/replica-outputs";

type Replicas = Upstream<"keys">["replicas"];

const FRANKFURT = {
    dynamodbKeyArn: "arn:key",
    alarmsKeyArn: "arn:alarms",
    alarmTopicArn: "arn:topic",
    urgentTopicArn: "arn:urgent",
};

const output = (made: Record<string, typeof FRANKFURT>): Replicas => pulumi.output(made);

describe("what the keys layer made for replicas", () => {
    const replicas = output({ "eu-central-1": FRANKFURT });

    it("is handed on, each an output of its own", async () => {
        const { "eu-central-1": made } = await replicaOutputs({ replicas }, ["eu-central-1"]);
        assert.ok(made);
        assert.deepEqual(
            [
                await known(made.dynamodbKeyArn),
                await known(made.alarmTopicArn),
                await known(made.urgentTopicArn),
            ],
            ["arn:key", "arn:topic", "arn:urgent"],
        );
    });

    it("is refused before anything is declared where it lacks a region", async () => {
        await assert.rejects(
            replicaOutputs({ replicas }, ["eu-west-3", "eu-central-1", "eu-north-1"]),
            {
                message:
                    "pii:dynamodb.replicaRegions names eu-west-3, eu-north-1, which the layer keys has nothing for yet; update that first",
            },
        );
    });

    it("is not asked for without replicas, as the layer has no such output then", async () => {
        const keys = {
            get replicas(): Replicas {
                throw new Error("asked for");
            },
        };
        assert.deepEqual(await replicaOutputs(keys, []), {});
    });

    it("is taken on trust in a preview that cannot know it", async () => {
        const unknown = Object.assign(output({}), { isKnown: Promise.resolve(false) });
        const made = await replicaOutputs({ replicas: unknown }, ["eu-central-1"]);
        assert.deepEqual(Object.keys(made), ["eu-central-1"]);
    });
});
