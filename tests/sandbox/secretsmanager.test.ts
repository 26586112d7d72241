import assert from "node:assert/strict";
import { statSync } from "node:fs";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";

const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";

describe("sandbox: Secrets Manager", () => {
    let cloud: Cloud;

    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const valueOf = (args: Props) =>
        cloud.provider.invoke("aws:secretsmanager/getSecretVersion:getSecretVersion", args);

    it("answers the current and the previous value, by ARN and by name", async () => {
        const { id } = await cloud.create(SECRET, { name: "login/reader" });
        assert.match(
            id,
            /^arn:aws:secretsmanager:eu-west-1:123456789012:secret:login\/reader-[a-z0-9]{6}$/,
        );
        const first = await cloud.create(VERSION, { secretId: id, secretString: "one" }, "one");
        const second = await cloud.create(VERSION, { secretId: id, secretString: "two" }, "two");
        assert.equal(second.id, `${id}|${String(second.outputs.versionId)}`);
        assert.equal((await valueOf({ secretId: id })).secretString, "two");
        const previous = await valueOf({ secretId: "login/reader", versionStage: "AWSPREVIOUS" });
        assert.equal(previous.secretString, "one");
        assert.equal(previous.versionId, first.outputs.versionId);
    });

    it("keeps values where only their owner can read them", async () => {
        const { id } = await cloud.create(SECRET, { name: "login/reader" });
        await cloud.create(VERSION, { secretId: id, secretString: "one" });
        assert.equal(statSync(cloud.file).mode & 0o777, 0o600);
    });

    it("says that there is no such secret, or no value", async () => {
        assert.throws(() => valueOf({ secretId: "no" }), /can't find the secret no/);
        const { id } = await cloud.create(SECRET, { name: "login/reader" });
        assert.throws(() => valueOf({ secretId: id }), /can't find the value of .*: AWSCURRENT/);
    });

    it("keeps the name of a deleted secret until its recovery window is over", async () => {
        const made = await cloud.create(SECRET, { name: "login", recoveryWindowInDays: 7 });
        await assert.rejects(cloud.create(SECRET, { name: "login" }), /already exists/);
        await cloud.delete(made);
        await assert.rejects(
            cloud.create(SECRET, { name: "login" }),
            /a secret with this name \(login\) is already scheduled for deletion/,
        );
        const other = await cloud.create(SECRET, { name: "other", recoveryWindowInDays: 0 });
        await cloud.delete(other);
        await cloud.create(SECRET, { name: "other" });
    });

    it("forgets the values of a deleted secret", async () => {
        const made = await cloud.create(SECRET, { name: "login" });
        await cloud.create(VERSION, { secretId: made.id, secretString: "a-secret-word" });
        await cloud.delete(made);
        assert.ok(
            !JSON.stringify(cloud.account.all("sandbox:secretsmanager/value")).includes("word"),
        );
    });

    const secretId = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-b";
    const refused: [what: string, type: string, inputs: Props, failure: RegExp][] = [
        ["a name with a space", SECRET, { name: "a b" }, /^name: must be 1 to 512/],
        [
            "a name that ends as an ARN does",
            SECRET,
            { name: "login-abc123" },
            /^name: must not end/,
        ],
        [
            "a recovery window of 6 days",
            SECRET,
            { recoveryWindowInDays: 6 },
            /^recoveryWindowInDays: must be from 7 to 30/,
        ],
        ["a policy that is no JSON", SECRET, { policy: "{" }, /^policy: must be JSON/],
        [
            "a version without a value",
            VERSION,
            { secretId },
            /give exactly one of secretString, secretBinary/,
        ],
        [
            "a value of more than 64 KB",
            VERSION,
            { secretId, secretString: "x".repeat(65537) },
            /^secretString: must have at most 65536 bytes$/,
        ],
    ];
    for (const [what, type, inputs, failure] of refused) {
        it(`refuses ${what} at preview`, () => {
            assert.match(cloud.failure(type, inputs), failure);
        });
    }

    it("replaces a secret for its name and a version for its value", async () => {
        const secret = await cloud.create(SECRET, { name: "login" });
        assert.deepEqual(cloud.diff(secret, { name: "other" }).replaces, ["name"]);
        assert.deepEqual(cloud.diff(secret, { description: "a" }).replaces, []);
        const version = await cloud.create(VERSION, { secretId: secret.id, secretString: "one" });
        assert.deepEqual(cloud.diff(version, { secretString: "two" }).replaces, ["secretString"]);
    });

    it("needs a key and a secret that exist", async () => {
        await assert.rejects(
            cloud.create(SECRET, { kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/no" }),
            /kmsKeyId: the key .* does not exist/,
        );
        await assert.rejects(
            cloud.create(VERSION, { secretId, secretString: "one" }),
            /can't find the secret/,
        );
    });

    it("refuses a public policy when told to block those", async () => {
        const { id } = await cloud.create(SECRET, { name: "login" });
        const statement = {
            Effect: "Allow",
            Principal: "*",
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
        };
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        await assert.rejects(
            cloud.create(POLICY, { secretArn: id, policy, blockPublicPolicy: true }),
            /PublicPolicyException/,
        );
        await cloud.create(POLICY, { secretArn: id, policy });
    });
});
