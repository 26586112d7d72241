import assert from "node:assert/strict";
import { DataKey } from "../../infra/keys/data-key";
import { keyPolicy, type KeyUse } from "../../infra/keys/key-policy";
import { isAllowed } from "../support/iam";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const KNOWN = { accountId: "111111111111", partition: "aws", region: "eu-west-1" };

/** Actions that read data or hand out the right to. */
const READS = /^kms:(\*|Decrypt|Create\*|CreateGrant|ReEncrypt.*|GenerateDataKey.*|Encrypt)$/;

describe("key policies", () => {
    const uses: readonly KeyUse[] = [
        { kind: "service", services: ["rds"] },
        { kind: "logs" },
        { kind: "trail", trailName: "pii-prod-audit", recorder: true },
        { kind: "topics", publishers: ["cloudwatch.amazonaws.com"] },
        { kind: "activity" },
        { kind: "field", level: 3 },
    ];
    for (const use of uses) {
        it(`of ${use.kind} keys let nobody use the key without a condition`, () => {
            for (const { Action, Condition, Effect } of keyPolicy(KNOWN, use)) {
                assert.equal(Effect, "Allow");
                const actions = [Action ?? []].flat() as string[];
                if (actions.some((action) => READS.test(action))) {
                    assert.ok(Condition !== undefined, actions.join(", "));
                }
            }
        });

        it(`of ${use.kind} keys let the account change the policy, and so mend it`, () => {
            const [administer] = keyPolicy(KNOWN, use);
            assert.deepEqual(administer?.Principal, { AWS: "arn:aws:iam::111111111111:root" });
            assert.ok((administer.Action as string[]).includes("kms:Put*"));
        });

        it(`of ${use.kind} keys let the account give them an alias, and take it away`, () => {
            const actions = keyPolicy(KNOWN, use)[0]?.Action as string[];
            for (const action of ["kms:CreateAlias", "kms:DeleteAlias", "kms:Update*"]) {
                assert.ok(actions.includes(action), action);
            }
        });
    }

    it("bind a field's ciphertext to its level", () => {
        const use = keyPolicy(KNOWN, { kind: "field", level: 3 })[1];
        assert.deepEqual(use?.Condition, {
            StringEquals: {
                "kms:CallerAccount": "111111111111",
                "kms:EncryptionContext:pii-level": "3",
            },
        });
    });

    it("let senders publish for this account, the account only through SNS, and nobody read by themselves", () => {
        const publishers = ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"];
        const [, publish, ours, events, ...others] = keyPolicy(KNOWN, {
            kind: "topics",
            publishers,
        });
        assert.deepEqual(publish, {
            Sid: "PublishToTopics",
            Effect: "Allow",
            Principal: { Service: publishers },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
        });
        assert.deepEqual(ours, {
            Sid: "PublishThroughSns",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111111111111:root" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: {
                StringEquals: {
                    "kms:CallerAccount": "111111111111",
                    "kms:ViaService": "sns.eu-west-1.amazonaws.com",
                },
            },
        });
        assert.deepEqual(events, {
            Sid: "PublishFromEventBridge",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: {
                ArnLike: {
                    "kms:EncryptionContext:aws:sns:topicArn":
                        "arn:aws:sns:eu-west-1:111111111111:*",
                },
            },
        });
        assert.deepEqual(others, []);
    });

    it("let RDS record activity, and the account read what belongs to a cluster", () => {
        const [, use, grant, read, ...others] = keyPolicy(KNOWN, { kind: "activity" });
        assert.deepEqual(
            [use, grant],
            keyPolicy(KNOWN, { kind: "service", services: ["rds"] }).slice(1),
        );
        assert.deepEqual(read, {
            Sid: "ReadActivity",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111111111111:root" },
            Action: "kms:Decrypt",
            Resource: "*",
            Condition: {
                StringEquals: { "kms:CallerAccount": "111111111111" },
                StringLike: { "kms:EncryptionContext:aws:rds:dbc-id": "cluster-*" },
            },
        });
        assert.deepEqual(others, []);
    });

    it("open storage keys through their service alone", () => {
        for (const { Condition } of keyPolicy(KNOWN, { kind: "service", services: ["rds"] }).slice(
            1,
        )) {
            const { StringEquals } = Condition as { StringEquals: Record<string, unknown> };
            assert.deepEqual(StringEquals["kms:ViaService"], ["rds.eu-west-1.amazonaws.com"]);
        }
    });
});

