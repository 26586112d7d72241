import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { awsCatalogue } from "../../sandbox/aws/catalogue";
import type { Model } from "../../sandbox/cloud/model";
import { Cloud } from "../support/cloud";

/** What the SDK's class for a resource type takes, needs and gives. */
function sdkClass({ type }: Model) {
    const [, file = ""] = /^aws:(.*):/.exec(type) ?? [];
    const source = readFileSync(require.resolve(`@pulumi/aws/${file}.js`), "utf8");
    const names = (pattern: RegExp) => [...source.matchAll(pattern)].map(([, name]) => name);
    return {
        type: names(/__pulumiType = '(.*)'/g)[0],
        inputs: names(/resourceInputs\["\w+"\] = .*args\?\.(\w+)/g),
        outputs: names(/resourceInputs\["(\w+)"\]/g),
        required: names(/args\?\.(\w+) === undefined/g),
    };
}

describe("sandbox: the catalogue of AWS", () => {
    it("has each type once", () => {
        const types = awsCatalogue.models.map(({ type }) => type);
        assert.equal(new Set(types).size, types.length);
    });

    for (const model of awsCatalogue.models) {
        it(`has the inputs and outputs of the SDK for ${model.type}`, () => {
            const sdk = sdkClass(model);
            const fields = Object.keys(model.fields);
            assert.equal(sdk.type, model.type);
            assert.deepEqual(
                fields.filter((name) => !sdk.inputs.includes(name)),
                [],
                "no such inputs",
            );
            assert.deepEqual(
                Object.keys(model.outputs ?? {}).filter((name) => !sdk.outputs.includes(name)),
                [],
                "no such outputs",
            );
            assert.deepEqual(
                sdk.required.filter((name = "") => model.fields[name]?.required !== true),
                [],
                "required by the SDK",
            );
            const takesTags = model.untaggable !== true || model.fields.tags !== undefined;
            assert.equal(sdk.inputs.includes("tags"), takesTags, "takes tags");
        });
    }

    describe("data sources", () => {
        let cloud: Cloud;
        before(() => {
            cloud = new Cloud();
        });
        after(() => {
            cloud.dispose();
        });
        const ask = (name: string, args = {}) =>
            cloud.provider.invoke(`aws:index/${name}:${name}`, args);

        it("name the account", async () => {
            const { accountId, arn } = await ask("getCallerIdentity");
            assert.equal(accountId, "123456789012");
            assert.equal(arn, "arn:aws:iam::123456789012:user/sandbox");
        });

        it("name the region of the provider, or the one that is asked for", async () => {
            assert.equal((await ask("getRegion")).region, "eu-west-1");
            assert.deepEqual((await ask("getDefaultTags")).tags, {});
            assert.equal((await ask("getRegion", { region: "us-east-1" })).region, "us-east-1");
        });

        it("name the partition of the region", async () => {
            assert.deepEqual(await ask("getPartition", { region: "cn-north-1" }), {
                id: "aws-cn",
                partition: "aws-cn",
                dnsSuffix: "amazonaws.com.cn",
                reverseDnsPrefix: "cn.com.amazonaws",
            });
        });
    });
});
