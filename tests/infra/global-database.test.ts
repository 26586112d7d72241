import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    globalCluster,
    type GlobalClusterArgs,
    globalMistakes,
    primarySettings,
    secondarySettings,
} from "../../infra/aurora/global-database";
import { MasterPassword } from "../../infra/aurora/master-password";
import { BackupVault } from "../../infra/backup/backup-vault";
import { DataKey } from "../../infra/keys/data-key";
import { inRegion } from "../../infra/region";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const CHANGED_BY_AWS = ["globalClusterIdentifier", "replicationSourceIdentifier", "engineVersion"];

describe("what is wrong with a global database", () => {
    const good = { secondaryRegion: "eu-central-1", unsafeMasterPasswordInState: true };
    const place = { region: "eu-west-1", residency: ["eu-west-1", "eu-central-1"] };

    it("is nothing in another region where the data may live, the password's place known", () => {
        assert.deepEqual(globalMistakes(good, place), []);
    });

    it("is a second cluster beside the first", () => {
        assert.deepEqual(globalMistakes({ ...good, secondaryRegion: "eu-west-1" }, place), [
            {
                where: "global.secondaryRegion",
                got: "eu-west-1",
                advice: "must be another region than eu-west-1, which has the first cluster",
            },
        ]);
    });

    it("is a second cluster where the data may not live", () => {
        assert.deepEqual(globalMistakes({ ...good, secondaryRegion: "us-east-1" }, place), [
            {
                where: "global.secondaryRegion",
                got: "us-east-1",
                advice: "must be a region where the data may live; pii:residency names eu-west-1, eu-central-1",
            },
        ]);
    });

    it("is a password in the state that nobody has agreed to", () => {
        assert.deepEqual(globalMistakes({ ...good, unsafeMasterPasswordInState: false }, place), [
            {
                where: "global.unsafeMasterPasswordInState",
                got: false,
                advice: "must be true: RDS manages no master password in a global database, so that ours is in the state, encrypted, and good until it is changed by hand (docs/backups.md)",
            },
        ]);
    });
});

describe("a cluster of a global database", () => {
    it("that it begins with has a master that RDS does not manage", () => {
        const password = { masterPasswordWo: "secret", masterPasswordWoVersion: 1 };
        assert.deepEqual(primarySettings(password), {
            inputs: {
                manageMasterUserPassword: undefined,
                masterUserSecretKmsKeyId: undefined,
                masterPasswordWo: "secret",
                masterPasswordWoVersion: 1,
            },
            ignoreChanges: CHANGED_BY_AWS,
        });
    });

    it("that follows takes away every credential and the database's name", () => {
        assert.deepEqual(secondarySettings("pii-prod-global", "eu-west-1"), {
            inputs: {
                databaseName: undefined,
                masterUsername: undefined,
                manageMasterUserPassword: undefined,
                masterUserSecretKmsKeyId: undefined,
                engineLifecycleSupport: undefined,
                globalClusterIdentifier: "pii-prod-global",
                sourceRegion: "eu-west-1",
            },
            ignoreChanges: CHANGED_BY_AWS,
        });
    });
});

describe("the global database", () => {
    before(mockEngine);

    const make = (deletionProtection: boolean) => {
        let options: pulumi.CustomResourceOptions = {};
        const note: pulumi.ResourceTransformation = ({ opts }) => {
            options = opts;
            return undefined;
        };
        return registrations(() => {
            const args: GlobalClusterArgs = {
                primaryArn: "arn:primary",
                primaryInstance: new pulumi.ComponentResource("test:Instance", "instance"),
                engineVersion: "16.8",
                deletionProtection,
            };
            globalCluster("pii-prod-global", args, { transformations: [note] });
        }).then((all) => ({ inputs: only(all, "aws:rds/globalCluster:GlobalCluster"), options }));
    };

    it("begins with the cluster that is there, and sets all free when it goes", async () => {
        assert.deepEqual((await make(true)).inputs, {
            globalClusterIdentifier: "pii-prod-global",
            sourceDbClusterIdentifier: "arn:primary",
            engineVersion: "16.8",
            forceDestroy: true,
            deletionProtection: true,
        });
    });

    it("is not made anew for another first cluster, and protected while its clusters are", async () => {
        for (const protect of [true, false]) {
            const { inputs, options } = await make(protect);
            assert.equal(inputs.deletionProtection, protect);
            assert.equal(options.protect, protect);
            assert.deepEqual(options.ignoreChanges, ["sourceDbClusterIdentifier"]);
        }
    });
});

describe("a master password of our own", () => {
    before(mockEngine);

    it("is what the secret says, and as RDS takes it", async () => {
        let inputs: unknown;
        const all = await registrations(() => {
            const { inputs: made } = new MasterPassword("pii-prod-master", {
                username: "piimaster",
                secretsKeyArn: "arn:secrets",
            });
            pulumi.output(made).apply((known) => (inputs = known));
        });
        assert.deepEqual(inputs, { masterPasswordWo: "generated", masterPasswordWoVersion: 1 });
        assert.deepEqual(only(all, "random:index/randomPassword:RandomPassword"), {
            length: 40,
            special: false,
        });
        const version = only(all, "aws:secretsmanager/secretVersion:SecretVersion");
        assert.deepEqual(secretOf(version.secretStringWo), {
            username: "piimaster",
            password: "generated",
        });
        assert.equal(version.secretStringWoVersion, 1);
        assert.equal(only(all, "aws:secretsmanager/secret:Secret").kmsKeyId, "arn:secrets");
    });
});

/** What a JSON text says, also when it is marked secret. */
function secretOf(text: unknown): unknown {
    const value = typeof text === "string" ? text : (text as { value: string }).value;
    return JSON.parse(value);
}

describe("another region", () => {
    before(mockEngine);

    it("has all resources of a component but those of no region", async () => {
        const all = await registrations(() => {
            const transformations = [inRegion("eu-central-1")];
            const scope = { ...SCOPE, region: "eu-central-1" };
            new DataKey(
                "copies",
                {
                    scope,
                    description: "Copies.",
                    alias: "pii-prod/copies",
                    use: { kind: "service", services: ["backup"] },
                    rotationDays: 365,
                    deletionWindowDays: 30,
                    protect: false,
                },
                { transformations },
            );
            new BackupVault(
                "copies",
                {
                    keyArn: "arn:key",
                    lockDays: { min: 1, max: 2 },
                    lockMode: "governance",
                    outlivesStack: true,
                    protect: false,
                },
                { transformations },
            );
        });
        const regions = all
            .filter(({ type }) => type.startsWith("aws:"))
            .map(({ type, inputs }) => `${type} ${String(inputs.region)}`);
        assert.deepEqual(regions.sort(), [
            "aws:backup/vault:Vault eu-central-1",
            "aws:backup/vaultLockConfiguration:VaultLockConfiguration eu-central-1",
            "aws:backup/vaultPolicy:VaultPolicy eu-central-1",
            "aws:kms/alias:Alias eu-central-1",
            "aws:kms/key:Key eu-central-1",
        ]);
    });

    it("changes nothing of what belongs to none", () => {
        const given = (type: string) =>
            inRegion("eu-central-1")({ type, props: { a: 1 }, opts: {} } as never);
        assert.equal(given("aws:iam/role:Role"), undefined);
        assert.equal(given("random:index/randomId:RandomId"), undefined);
        assert.equal(given("pii:backup:BackupVault"), undefined);
        assert.deepEqual(given("aws:kms/key:Key"), {
            props: { a: 1, region: "eu-central-1" },
            opts: {},
        });
    });
});
