import assert from "node:assert/strict";
import { blockPublicAccessMistakes } from "../../infra/network/block-public-access";
import { closeDefaults } from "../../infra/network/closed-defaults";
import {
    encryptionControl,
    encryptionControlMistakes,
    encryptsInTransit,
} from "../../infra/network/encryption-control";
import { mockEngine, registrations } from "./mocks";

describe("closed defaults", () => {
    before(mockEngine);

    it("empty the group, the network ACL and the route table that came with the VPC", async () => {
        const all = await registrations(() => {
            closeDefaults(
                "net",
                { vpcId: "vpc-1", defaultNetworkAclId: "acl-1", defaultRouteTableId: "rtb-1" },
                {},
            );
        });
        const tags = { Name: "net-default-closed" };
        assert.deepEqual(
            new Map(all.map(({ type, name, inputs }) => [`${type} ${name}`, inputs])),
            new Map<string, unknown>([
                [
                    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup net",
                    { vpcId: "vpc-1", ingress: [], egress: [], tags },
                ],
                [
                    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl net",
                    { defaultNetworkAclId: "acl-1", ingress: [], egress: [], tags },
                ],
                [
                    "aws:ec2/defaultRouteTable:DefaultRouteTable net",
                    { defaultRouteTableId: "rtb-1", routes: [], tags },
                ],
            ]),
        );
    });
});

describe("VPC block public access", () => {
    const block = (mode: "ingress" | "bidirectional", ipv4: boolean, ipv6: boolean) =>
        blockPublicAccessMistakes(mode, { ipv4, ipv6 });

    it("of ingress goes with every way out", () => {
        assert.deepEqual(block("ingress", true, true), []);
    });

    it("in both directions goes with no way out, and says which there is", () => {
        assert.deepEqual(block("bidirectional", false, false), []);
        const mistake = (by: string) => ({
            where: "accountWideBlockPublicAccess",
            got: "bidirectional",
            advice: `must be ingress where there is a way out, by ${by}: in both directions nothing would get through it`,
        });
        assert.deepEqual(block("bidirectional", true, false), [mistake("nat")]);
        assert.deepEqual(block("bidirectional", false, true), [mistake("ipv6Egress")]);
        assert.deepEqual(block("bidirectional", true, true), [mistake("nat and ipv6Egress")]);
    });
});

describe("VPC encryption control", () => {
    it("only watches, with no exclusions, in monitor mode", () => {
        assert.deepEqual(encryptionControl("monitor"), { mode: "monitor" });
    });

    it("excludes every way out when it enforces, those still to come included", () => {
        assert.deepEqual(encryptionControl("enforce"), {
            mode: "enforce",
            internetGatewayExclusion: "enable",
            natGatewayExclusion: "enable",
            egressOnlyInternetGatewayExclusion: "enable",
        });
    });

    for (const type of [
        "c7g.medium",
        "m7i-flex.large",
        "c6gn.large",
        "m5n.large",
        "r5dn.large",
        "m6in.large",
        "db.r6i.large",
        "db.r7g.2xlarge",
        "db.r8g.large",
        "dax.r7i.large",
    ]) {
        it(`takes ${type}`, () => {
            assert.equal(encryptsInTransit(type), true);
        });
    }

    for (const type of [
        "t4g.nano",
        "t3.micro",
        "m5.large",
        "c6g.medium",
        "db.t4g.medium",
        "db.r5.large",
        "db.r6g.large",
        "db.serverless",
        "dax.t3.small",
        "dax.r5.large",
        "r7g",
        "",
    ]) {
        it(`does not take "${type}"`, () => {
            assert.equal(encryptsInTransit(type), false);
        });
    }

    it("names every machine that cannot be where encryption is enforced", () => {
        const machines = {
            "aurora.instanceClass": "db.t4g.medium",
            "dynamodb.daxNodeType": "dax.r7i.large",
            "network.wayIn": "t4g.nano",
        };
        const advice =
            "must be of a family that encrypts in transit where encryption is enforced, such as c7g, r6i or r7g; or only monitor it";
        assert.deepEqual(encryptionControlMistakes("enforce", machines), [
            { where: "aurora.instanceClass", got: "db.t4g.medium", advice },
            { where: "network.wayIn", got: "t4g.nano", advice },
        ]);
        assert.deepEqual(encryptionControlMistakes("monitor", machines), []);
    });
});
