import assert from "node:assert/strict";
import { ACCOUNT_ID, Cloud } from "../support/cloud";
import { GATEWAY, NAT, SUBNET, VPC } from "./ec2-harness";

const BLOCK = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions";
const CONTROL = "aws:ec2/vpcEncryptionControl:VpcEncryptionControl";
const EGRESS_ONLY = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway";

describe("sandbox: block public access", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("is one for each account and region", async () => {
        const inputs = { internetGatewayBlockMode: "block-ingress" };
        const made = await cloud.create(BLOCK, inputs);
        assert.deepEqual(
            [made.id, made.outputs.awsAccountId, made.outputs.awsRegion],
            ["eu-west-1", ACCOUNT_ID, "eu-west-1"],
        );
        await assert.rejects(cloud.create(BLOCK, inputs, "second"), /AlreadyExists/);
        await cloud.create(BLOCK, { ...inputs, region: "us-east-1" }, "elsewhere");
        const changed = { internetGatewayBlockMode: "block-bidirectional" };
        assert.deepEqual(cloud.diff(made, changed).replaces, []);
        await cloud.delete(made);
        await cloud.create(BLOCK, inputs, "second");
    });

    it("has three modes", () => {
        assert.equal(
            cloud.failure(BLOCK, { internetGatewayBlockMode: "on" }),
            "internetGatewayBlockMode: must be one of off, block-ingress, block-bidirectional, " +
                "got on",
        );
    });
});

describe("sandbox: VPC encryption control", () => {
    let cloud: Cloud;
    let vpcId: string;
    beforeEach(async () => {
        cloud = new Cloud();
        ({ id: vpcId } = await cloud.create(VPC, { cidrBlock: "10.0.0.0/16" }));
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("enforces at once in a VPC that nothing leaves", async () => {
        const { id, outputs } = await cloud.create(CONTROL, { vpcId, mode: "enforce" });
        assert.match(id, /^vpcec-/);
        assert.equal(outputs.state, "available");
        const { natGateway } = outputs.resourceExclusions as Record<string, unknown>;
        assert.deepEqual(natGateway, { state: "disabled", stateMessage: "succeeded" });
    });

    it("is one for each VPC", async () => {
        await cloud.create(CONTROL, { vpcId, mode: "monitor" });
        await assert.rejects(
            cloud.create(CONTROL, { vpcId, mode: "monitor" }, "second"),
            /VpcEncryptionControlAlreadyExists/,
        );
    });

    it("takes exclusions for mode enforce only, of two values", () => {
        const inputs = { vpcId, mode: "enforce", natGatewayExclusion: "enable" };
        assert.deepEqual(cloud.failures(CONTROL, inputs), []);
        assert.equal(
            cloud.failure(CONTROL, { ...inputs, mode: "monitor" }),
            'natGatewayExclusion: can be "enable" with mode "enforce" only',
        );
        assert.equal(
            cloud.failure(CONTROL, { ...inputs, natGatewayExclusion: "yes" }),
            "natGatewayExclusion: must be one of enable, disable, got yes",
        );
        assert.equal(
            cloud.failure(CONTROL, { vpcId, mode: "off" }),
            "mode: must be one of monitor, enforce, got off",
        );
    });

    it("does not enforce beside what carries cleartext, unless that is excluded", async () => {
        const igw = await cloud.create(GATEWAY, { vpcId });
        const subnet = await cloud.create(SUBNET, { vpcId, cidrBlock: "10.0.0.0/24" });
        const nat = await cloud.create(NAT, { subnetId: subnet.id, connectivityType: "private" });
        const way = await cloud.create(EGRESS_ONLY, { vpcId });
        const made = await cloud.create(CONTROL, { vpcId, mode: "monitor" });
        assert.equal(made.outputs.resourceExclusions, undefined);
        const exclusions = {
            internetGatewayExclusion: "enable",
            natGatewayExclusion: "enable",
            egressOnlyInternetGatewayExclusion: "enable",
        };
        const names: readonly (readonly [id: string, name: keyof typeof exclusions])[] = [
            [igw.id, "internetGatewayExclusion"],
            [nat.id, "natGatewayExclusion"],
            [way.id, "egressOnlyInternetGatewayExclusion"],
        ];
        for (const [id, name] of names) {
            await assert.rejects(
                cloud.update(made, { mode: "enforce", ...exclusions, [name]: "disable" }),
                new RegExp(`cannot enforce encryption while it has ${id} \\(${name}\\)`),
            );
        }
        await cloud.update(made, { mode: "enforce", ...exclusions });
    });

    it("keeps out what carries cleartext while it enforces", async () => {
        const subnet = await cloud.create(SUBNET, { vpcId, cidrBlock: "10.0.0.0/24" });
        const made = await cloud.create(CONTROL, { vpcId, mode: "enforce" });
        const nat = { subnetId: subnet.id, connectivityType: "private" };
        const error = (name: string) => new RegExp(`set ${name} of ${made.id} to "enable" first`);
        await assert.rejects(cloud.create(GATEWAY, { vpcId }), error("internetGatewayExclusion"));
        await assert.rejects(cloud.create(NAT, nat), error("natGatewayExclusion"));
        await assert.rejects(
            cloud.create(EGRESS_ONLY, { vpcId }),
            error("egressOnlyInternetGatewayExclusion"),
        );
        await cloud.update(made, { natGatewayExclusion: "enable" });
        await cloud.create(NAT, nat);
    });
});