describe("the key of the audit", () => {
    const TRAIL = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/pii-prod-audit";
    const ROLE = "arn:aws:iam::111111111111:role/somebody";
    const viaS3 = {
        "kms:CallerAccount": "111111111111",
        "kms:ViaService": "s3.eu-west-1.amazonaws.com",
    };
    const config = { "aws:SourceAccount": "111111111111" };
    type Case = [
        what: string,
        by: string,
        knowing: Record<string, string>,
        may: string[],
        recorder?: boolean,
    ];
    const all = ["Decrypt", "Encrypt", "GenerateDataKey"];
    const cases: Case[] = [
        // A bucket key is encrypted and decrypted without a word of the trail in its context.
        [
            "our trail",
            "cloudtrail.amazonaws.com",
            { "aws:SourceArn": TRAIL },
            ["Decrypt", "GenerateDataKey"],
        ],
        ["another trail", "cloudtrail.amazonaws.com", { "aws:SourceArn": `${TRAIL}-2` }, []],
        ["AWS Config", "config.amazonaws.com", config, ["Decrypt", "GenerateDataKey"]],
        ["AWS Config, which is not ours", "config.amazonaws.com", config, [], false],
        [
            "AWS Config for somebody else",
            "config.amazonaws.com",
            { "aws:SourceAccount": "222222222222" },
            [],
        ],
        // As the recorder's role does, and whoever reads what it recorded.
        ["a role through S3", ROLE, viaS3, ["Decrypt", "GenerateDataKey"]],
        ["a role through S3, without a recorder of ours", ROLE, viaS3, ["Decrypt"], false],
        ["a role by itself", ROLE, { "kms:CallerAccount": "111111111111" }, []],
    ];
    for (const [what, by, knowing, may, recorder = true] of cases) {
        it(`lets ${what} do ${may.join(" and ") || "nothing"}`, async () => {
            const use: KeyUse = { kind: "trail", trailName: "pii-prod-audit", recorder };
            const resource = keyPolicy(KNOWN, use);
            const on = "arn:aws:kms:eu-west-1:111111111111:key/1234";
            const allowed: string[] = [];
            for (const name of all) {
                const call = { action: `kms:${name}`, on, by, knowing };
                const policies = by.startsWith("arn:") ? { resource } : { identity: [], resource };
                if (await isAllowed(policies, call)) {
                    allowed.push(name);
                }
            }
            assert.deepEqual(allowed, may);
        });
    }
});

describe("the key of logs", () => {
    const [, , deliver, read] = keyPolicy(KNOWN, { kind: "logs" });

    it("lets AWS deliver this account's logs into an encrypted bucket", () => {
        assert.deepEqual(deliver, {
            Sid: "EncryptDeliveredLogs",
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey*",
                "kms:ReEncrypt*",
            ],
            Resource: "*",
            Condition: {
                ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111111111111:*" },
                StringEquals: { "aws:SourceAccount": "111111111111" },
            },
        });
    });

    it("lets the account read them there, through S3 alone", () => {
        assert.deepEqual(read, {
            Sid: "ReadDeliveredLogs",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111111111111:root" },
            Action: "kms:Decrypt",
            Resource: "*",
            Condition: {
                StringEquals: {
                    "kms:CallerAccount": "111111111111",
                    "kms:ViaService": "s3.eu-west-1.amazonaws.com",
                },
            },
        });
    });
});

describe("DataKey", () => {
    before(mockEngine);

    it("rotates, waits before it goes, and has an alias", async () => {
        const all = await registrations(
            () =>
                new DataKey("aurora", {
                    scope: SCOPE,
                    description: "Storage.",
                    alias: "pii-prod/aurora",
                    use: { kind: "service", services: ["rds"] },
                    rotationDays: 365,
                    deletionWindowDays: 30,
                    protect: true,
                }),
        );
        const { policy, ...key } = only(all, "aws:kms/key:Key");
        assert.deepEqual(key, {
            description: "Storage.",
            enableKeyRotation: true,
            rotationPeriodInDays: 365,
            deletionWindowInDays: 30,
        });
        assert.deepEqual(JSON.parse(policy as string), {
            Version: "2012-10-17",
            Statement: keyPolicy(KNOWN, { kind: "service", services: ["rds"] }),
        });
        assert.equal(only(all, "aws:kms/alias:Alias").name, "alias/pii-prod/aurora");
    });
});
