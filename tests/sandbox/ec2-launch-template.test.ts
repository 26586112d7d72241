import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { UNKNOWN } from "../../sandbox/provider/unknown";
import { ACCOUNT_ID, Cloud, furnished } from "../support/cloud";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const IMAGE = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

describe("sandbox: launch templates", () => {
    let cloud: Cloud;
    let good: Props;
    let keyArn: string;

    beforeEach(async () => {
        cloud = new Cloud();
        const around = await furnished(cloud, "ec2.amazonaws.com");
        ({ keyArn } = around);
        const role = cloud.account.find("aws:iam/role:Role", "arn", around.roleArn);
        const profile = await cloud.create("aws:iam/instanceProfile:InstanceProfile", {
            role: role?.outputs.name,
        });
        good = {
            imageId: IMAGE,
            instanceType: "t4g.nano",
            iamInstanceProfile: { arn: profile.outputs.arn },
            networkInterfaces: [
                {
                    deviceIndex: 0,
                    associatePublicIpAddress: "false",
                    securityGroups: [around.securityGroupId],
                },
            ],
            metadataOptions: {
                httpEndpoint: "enabled",
                httpTokens: "required",
                httpPutResponseHopLimit: 1,
            },
            blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: disk({}) }],
        };
    });
    afterEach(() => {
        cloud.dispose();
    });

    const disk = (changes: Props): Props => ({
        encrypted: "true",
        volumeType: "gp3",
        volumeSize: 8,
        deleteOnTermination: "true",
        ...changes,
    });
    const withDisk = (changes: Props) => ({
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: disk(changes) }],
    });

    it("are named after themselves, and begin with version 1", async () => {
        const { id, outputs } = await cloud.create(TEMPLATE, good, "way-in");
        assert.match(id, /^lt-0[0-9a-f]{16}$/);
        assert.match(outputs.name as string, /^way-in-[0-9a-f]{7}$/);
        assert.equal(outputs.arn, `arn:aws:ec2:eu-west-1:${ACCOUNT_ID}:launch-template/${id}`);
        assert.deepEqual([outputs.latestVersion, outputs.defaultVersion], [1, 1]);
    });

    it("make a version of every change of what is launched, and of nothing else", async () => {
        const made = await cloud.create(TEMPLATE, good);
        const tagged = await cloud.update(made, { tags: { a: "b" }, description: "c" });
        assert.equal(tagged.outputs.latestVersion, 1);
        const changed = await cloud.update(tagged, { instanceType: "t4g.micro" });
        assert.deepEqual([changed.outputs.latestVersion, changed.outputs.defaultVersion], [2, 1]);
        const latest = await cloud.update(changed, {
            updateDefaultVersion: true,
            monitoring: { enabled: true },
        });
        assert.deepEqual([latest.outputs.latestVersion, latest.outputs.defaultVersion], [3, 3]);
        assert.deepEqual(cloud.diff(latest, { instanceType: "t4g.nano" }).replaces, []);
        assert.deepEqual(cloud.diff(latest, { name: "other" }).replaces, ["name"]);
    });

    it("do not tell the next version at preview", async () => {
        const { id, type, urn, inputs, outputs } = await cloud.create(TEMPLATE, good);
        const preview = (changes: Props) =>
            cloud.provider.update({
                ...{ id, type, urn, olds: outputs, oldInputs: inputs, preview: true },
                news: { ...inputs, ...changes },
            });
        assert.equal((await preview({ imageId: "ami-12345678" })).latestVersion, UNKNOWN);
        assert.equal((await preview({ tags: { a: "b" } })).latestVersion, 1);
    });

    it("have only versions that there are as their default", async () => {
        await assert.rejects(
            cloud.create(TEMPLATE, { ...good, defaultVersion: 2 }),
            /has no version 2/,
        );
    });

    it("want a profile, groups and keys that there are", async () => {
        const profile = { iamInstanceProfile: { name: "none" } };
        await assert.rejects(cloud.create(TEMPLATE, { ...good, ...profile }), /NotFound: iamInst/);
        const group = { networkInterfaces: [{ deviceIndex: 0, securityGroups: ["sg-0"] }] };
        await assert.rejects(
            cloud.create(TEMPLATE, { ...good, ...group }),
            /"sg-0" does not exist/,
        );
        const key = withDisk({ kmsKeyId: keyArn.replace(/.$/, "x") });
        await assert.rejects(cloud.create(TEMPLATE, { ...good, ...key }), /InvalidKmsKey.NotFound/);
        await cloud.create(TEMPLATE, { ...good, ...withDisk({ kmsKeyId: keyArn }) });
    });

    const refused: readonly [what: string, changes: Props, failure: RegExp][] = [
        ["a name for an image", { imageId: "al2023" }, /^imageId: must be the id of an image/],
        ["a type of no family", { instanceType: "nano" }, /^instanceType: must be such as t4g/],
        [
            "a profile by ARN and name",
            { iamInstanceProfile: { arn: "arn:aws:iam::1:x", name: "x" } },
            /^iamInstanceProfile.arn: cannot be given with name/,
        ],
        [
            "a third kind of token",
            { metadataOptions: { httpTokens: "always" } },
            /^metadataOptions.httpTokens: must be one of optional, required/,
        ],
        [
            "65 hops",
            { metadataOptions: { httpPutResponseHopLimit: 65 } },
            /^metadataOptions.httpPutResponseHopLimit: must be from 1 to 64/,
        ],
        [
            "groups beside interfaces",
            { vpcSecurityGroupIds: ["sg-1"] },
            /^vpcSecurityGroupIds: cannot be given with networkInterfaces/,
        ],
        [
            "an interface without place",
            { networkInterfaces: [{ associatePublicIpAddress: "false" }] },
            /^networkInterfaces\[0\].deviceIndex: is required/,
        ],
        ["a boolean", withDisk({ encrypted: true }), /ebs.encrypted: must be of type string/],
        [
            "a key without encryption",
            withDisk({ encrypted: "false", kmsKeyId: "alias/a" }),
            /ebs.encrypted: must be "true" with kmsKeyId/,
        ],
        ["a disk of no type", withDisk({ volumeType: "ssd" }), /ebs.volumeType: must be one of/],
        [
            "a throughput without gp3",
            withDisk({ volumeType: "gp2", throughput: 125 }),
            /ebs.throughput: can be given with volumeType gp3 only/,
        ],
        [
            "IOPS of a disk without them",
            withDisk({ volumeType: "gp2", iops: 3000 }),
            /ebs.iops: can be given with volumeType io1/,
        ],
        ["user data in clear", { userData: "#!/bin/sh" }, /^userData: must be base64/],
        [
            "two default versions",
            { defaultVersion: 1, updateDefaultVersion: true },
            /^updateDefaultVersion: cannot be given with defaultVersion/,
        ],
        [
            "tags of what is not launched",
            { tagSpecifications: [{ resourceType: "vpc" }] },
            /^tagSpecifications\[0\].resourceType: must be one of instance/,
        ],
    ];
    for (const [what, changes, failure] of refused) {
        it(`refuse at preview: ${what}`, () => {
            assert.deepEqual(cloud.failures(TEMPLATE, good), []);
            assert.match(cloud.failure(TEMPLATE, { ...good, ...changes }), failure);
        });
    }
});
