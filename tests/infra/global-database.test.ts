import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    globalCluster,
    type GlobalClusterArgs,
    globalMistakes,
    type GlobalPlace,
    isGlobal,
    primarySettings,
    refuseFollowing,
    secondarySettings,
} from "../../infra/aurora/global-database";
import type { PresentCluster } from "../../infra/aurora/fixed-for-life";
import { MasterPassword } from "../../infra/aurora/master-password";
import { BackupVault } from "../../infra/backup/backup-vault";
import { DataKey } from "../../infra/keys/data-key";
import { inRegion } from "../../infra/region";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

describe("what is wrong with a cluster's place in a global database", () => {
    const place = { region: "eu-west-1", residency: ["eu-west-1", "eu-central-1"] };
    const first: GlobalPlace = {
        global: { unsafeMasterPasswordInState: true },
        allowMajorUpgrade: false,
    };
    const follower: GlobalPlace = {
        follows: { globalCluster: "pii-prod-global", primaryRegion: "eu-central-1" },
        allowMajorUpgrade: false,
    };
    const restore = { snapshot: "before-it" };

    it("is nothing in one that begins it, one that follows, and one that has none", () => {
        assert.deepEqual(globalMistakes(first, place), []);
        assert.deepEqual(globalMistakes({ ...first, restore }, place), []);
        assert.deepEqual(globalMistakes(follower, place), []);
        const none: GlobalPlace = { allowMajorUpgrade: true, masterRotationDays: 7, restore };
        assert.deepEqual(globalMistakes(none, place), []);
        assert.deepEqual([first, follower, none].map(isGlobal), [true, true, false]);
    });

    const from = (primaryRegion: string) => ({
        ...follower,
        follows: { globalCluster: "pii-prod-global", primaryRegion },
    });
    const single: [GlobalPlace, where: string, got: unknown, advice: string][] = [
        [
            { ...first, global: { unsafeMasterPasswordInState: false } },
            "global.unsafeMasterPasswordInState",
            false,
            "must be true: RDS manages no master password in a global database, so that ours is in the state, encrypted, and good until it is changed by hand (docs/global-database.md)",
        ],
        [
            { ...first, follows: follower.follows },
            "follows",
            follower.follows,
            "must not be given together with global: a cluster begins a global database, or follows in one",
        ],
        [
            from("eu-west-1"),
            "follows.primaryRegion",
            "eu-west-1",
            "must be another region than the cluster's own: a global database has one cluster in each",
        ],
        [
            from("us-east-1"),
            "follows.primaryRegion",
            "us-east-1",
            "must be a region where the data may live; pii:residency names eu-west-1, eu-central-1",
        ],
        [
            { ...follower, restore },
            "restore",
            restore,
            "must not be given together with follows: the data come from the cluster that is followed",
        ],
        ...[first, follower].flatMap((good): [GlobalPlace, string, unknown, string][] => [
            [
                { ...good, allowMajorUpgrade: true },
                "allowMajorUpgrade",
                true,
                "must be false in a global database, whose clusters AWS upgrades together (docs/global-database.md)",
            ],
            [
                { ...good, masterRotationDays: 7 },
                "masterRotationDays",
                7,
                "must not be given in a global database: RDS does not manage the master's password there, nor rotate it",
            ],
        ]),
    ];
    for (const [settings, where, got, advice] of single) {
        it(`is ${where}, ${JSON.stringify(got)}`, () => {
            assert.deepEqual(globalMistakes(settings, place), [{ where, got, advice }]);
        });
    }
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
            ignoreChanges: ["globalClusterIdentifier", "replicationSourceIdentifier"],
        });
    });

    it("that follows takes away every credential and the database's name", () => {
        const follows = { globalCluster: "pii-prod-global", primaryRegion: "eu-west-1" };
        assert.deepEqual(secondarySettings(follows), {
            inputs: {
                databaseName: undefined,
                masterUsername: undefined,
                manageMasterUserPassword: undefined,
                masterUserSecretKmsKeyId: undefined,
                engineLifecycleSupport: undefined,
                globalClusterIdentifier: "pii-prod-global",
                sourceRegion: "eu-west-1",
            },
            ignoreChanges: [
                "replicationSourceIdentifier",
                "sourceRegion",
                "engineLifecycleSupport",
                "databaseName",
            ],
        });
    });

    it("may follow no more, and stays where it is", () => {
        assert.deepEqual(secondarySettings(undefined), {
            inputs: {},
            ignoreChanges: ["sourceRegion", "engineLifecycleSupport", "databaseName"],
        });
    });
});

describe("a cluster that is there", () => {
    const present = (masterUserSecrets: { secretArn: string }[]) =>
        ({ clusterIdentifier: "pii-prod-away", masterUserSecrets }) as PresentCluster;
    const follows = { globalCluster: "pii-prod-global", primaryRegion: "eu-west-1" };

    it("is not made to follow where it has a master of its own", () => {
        assert.throws(
            () => {
                refuseFollowing(present([{ secretArn: "arn" }]), follows);
            },
            {
                message:
                    "pii:aurora.follows is given, but pii-prod-away is there and has data of its own; only a cluster that is made anew can follow pii-prod-global: take follows away, or take the cluster down first (docs/aurora.md)",
            },
        );
    });

    it("may follow as it does", () => {
        refuseFollowing(present([]), follows);
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
                deletionProtection,
            };
            globalCluster("pii-prod-global", args, { transformations: [note] });
        }).then((all) => ({ inputs: only(all, "aws:rds/globalCluster:GlobalCluster"), options }));
    };

    it("begins with the cluster that is there, and sets all free when it goes", async () => {
        assert.deepEqual((await make(true)).inputs, {
            globalClusterIdentifier: "pii-prod-global",
            sourceDbClusterIdentifier: "arn:primary",
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
