import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { activityStreamMistakes } from "../../infra/aurora/activity-stream-modes";
import { ActivityStream } from "../../infra/aurora/activity-stream";
import { mockEngine, only, registrations } from "./mocks";

const STREAM = "aws:rds/clusterActivityStream:ClusterActivityStream";

class Cluster extends pulumi.ComponentResource {
    constructor() {
        super("pii:aurora:AuroraCluster", "pii-prod");
    }
}

describe("ActivityStream", () => {
    before(mockEngine);

    it("is the cluster's one, encrypted with a key of ours, and waits for its instances", async () => {
        const cluster = new Cluster();
        const options: pulumi.CustomResourceOptions[] = [];
        const all = await registrations(
            () =>
                new ActivityStream(
                    "pii-prod-activity",
                    { clusterArn: "arn:cluster", keyArn: "arn:key", mode: "async", cluster },
                    {
                        transformations: [
                            ({ type, opts }) => {
                                if (type === STREAM) {
                                    options.push(opts);
                                }
                                return undefined;
                            },
                        ],
                    },
                ),
        );
        assert.deepEqual(only(all, STREAM), {
            resourceArn: "arn:cluster",
            kmsKeyId: "arn:key",
            mode: "async",
        });
        assert.deepEqual(
            options.map(({ dependsOn, deleteBeforeReplace }) => [
                [dependsOn].flat(),
                deleteBeforeReplace,
            ]),
            [[[cluster], true]],
        );
    });
});

describe("an activity stream", () => {
    it("is possible on memory-optimized instances", () => {
        const classes = ["db.r7g.large", "db.r5.xlarge"];
        assert.deepEqual(activityStreamMistakes("sync", "eu-west-1", classes), []);
    });

    it("is refused on burstable and serverless instances, each class named once", () => {
        const classes = ["db.t4g.medium", "db.serverless", "db.serverless", "db.r7g.large"];
        assert.deepEqual(activityStreamMistakes("sync", "eu-west-1", classes), [
            {
                where: "activityStream",
                got: "sync",
                advice: "must be left out with instances of db.t4g.medium, db.serverless: burstable and serverless ones have no activity stream; take another class, such as db.r7g.large",
            },
        ]);
    });

    for (const region of ["cn-north-1", "us-gov-west-1"]) {
        it(`is refused in ${region}`, () => {
            assert.deepEqual(activityStreamMistakes("async", region, ["db.r7g.large"]), [
                {
                    where: "activityStream",
                    got: "async",
                    advice: `must be left out in ${region}: AWS has no activity streams there`,
                },
            ]);
        });
    }
});
