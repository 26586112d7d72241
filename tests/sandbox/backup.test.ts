import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Account } from "../../sandbox/cloud/account";
import { ACCOUNT_ID, Cloud, type Made, REGION } from "../support/cloud";

const VAULT = "aws:backup/vault:Vault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const PLAN = "aws:backup/plan:Plan";
const POLICY = "aws:backup/vaultPolicy:VaultPolicy";

describe("sandbox: backup vaults", () => {
    let cloud: Cloud;
    let vault: Made;
    beforeEach(async () => {
        cloud = new Cloud();
        vault = await cloud.create(VAULT, { name: "kept" });
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("have a key of AWS's, or one of the program's, which replaces them", async () => {
        assert.equal(vault.outputs.arn, `arn:aws:backup:${REGION}:${ACCOUNT_ID}:backup-vault:kept`);
        assert.match(
            vault.outputs.kmsKeyArn as string,
            /^arn:aws:kms:eu-west-1:123456789012:key\//,
        );
        const key = await cloud.create("aws:kms/key:Key", {});
        const kmsKeyArn = key.outputs.arn as string;
        await cloud.create(VAULT, { name: "own", kmsKeyArn }, "own");
        assert.deepEqual(cloud.diff(vault, { kmsKeyArn }).replaces, ["kmsKeyArn"]);
        await assert.rejects(
            cloud.create(VAULT, { name: "bad", kmsKeyArn: `${kmsKeyArn.slice(0, -4)}dead` }),
            /InvalidParameterValueException: kmsKeyArn: the key .* does not exist/,
        );
    });

    const good: Props = { backupVaultName: "kept", minRetentionDays: 7, maxRetentionDays: 365 };
    const refused: [what: string, type: string, inputs: Props, failure: RegExp][] = [
        ["a name of 51 characters", VAULT, { name: "a".repeat(51) }, /^name: must be 2 to 50/],
        ["a name with a dot", VAULT, { name: "a.b" }, /^name: must be 2 to 50 letters/],
        [
            "a lock that can be changed for 2 days",
            LOCK,
            { ...good, changeableForDays: 2 },
            /^changeableForDays: must be a whole number from 3 to 36500, got 2/,
        ],
        [
            "a lock that nothing fits",
            LOCK,
            { ...good, minRetentionDays: 366 },
            /^minRetentionDays: must be at most maxRetentionDays \(365\), got 366/,
        ],
        [
            "a policy that is no JSON",
            POLICY,
            { backupVaultName: "kept", policy: "{" },
            /must be JSON/,
        ],
    ];
    for (const [what, type, inputs, failure] of refused) {
        it(`refuse ${what} at preview`, () => {
            assert.match(cloud.failure(type, inputs), failure);
        });
    }

    it("are locked by governance, which can be undone", async () => {
        const lock = await cloud.create(LOCK, good);
        assert.equal(lock.outputs.backupVaultArn, vault.outputs.arn);
        assert.deepEqual(cloud.diff(lock, { minRetentionDays: 8 }).replaces, ["minRetentionDays"]);
        await cloud.delete(lock);
        await cloud.create(LOCK, { ...good, minRetentionDays: 8 });
        await assert.rejects(cloud.create(LOCK, { ...good, backupVaultName: "no" }), /NotFound/);
    });

    it("are locked for compliance, which nobody can undo once its days are over", async () => {
        const strict = { ...good, changeableForDays: 3 };
        await cloud.delete(await cloud.create(LOCK, strict));
        const lock = await cloud.create(LOCK, strict);
        const [date] = cloud.account.all("sandbox:backup/lockDate");
        assert.ok(date);
        cloud.account.put({ ...date, outputs: { date: "2026-01-01T00:00:00.000Z" } });
        await assert.rejects(
            cloud.delete(lock),
            /InvalidRequestException: the lock of vault kept cannot be undone .* since 2026-01-01/,
        );
        await assert.rejects(cloud.delete(vault), /cannot be undone or changed since 2026-01-01/);
        assert.ok(new Account(cloud.file, ACCOUNT_ID).get(LOCK, "kept"));
    });

    it("take a lock that all backups of plans fit in, and no other", async () => {
        const rule = (deleteAfter?: number) => ({
            ruleName: "daily",
            targetVaultName: "kept",
            lifecycle: deleteAfter === undefined ? undefined : { deleteAfter },
        });
        const plan = await cloud.create(PLAN, { name: "pii", rules: [rule(5)] });
        await assert.rejects(
            cloud.create(LOCK, good),
            /UnkeepableBackup: rules\[0\] of plan .* is kept 5 days, but .* takes 7 to 365 days/,
        );
        await cloud.update(plan, { rules: [rule(35)] });
        await cloud.create(LOCK, good);
        await assert.rejects(
            cloud.update(plan, { rules: [rule(366)] }),
            /UnkeepableBackup: rules\[0\] in the vault kept is kept 366 days, but/,
        );
        await assert.rejects(
            cloud.update(plan, { rules: [rule()] }),
            /is kept for ever, but the vault's lock takes 7 to 365 days: every job would fail/,
        );
    });

    it("take copies that fit in their own lock", async () => {
        await cloud.create(VAULT, { name: "copies", region: "eu-central-1" }, "copies");
        await cloud.create(LOCK, { ...good, backupVaultName: "copies", region: "eu-central-1" });
        const copy = {
            destinationVaultArn: `arn:aws:backup:eu-central-1:${ACCOUNT_ID}:backup-vault:copies`,
            lifecycle: { deleteAfter: 3 },
        };
        const rule = { ruleName: "daily", targetVaultName: "kept", copyActions: [copy] };
        await assert.rejects(
            cloud.create(PLAN, { name: "pii", rules: [rule] }),
            /UnkeepableBackup: rules\[0\].copyActions\[0\] in the vault copies is kept 3 days/,
        );
    });
});
