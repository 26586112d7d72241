import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type MasterRotationArgs, rotateMaster } from "../../infra/aurora/master-rotation";
import { mockEngine, only, registrations } from "./mocks";

describe("rotation of the master's password", () => {
    before(mockEngine);

    const args = (): MasterRotationArgs => ({
        secretArn: "arn:secret",
        days: 30,
        instance: new aws.rds.ClusterInstance("writer", {
            clusterIdentifier: "pii-prod",
            engine: "aurora-postgresql",
            instanceClass: "db.r7g.large",
        }),
    });

    it("is RDS's own, as often as is said, and not during the update", async () => {
        const all = await registrations(() => rotateMaster("pii-prod-master", args(), {}));
        assert.deepEqual(only(all, "aws:secretsmanager/secretRotation:SecretRotation"), {
            secretId: "arn:secret",
            rotationRules: { automaticallyAfterDays: 30 },
            rotateImmediately: false,
        });
    });

    it("waits for an instance, and is not switched off when it is taken out", async () => {
        const given = args();
        let options: pulumi.CustomResourceOptions = {};
        await registrations(() =>
            rotateMaster("pii-prod-master", given, {
                transformations: [
                    ({ opts }) => {
                        options = opts;
                        return undefined;
                    },
                ],
            }),
        );
        const [instance] = [options.dependsOn].flat();
        assert.equal(instance, given.instance);
        assert.equal(options.retainOnDelete, true);
    });
});
