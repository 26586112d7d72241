import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, furnished, type Made, REGION } from "../support/cloud";
import { allow } from "./lambda-harness";

const VAULT = "aws:backup/vault:Vault";
const PLAN = "aws:backup/plan:Plan";
const SELECTION = "aws:backup/selection:Selection";
const SETTINGS = "aws:backup/regionSettings:RegionSettings";

describe("sandbox: backup plans", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const rule: Props = {
        ruleName: "daily",
        targetVaultName: "kept",
        schedule: "cron(0 3 * * ? *)",
        startWindow: 60,
        completionWindow: 180,
        lifecycle: { deleteAfter: 35 },
        copyActions: [
            {
                destinationVaultArn: `arn:aws:backup:eu-central-1:${ACCOUNT_ID}:backup-vault:copies`,
                lifecycle: { deleteAfter: 35 },
            },
        ],
    };
    const planOf = (...rules: Props[]): Props => ({ name: "pii", rules });
    const changed = (changes: Props) => planOf({ ...rule, ...changes });

    const refused: Record<string, [inputs: Props, failure: RegExp]> = {
        "no rules": [planOf(), /^rules: must have at least one rule/],
        "two rules of one name": [planOf(rule, rule), /^rules: has two rules of one name/],
        "every ten minutes": [
            changed({ schedule: "cron(0/10 * * * ? *)" }),
            /^rules\[0\].schedule: must have one number as its minutes/,
        ],
        "a rate": [changed({ schedule: "rate(1 day)" }), /schedule: must have the form cron\(/],
        "30 minutes to start": [
            changed({ startWindow: 30 }),
            /^rules\[0\].startWindow: must be a whole number from 60/,
        ],
        "two hours to start and to end": [
            changed({ startWindow: 120, completionWindow: 120 }),
            /completionWindow: must be at least 60 minutes more than startWindow \(120\), got 120/,
        ],
        "89 days of cold storage": [
            changed({ lifecycle: { coldStorageAfter: 30, deleteAfter: 119 } }),
            /^rules\[0\].lifecycle.deleteAfter: must be at least 90 days more than coldStorage/,
        ],
        "the same of a copy": [
            changed({
                copyActions: [
                    {
                        destinationVaultArn: `arn:aws:backup:eu-central-1:${ACCOUNT_ID}:backup-vault:a1`,
                        lifecycle: { coldStorageAfter: 30, deleteAfter: 119 },
                    },
                ],
            }),
            /^rules\[0\].copyActions\[0\].lifecycle.deleteAfter: must be at least 90 days more/,
        ],
        "36 continuous days": [
            changed({ enableContinuousBackup: true, lifecycle: { deleteAfter: 36 } }),
            /lifecycle.deleteAfter: must be from 1 to 35 with enableContinuousBackup, got 36/,
        ],
        "continuous backups for ever": [
            changed({ enableContinuousBackup: true, lifecycle: undefined }),
            /must be from 1 to 35 with enableContinuousBackup, got none/,
        ],
        "a copy to a name": [
            changed({ copyActions: [{ destinationVaultArn: "copies" }] }),
            /destinationVaultArn: must be the ARN of a backup vault, got "copies"/,
        ],
        "settings of Aurora": [
            {
                ...planOf(rule),
                advancedBackupSettings: [{ resourceType: "Aurora", backupOptions: {} }],
            },
            /resourceType: must be one of EC2, got Aurora/,
        ],
    };
    for (const [what, [inputs, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(PLAN, planOf(rule)), []);
            assert.match(cloud.failure(PLAN, inputs), failure);
        });
    }

    it("keep backups in vaults that exist, and copies in those of their region", async () => {
        await assert.rejects(
            cloud.create(PLAN, planOf(rule)),
            /targetVaultName: the backup vault kept does not exist/,
        );
        await cloud.create(VAULT, { name: "kept" });
        const plan = await cloud.create(PLAN, planOf(rule));
        assert.equal(
            plan.outputs.arn,
            `arn:aws:backup:${REGION}:${ACCOUNT_ID}:backup-plan:${plan.id}`,
        );
        assert.deepEqual(cloud.diff(plan, { name: "b" }).replaces, ["name"]);
        const here = `arn:aws:backup:${REGION}:${ACCOUNT_ID}:backup-vault:no`;
        await assert.rejects(
            cloud.update(plan, changed({ copyActions: [{ destinationVaultArn: here }] })),
            /destinationVaultArn: the backup vault .*:no does not exist/,
        );
        const after = await cloud.update(plan, changed({ startWindow: 90 }));
        assert.notEqual(after.outputs.version, plan.outputs.version);
    });

    describe("and what they back up", () => {
        let plan: Made;
        let good: Props;
        let table: Made;
        beforeEach(async () => {
            await cloud.create(VAULT, { name: "kept" });
            plan = await cloud.create(PLAN, planOf(rule));
            const { roleArn } = await furnished(cloud, "backup.amazonaws.com");
            table = await cloud.create("aws:dynamodb/table:Table", {
                name: "tokens",
                hashKey: "id",
                attributes: [{ name: "id", type: "S" }],
                billingMode: "PAY_PER_REQUEST",
            });
            good = {
                name: "data",
                planId: plan.id,
                iamRoleArn: roleArn,
                resources: [table.outputs.arn],
            };
        });

        it("is chosen by ARNs or tags", () => {
            assert.deepEqual(cloud.failures(SELECTION, good), []);
            const check = (changes: Props) => cloud.failure(SELECTION, { ...good, ...changes });
            assert.match(
                check({ resources: undefined }),
                /^resources: give resources, selectionTags/,
            );
            assert.match(
                check({ resources: ["arn:aws:rds:*:1:cluster:pii"] }),
                /^resources\[0\]: must be an ARN with "\*" at its end or nowhere/,
            );
            const wild = Array.from({ length: 31 }, (_, i) => `arn:aws:s3:::b${i}*`);
            assert.match(check({ resources: wild }), /must have "\*" in at most 30, got 31/);
            const all = Array.from({ length: 501 }, (_, i) => `arn:aws:s3:::b${i}`);
            assert.match(check({ resources: all }), /must be at most 500, got 501/);
            const conditions = [{ stringEquals: [{ key: "backup", value: "yes" }] }];
            assert.match(check({ conditions }), /key: must begin with "aws:ResourceTag\/"/);
        });

        it("is what exists, backed up as a role that may", async () => {
            await assert.rejects(
                cloud.create(SELECTION, { ...good, resources: [`${String(table.outputs.arn)}x`] }),
                /NoSuchResource: resources: .*tokensx does not exist, so that nothing/,
            );
            await assert.rejects(
                cloud.create(SELECTION, good),
                /IAM Role .* is not authorized to call dynamodb:CreateBackup on .*tokens/,
            );
            const role = (good.iamRoleArn as string).split("/").at(-1);
            await cloud.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
                role,
                policyArn:
                    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
            });
            await cloud.create(SELECTION, good);
            await assert.rejects(
                cloud.delete(plan),
                /InvalidRequestException: backup plan .* is in use by aws:backup\/selection/,
            );
        });

        it("needs a role that AWS Backup may assume, and that may look for tags", async () => {
            await assert.rejects(
                cloud.create(SELECTION, { ...good, iamRoleArn: `${String(good.iamRoleArn)}x` }),
                /iamRoleArn: the role .* does not exist/,
            );
            const byTag = {
                ...good,
                resources: undefined,
                selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "yes" }],
            };
            await assert.rejects(
                cloud.create(SELECTION, byTag),
                /is not authorized to call tag:GetResources/,
            );
            await allow(cloud, good.iamRoleArn as string, ["tag:GetResources"]);
            const made = await cloud.create(SELECTION, byTag);
            assert.deepEqual(cloud.diff(made, { name: "b" }).replaces, ["name"]);
        });
    });

    it("work for services that the region opts in to", async () => {
        const made = await cloud.create(SETTINGS, {
            resourceTypeOptInPreference: { Aurora: true },
        });
        assert.equal(made.id, REGION);
        assert.match(
            cloud.failure(SETTINGS, { resourceTypeOptInPreference: { aurora: true } }),
            /^resourceTypeOptInPreference: has "aurora", there are Aurora, /,
        );
    });
});
