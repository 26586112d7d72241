import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";

const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const ROOT = `arn:aws:iam::${ACCOUNT_ID}:root`;

const policy = (...statements: Props[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Principal: unknown, Action: unknown, Condition?: Props): Props => ({
    Effect: "Allow",
    Principal,
    Action,
    Resource: "*",
    ...(Condition && { Condition }),
});
const OWN = allow({ AWS: ROOT }, "kms:*");

describe("sandbox: KMS and CloudWatch Logs", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const goodKey: Props = {
        description: "data",
        enableKeyRotation: true,
        rotationPeriodInDays: 365,
        deletionWindowInDays: 30,
        policy: policy(OWN),
    };

    const refusedInputs: readonly [what: string, Props, failure: RegExp][] = [
        [
            "a window of 6 days",
            { deletionWindowInDays: 6 },
            /^deletionWindowInDays: must be from 7/,
        ],
        [
            "a rotation of 89 days",
            { rotationPeriodInDays: 89 },
            /^rotationPeriodInDays: must be fr/,
        ],
        ["a period without rotation", { enableKeyRotation: false }, /^rotationPeriodInDays: needs/],
        [
            "rotation of a key pair",
            { customerMasterKeySpec: "RSA_2048", keyUsage: "SIGN_VERIFY" },
            /^enableKeyRotation: is for keys of the spec SYMMETRIC_DEFAULT only/,
        ],
        ["signing with one secret", { keyUsage: "SIGN_VERIFY" }, /^keyUsage: must be ENCRYPT_DEC/],
        ["a policy that is no JSON", { policy: "{" }, /^policy: must be JSON/],
        ["a policy of nothing", { policy: policy() }, /^policy: must have at least one Statement/],
        [
            "a policy for nobody",
            { policy: policy({ ...OWN, Principal: undefined }) },
            /have Principal/,
        ],
        ["a made-up element", { policy: policy({ ...OWN, When: "now" }) }, /\[0\] has When/],
        ["a made-up effect", { policy: policy({ ...OWN, Effect: "Yes" }) }, /Effect must be Allow/],
        [
            "an action without service",
            { policy: policy({ ...OWN, Action: "Encrypt" }) },
            /"Encrypt"/,
        ],
        [
            "one Sid twice",
            { policy: policy({ ...OWN, Sid: "a" }, { ...OWN, Sid: "a" }) },
            /Sid "a" stands there twice/,
        ],
    ];
    for (const [what, changes, failure] of refusedInputs) {
        it(`refuses at preview: a key with ${what}`, () => {
            assert.deepEqual(cloud.failures(KEY, goodKey), []);
            assert.match(cloud.failure(KEY, { ...goodKey, ...changes }), failure);
        });
    }

    it("gives a key an id, an ARN and the default policy", async () => {
        const { id, outputs } = await cloud.create(KEY, {});
        assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        assert.equal(outputs.keyId, id);
        assert.equal(outputs.arn, `arn:aws:kms:${REGION}:${ACCOUNT_ID}:key/${id}`);
        assert.equal(outputs.enableKeyRotation, false);
        assert.match(outputs.policy as string, new RegExp(`"kms:\\*".*"AWS":"${ROOT}"`));
    });

    const lockouts: readonly [what: string, ...Props[]][] = [
        ["names another account", allow({ AWS: "arn:aws:iam::999999999999:root" }, "kms:*")],
        ["lets the account only use it", allow({ AWS: ROOT }, ["kms:Encrypt", "kms:Decrypt"])],
        ["denies the account the change", OWN, { ...OWN, Effect: "Deny", Action: "kms:Put*" }],
    ];
    for (const [what, ...statements] of lockouts) {
        it(`refuses a key policy that ${what}`, async () => {
            const key = await cloud.create(KEY, goodKey);
            const locked = { policy: policy(...statements) };
            await assert.rejects(cloud.update(key, locked), /MalformedPolicyDocumentException/);
            await assert.rejects(
                cloud.create(KEY, { ...goodKey, ...locked }),
                /MalformedPolicyDocumentException: .* would lock the account out of the key/,
            );
        });
    }

    it("replaces a key for its usage, never for its policy", async () => {
        const key = await cloud.create(KEY, goodKey);
        const { replaces } = cloud.diff(key, {
            multiRegion: true,
            policy: policy(OWN, OWN),
            description: "other",
        });
        assert.deepEqual(replaces, ["multiRegion"]);
    });

    it("keeps a key's policy in one place", async () => {
        const [own, bare] = [await cloud.create(KEY, goodKey), await cloud.create(KEY, {})];
        const resource = { policy: policy(OWN) };
        await cloud.create(KEY_POLICY, { ...resource, keyId: bare.id });
        await assert.rejects(
            cloud.create(KEY_POLICY, { ...resource, keyId: own.id }),
            /ConflictingPolicies/,
        );
    });

    for (const name of ["data", "alias/aws/data", "alias/a b"]) {
        it(`refuses the alias "${name}"`, () => {
            const [failure = ""] = cloud.failures(ALIAS, { name, targetKeyId: "k" });
            assert.match(failure, /^name: must be "alias\/"/);
        });
    }

    it("gives an alias only to a key whose policy lets the account do so", async () => {
        const administer = { Effect: "Allow", Resource: "*" };
        const Principal = { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` };
        const policy = (...Action: string[]) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ ...administer, Principal, Action }],
            });
        const closed = await cloud.create(KEY, { policy: policy("kms:Put*") }, "closed");
        await assert.rejects(cloud.create(ALIAS, { name: "alias/a", targetKeyId: closed.id }), {
            message: `AccessDeniedException: kms:CreateAlias is not allowed: the policy of key ${closed.id} does not let the account do it`,
        });
        const open = { policy: policy("kms:Put*", "kms:CreateAlias") };
        const key = await cloud.create(KEY, open, "open");
        const alias = await cloud.create(ALIAS, { name: "alias/b", targetKeyId: key.id });
        await assert.rejects(cloud.delete(alias), /^Error: AccessDeniedException: kms:DeleteAlias/);
    });

    it("has one alias of a name in each region", async () => {
        const region = "eu-west-3";
        const key = await cloud.create(KEY, {});
        const far = await cloud.create(KEY, { region }, "far");
        const name = "alias/data";
        await cloud.create(ALIAS, { name, targetKeyId: key.id });
        const there = await cloud.create(ALIAS, { region, name, targetKeyId: far.id }, "far");
        assert.equal(there.outputs.arn, "arn:aws:kms:eu-west-3:123456789012:alias/data");
        await assert.rejects(
            cloud.create(ALIAS, { name, targetKeyId: key.id }, "second"),
            /already exists/,
        );
    });

    it("names an alias by itself", async () => {
        const key = await cloud.create(KEY, {});
        const alias = await cloud.create(ALIAS, { targetKeyId: key.id }, "data");
        assert.match(alias.id, /^alias\/data-[0-9a-f]{7}$/);
        assert.equal(alias.outputs.targetKeyArn, key.outputs.arn);
        assert.equal(alias.outputs.arn, `arn:aws:kms:${REGION}:${ACCOUNT_ID}:${alias.id}`);
    });

    it("does not let anything new use a key that is pending deletion", async () => {
        const key = await cloud.create(KEY, {});
        await cloud.delete(key);
        await assert.rejects(
            cloud.create(ALIAS, { name: "alias/data", targetKeyId: key.id }),
            /NotFoundException: targetKeyId: the key .* is pending deletion/,
        );
    });

    const goodGroup: Props = { name: "/aws/rds/cluster/pii/postgresql", retentionInDays: 365 };
    const refusedGroups: readonly [what: string, Props, failure: RegExp][] = [
        ["a name that AWS keeps", { name: "aws/rds" }, /^name: must be letters/],
        ["a space", { name: "a b" }, /^name: must be letters/],
        [
            "a retention of a year and a day",
            { retentionInDays: 366 },
            /^retentionInDays: must be one of/,
        ],
        ["the id of a key", { kmsKeyId: "abc" }, /^kmsKeyId: must be the ARN/],
    ];
    for (const [what, changes, failure] of refusedGroups) {
        it(`refuses at preview: a log group with ${what}`, () => {
            assert.deepEqual(cloud.failures(LOG_GROUP, goodGroup), []);
            assert.match(cloud.failure(LOG_GROUP, { ...goodGroup, ...changes }), failure);
        });
    }

    it("encrypts a log group with a key only if the key's policy lets the service", async () => {
        const service = { Service: `logs.${REGION}.amazonaws.com` };
        const actions = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:Describe*"];
        const forGroup = (name: string) =>
            policy(OWN, {
                ...allow(service, actions, {
                    ArnLike: {
                        "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:${name}`,
                    },
                }),
            });
        const key = await cloud.create(KEY, { policy: forGroup("/other/*") });
        const inputs = { ...goodGroup, kmsKeyId: key.outputs.arn };
        await assert.rejects(
            cloud.create(LOG_GROUP, inputs),
            /InvalidParameterException: kmsKeyId: the policy of .* does not let logs.eu-west-1/,
        );
        await cloud.update(key, { policy: forGroup("/aws/rds/*") });
        const group = await cloud.create(LOG_GROUP, inputs);
        assert.equal(
            group.outputs.arn,
            `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:/aws/rds/cluster/pii/postgresql`,
        );
    });

    it("does not delete a protected log group", async () => {
        const group = await cloud.create(LOG_GROUP, {
            ...goodGroup,
            deletionProtectionEnabled: true,
        });
        await assert.rejects(cloud.delete(group), /ValidationException: .* is protected/);
        await cloud.delete(await cloud.update(group, { deletionProtectionEnabled: false }));
        assert.equal(cloud.account.get(LOG_GROUP, group.id), undefined);
    });
});
