import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Backups, type BackupsArgs } from "../../infra/backup/backups";
import { mockEngine, only, type Registered, registrations, SCOPE } from "./mocks";

const ARGS: BackupsArgs = {
    scope: SCOPE,
    resourceArns: ["arn:cluster"],
    keepDays: { daily: 35 },
    keyArn: "arn:key",
    copy: { region: "eu-central-1", keyArn: "arn:copy-key" },
    lockDays: { min: 30, max: 400 },
    lockMode: "governance",
    alarmTopicArn: "arn:topic",
    outlivesStack: true,
    protect: true,
};

const VAULT = "aws:backup/vault:Vault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const POLICY = "aws:backup/vaultPolicy:VaultPolicy";

const made = (args: Partial<BackupsArgs> = {}) =>
    registrations(() => new Backups("pii-prod-backup", { ...ARGS, ...args }));

const inputs = (all: readonly Registered[], type: string) =>
    new Map(all.filter((one) => one.type === type).map((one) => [one.name, one.inputs]));

/** The options of every resource that `args` make, by type and name. */
async function optionsOf(args: Partial<BackupsArgs>) {
    const options = new Map<string, pulumi.CustomResourceOptions>();
    const root = new pulumi.ComponentResource(
        "test:Root",
        "root",
        {},
        {
            transformations: [
                ({ type, name, props, opts }) => {
                    options.set(`${type} ${name}`, opts);
                    return { props, opts };
                },
            ],
        },
    );
    await registrations(
        () => new Backups("pii-prod-backup", { ...ARGS, ...args }, { parent: root }),
    );
    return (type: string, name = "pii-prod-backup") => {
        const { retainOnDelete, protect, deleteBeforeReplace } =
            options.get(`${type} ${name}`) ?? {};
        return { retainOnDelete, protect, deleteBeforeReplace };
    };
}

describe("Backups", () => {
    before(mockEngine);

    it("are kept in a vault here and one in the other region, each with its own key", async () => {
        assert.deepEqual(
            inputs(await made(), VAULT),
            new Map([
                ["pii-prod-backup", { kmsKeyArn: "arn:key", forceDestroy: false }],
                [
                    "pii-prod-backup-copy",
                    { region: "eu-central-1", kmsKeyArn: "arn:copy-key", forceDestroy: false },
                ],
            ]),
        );
    });

    it("are locked in both vaults, so that the lock can be taken off again", async () => {
        const limits = { minRetentionDays: 30, maxRetentionDays: 400 };
        assert.deepEqual(
            inputs(await made(), LOCK),
            new Map([
                ["pii-prod-backup", { backupVaultName: "pii-prod-backup", ...limits }],
                [
                    "pii-prod-backup-copy",
                    { region: "eu-central-1", backupVaultName: "pii-prod-backup-copy", ...limits },
                ],
            ]),
        );
    });

    it("are locked for ever where asked for, after two weeks to think", async () => {
        for (const lock of inputs(await made({ lockMode: "compliance" }), LOCK).values()) {
            assert.equal(lock.changeableForDays, 14);
        }
    });

    it("are deleted by nobody, while the policy can still be changed", async () => {
        const policies = inputs(await made(), POLICY);
        assert.equal(policies.get("pii-prod-backup-copy")?.region, "eu-central-1");
        for (const { policy } of policies.values()) {
            assert.deepEqual(JSON.parse(policy as string), {
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "KeepBackups",
                        Effect: "Deny",
                        Principal: "*",
                        Action: [
                            "backup:DeleteRecoveryPoint",
                            "backup:UpdateRecoveryPointLifecycle",
                        ],
                        Resource: "*",
                    },
                ],
            });
        }
        assert.equal(policies.size, 2);
    });

    it("are taken by plan of exactly what is named, and copied", async () => {
        const all = await made();
        const { rules } = only(all, "aws:backup/plan:Plan") as { rules: object[] };
        assert.deepEqual(rules, [
            {
                ruleName: "daily",
                schedule: "cron(0 6 ? * * *)",
                startWindow: 60,
                completionWindow: 720,
                targetVaultName: "pii-prod-backup",
                lifecycle: { deleteAfter: 35 },
                copyActions: [
                    {
                        destinationVaultArn: `arn:${VAULT}:pii-prod-backup-copy`,
                        lifecycle: { deleteAfter: 35 },
                    },
                ],
            },
        ]);
        assert.deepEqual(only(all, "aws:backup/selection:Selection"), {
            planId: "pii-prod-backup-id",
            iamRoleArn: "arn:aws:iam/role:Role:pii-prod-backup",
            resources: ["arn:cluster"],
        });
        assert.equal(
            only(all, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").policyArn,
            "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        );
    });

    it("stay in the region without a place to copy them to", async () => {
        const all = await made({ copy: undefined });
        assert.deepEqual([...inputs(all, VAULT).keys()], ["pii-prod-backup"]);
        const { rules } = only(all, "aws:backup/plan:Plan") as { rules: object[] };
        assert.equal("copyActions" in (rules[0] ?? {}), false);
    });

    it("tell the topic when a backup or a copy did not come to its end", async () => {
        const all = await made();
        const pattern = only(all, "aws:cloudwatch/eventRule:EventRule").eventPattern as string;
        const vaultArn = `arn:${VAULT}:pii-prod-backup`;
        assert.deepEqual(JSON.parse(pattern), {
            source: ["aws.backup"],
            "detail-type": ["Backup Job State Change", "Copy Job State Change"],
            detail: {
                state: ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"],
                $or: [{ backupVaultArn: [vaultArn] }, { sourceBackupVaultArn: [vaultArn] }],
            },
        });
        assert.deepEqual(only(all, "aws:cloudwatch/eventTarget:EventTarget"), {
            rule: "pii-prod-backup",
            arn: "arn:topic",
        });
    });

    it("outlive the stack, with their lock, their policy and the role that expires them", async () => {
        const options = await optionsOf({});
        const kept = { retainOnDelete: true, protect: undefined, deleteBeforeReplace: undefined };
        assert.deepEqual(options(VAULT), { ...kept, protect: true });
        assert.deepEqual(options(VAULT, "pii-prod-backup-copy"), { ...kept, protect: true });
        assert.deepEqual(options(POLICY), kept);
        assert.deepEqual(options(LOCK), { ...kept, protect: false, deleteBeforeReplace: true });
        assert.deepEqual(options("aws:iam/role:Role"), kept);
        assert.deepEqual(options("aws:iam/rolePolicyAttachment:RolePolicyAttachment"), kept);
    });

    it("hold on to a lock for ever, until protection is given up", async () => {
        const lock = async (protect: boolean) =>
            (await optionsOf({ lockMode: "compliance", protect }))(LOCK).protect;
        assert.deepEqual([await lock(true), await lock(false)], [true, false]);
    });

    it("go with a stack that they are not to outlive", async () => {
        const options = await optionsOf({ outlivesStack: false, protect: false });
        for (const type of [VAULT, POLICY, LOCK, "aws:iam/role:Role"]) {
            assert.equal(options(type).retainOnDelete, false, type);
        }
        for (const vault of inputs(await made({ outlivesStack: false }), VAULT).values()) {
            assert.equal(vault.forceDestroy, true);
        }
    });
});
