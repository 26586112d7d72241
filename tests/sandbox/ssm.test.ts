import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";

const PARAMETER = "aws:ssm/parameter:Parameter";

describe("sandbox: SSM parameters", () => {
    let cloud: Cloud;
    const good: Props = { name: "/pii/dev/endpoint", type: "String", value: "a.example" };

    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("counts the versions of the value", async () => {
        const made = await cloud.create(PARAMETER, good);
        assert.equal(
            made.outputs.arn,
            "arn:aws:ssm:eu-west-1:123456789012:parameter/pii/dev/endpoint",
        );
        assert.equal(made.outputs.version, 1);
        const described = await cloud.update(made, { description: "where" });
        assert.equal(described.outputs.version, 1);
        assert.equal((await cloud.update(described, { value: "b" })).outputs.version, 2);
    });

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "levels without a slash before them": [{ name: "pii/dev" }, /^name: must start with "\/"/],
        "a name of AWS's": [{ name: "/aws/pii" }, /^name: must not start with "aws" or "ssm"/],
        "a space in the name": [{ name: "a b" }, /^name: must be 1 to 1011/],
        "16 levels": [{ name: "/a".repeat(16) }, /^name: must have at most 15 levels/],
        "another type": [
            { type: "Number" },
            /^type: must be one of String, StringList, SecureString/,
        ],
        "no value": [{ value: undefined }, /give exactly one of value, insecureValue, valueWo/],
        "a value in braces": [{ value: "{{ssm:a}}" }, /^value: must not contain \{\{ \}\}$/],
        "an insecure secret": [
            { value: undefined, type: "SecureString", insecureValue: "a" },
            /^insecureValue: cannot be given/,
        ],
        "a key for plain text": [{ keyId: "alias/a" }, /^keyId: needs type "SecureString"/],
        "5 KB in the standard tier": [
            { value: "x".repeat(4097) },
            /^value: must have at most 4096 bytes/,
        ],
        "a value that its pattern forbids": [
            { allowedPattern: "^\\d+$" },
            /^value: does not match/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(PARAMETER, good), []);
            assert.match(cloud.failure(PARAMETER, { ...good, ...changes }), failure);
        });
    }

    it("replaces a parameter for its name, its data type, and the end of its advanced tier", async () => {
        const made = await cloud.create(PARAMETER, good);
        assert.deepEqual(cloud.diff(made, { name: "/pii/other" }).replaces, ["name"]);
        assert.deepEqual(cloud.diff(made, { dataType: "aws:ec2:image" }).replaces, ["dataType"]);
        assert.deepEqual(cloud.diff(made, { value: "b", tier: "Advanced" }).replaces, []);
        const advanced = await cloud.create(PARAMETER, { ...good, name: "/b", tier: "Advanced" });
        assert.deepEqual(cloud.diff(advanced, { tier: "Standard" }).replaces, ["tier"]);
    });

    it("takes a write-only value with its version, which makes a new one", async () => {
        const secret = { name: "/a", type: "SecureString", valueWo: "a", valueWoVersion: 1 };
        const made = await cloud.create(PARAMETER, secret);
        assert.equal(made.outputs.hasValueWo, true);
        assert.equal(made.outputs.value, undefined);
        assert.equal((await cloud.update(made, { valueWo: "b" })).outputs.version, 1);
        const changes = { valueWo: "b", valueWoVersion: 2 };
        assert.equal((await cloud.update(made, changes)).outputs.version, 2);
        const { valueWoVersion, ...without } = secret;
        assert.equal(valueWoVersion, 1);
        assert.match(
            cloud.failure(PARAMETER, without),
            /^valueWoVersion: must be given with valueWo/,
        );
    });

    it("changes no type, and nothing that must not be overwritten", async () => {
        const made = await cloud.create(PARAMETER, good);
        await assert.rejects(
            cloud.update(made, { type: "SecureString" }),
            /HierarchyTypeMismatchException: type: .* \(String to SecureString\)/,
        );
        await assert.rejects(
            cloud.update(made, { value: "b", overwrite: false }),
            /ParameterAlreadyExists/,
        );
    });

    it("needs a key that exists, by its ARN, its id or an alias", async () => {
        const secure = { name: "/a", type: "SecureString", value: "a" };
        const { id } = await cloud.create("aws:kms/key:Key", {});
        await cloud.create("aws:kms/alias:Alias", { name: "alias/pii", targetKeyId: id });
        for (const [i, keyId] of [id, "alias/pii", "alias/aws/ssm"].entries()) {
            await cloud.create(PARAMETER, { ...secure, name: `/a${i}`, keyId });
        }
        await assert.rejects(
            cloud.create(PARAMETER, { ...secure, keyId: "alias/no" }),
            /InvalidKeyId: keyId: the key alias\/no does not exist/,
        );
    });
});
