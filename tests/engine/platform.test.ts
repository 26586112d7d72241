import assert from "node:assert/strict";
import { join } from "node:path";
import { controlPolicies } from "../../infra/organization/control-policies";
import { ROOT } from "../../sandbox/platform/repository";
import { asText, readSettings } from "../../sandbox/platform/settings";
import { parseOrganization } from "../../stacks/organization/config";
import { deniedRights } from "../support/denied-rights";
import { failure, Rehearsal, resources, steps } from "../support/rehearsal";

/** What a bucket of logs is made of. */
const PRIVATE_BUCKET = [
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
];

describe("the whole platform on the real engine", function () {
    describe("dev, in one stack", () => {
        const dev = new Rehearsal("dev");
        after(() => dev.end());

        it("comes up, and a second update changes nothing", async () => {
            const created = await dev.up();
            assert.ok(
                created.every((step) => step.startsWith("create ")),
                created.join("\n"),
            );
            assert.ok(created.includes("create pii-dev (aws:rds/cluster:Cluster)"));
            assert.ok(created.includes("create pii (pulumi-nodejs:dynamic/pii:Migrations)"));
            assert.deepEqual(await dev.up(), []);
        });

        it("changes no more than the configuration does", async () => {
            const twoInstances = { "pii:aurora": { instances: 2 } };
            assert.deepEqual(await dev.preview(twoInstances), [
                "create pii-dev-2 (aws:rds/clusterInstance:ClusterInstance)",
                "update pii-dev-events-db-instance (aws:rds/eventSubscription:EventSubscription)",
            ]);
            const longerLogs = {
                "pii:aurora": { logRetentionDays: 60 },
            };
            assert.deepEqual(await dev.preview(longerLogs), [
                "update pii-dev-database-access (aws:cloudwatch/logGroup:LogGroup)",
                "update pii-dev-iam-db-auth-error (aws:cloudwatch/logGroup:LogGroup)",
                "update pii-dev-instance (aws:cloudwatch/logGroup:LogGroup)",
                "update pii-dev-postgresql (aws:cloudwatch/logGroup:LogGroup)",
            ]);
        });

        it("is stopped at preview when the policy pack finds a violation", async () => {
            const oneDay = { "pii:aurora": { backupRetentionDays: 1 } };
            const { report } = await failure(dev.preview(oneDay));
            assert.deepEqual(
                report.findings.map(({ rule, resource, mandatory }) => ({
                    rule,
                    resource,
                    mandatory,
                })),
                [
                    {
                        rule: "rds-backup-retention",
                        resource: "pii-dev (aws:rds/cluster:Cluster)",
                        mandatory: true,
                    },
                ],
            );
        });

        it("leaves only what is kept on purpose when it is destroyed", async () => {
            await dev.with({}, async (sandbox) => {
                await steps(sandbox, "destroy");
                assert.deepEqual(resources(sandbox.stacks), []);
                // What is kept on purpose: the final snapshot and the retained backups, with what
                // is in them, the name of the deleted secret, the audit bucket and the log of its
                // readers, each with all that keeps it private, and what the account is set to.
                assert.deepEqual(
                    sandbox.account
                        .everything()
                        .map(({ type }) => type)
                        .sort(),
                    [
                        "aws:ebs/encryptionByDefault:EncryptionByDefault",
                        "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
                        "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
                        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
                        "aws:ec2/serialConsoleAccess:SerialConsoleAccess",
                        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
                        "aws:rds/clusterSnapshot:ClusterSnapshot",
                        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
                        ...PRIVATE_BUCKET.flatMap((type) => [type, type]),
                        "aws:s3/bucketLogging:BucketLogging",
                        "sandbox:rds/image",
                        "sandbox:rds/image",
                        "sandbox:secretsmanager/scheduledDeletion",
                    ].sort(),
                );
            });
        });

        it("comes up again after it was destroyed", async () => {
            const created = await dev.up();
            assert.ok(
                created.every((step) => step.startsWith("create ")),
                created.join("\n"),
            );
        });
    });

    describe("prod, layer by layer", () => {
        const prod = new Rehearsal("prod");
        const whole = new Rehearsal("prod");
        after(async () => {
            await prod.end();
            await whole.end();
        });

        it("is made of the same resources as in one stack", async () => {
            await prod.up();
            const layered = await prod.with({}, ({ stacks }) => Promise.resolve(resources(stacks)));
            await whole.up({ "pii:layout": "whole" });
            const inOne = await whole.with({ "pii:layout": "whole" }, ({ stacks }) =>
                Promise.resolve(resources(stacks)),
            );
            assert.deepEqual(layered, inOne);
            assert.deepEqual(await prod.up(), []);
        });

        it("has no role that the organization keeps from its work", async () => {
            const settings = readSettings(join(ROOT, "stacks/organization"), "organization");
            const organization = parseOrganization("organization", asText(settings));
            const roles = await prod.with({}, ({ account }) =>
                Promise.resolve(
                    account.all("aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => ({
                        arn: String(
                            account.find("aws:iam/role:Role", "name", inputs.role)?.outputs.arn,
                        ),
                        policy: String(inputs.policy),
                    })),
                ),
            );
            assert.ok(roles.every(({ arn }) => arn.startsWith("arn:")));
            assert.ok(roles.some(({ arn }) => arn.includes(":role/rules-remedy-")));
            assert.deepEqual(
                deniedRights(roles, controlPolicies(organization.policies, organization)),
                [],
            );
        });
    });
});
