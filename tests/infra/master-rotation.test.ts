import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { rotateMaster } from "../../infra/aurora/master-rotation";
import { mockEngine, only, registrations } from "./mocks";

describe("rotation of the master's password", () => {
    before(mockEngine);

    it("is RDS's own, as often as is said, and not during the update", async () => {
        const all = await registrations(() =>
            rotateMaster(
                "pii-prod-master",
                {
                    secretArn: "arn:secret",
                    days: 30,
                    instance: new aws.rds.ClusterInstance("writer", {
                        clusterIdentifier: "pii-prod",
                        engine: "aurora-postgresql",
                        instanceClass: "db.r7g.large",
                    }),
                },
                {},
            ),
        );
        assert.deepEqual(only(all, "aws:secretsmanager/secretRotation:SecretRotation"), {
            secretId: "arn:secret",
            rotationRules: { automaticallyAfterDays: 30 },
            rotateImmediately: false,
        });
    });
});
