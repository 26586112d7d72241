import assert from "node:assert/strict";
import type { Acl } from "../../infra/network/acl-entries";
import { NetworkAcls, type NetworkAclsArgs } from "../../infra/network/network-acls";
import { mockEngine, registrations } from "./mocks";

const CLOSED: Acl = { ingress: [], egress: [] };

const ARGS: NetworkAclsArgs = {
    vpcId: "vpc-1",
    acls: {
        private: {
            ingress: [
                { cidr: "10.16.0.0/18", fromPort: 443, toPort: 443 },
                { cidr: "::/0", fromPort: 3390, toPort: 65535 },
                { cidr: "0.0.0.0/0", icmp: "packet-too-big" },
                { cidr: "::/0", icmp: "packet-too-big" },
            ],
            egress: [{ cidr: "10.16.64.0/18", fromPort: 5432, toPort: 5432 }],
        },
        isolated: CLOSED,
        public: CLOSED,
    },
    subnetIds: { private: ["subnet-private-a"], isolated: ["subnet-isolated-a"] },
};

const acls = async (args: NetworkAclsArgs) => {
    const all = await registrations(() => new NetworkAcls("pii-dev", args));
    const made = all.filter(({ type }) => type === "aws:ec2/networkAcl:NetworkAcl");
    return Object.fromEntries(made.map(({ name, inputs }) => [name, inputs]));
};

describe("NetworkAcls", () => {
    before(mockEngine);

    it("makes one ACL per tier that there is, on its subnets", async () => {
        const made = async (subnetIds: NetworkAclsArgs["subnetIds"]) =>
            Object.fromEntries(
                Object.entries(await acls({ ...ARGS, subnetIds })).map(([name, inputs]) => [
                    name,
                    [inputs.vpcId, inputs.subnetIds],
                ]),
            );
        const closed = {
            "pii-dev-private": ["vpc-1", ["subnet-private-a"]],
            "pii-dev-isolated": ["vpc-1", ["subnet-isolated-a"]],
        };
        assert.deepEqual(await made(ARGS.subnetIds), closed);
        assert.deepEqual(await made({ ...ARGS.subnetIds, public: ["subnet-public-a"] }), {
            ...closed,
            "pii-dev-public": ["vpc-1", ["subnet-public-a"]],
        });
    });

    it("writes entries as the provider reads them back, and empty lists for none", async () => {
        const made = await acls(ARGS);
        const common = { action: "allow", protocol: "6" };
        assert.deepEqual(made["pii-dev-private"]?.ingress, [
            { ...common, ruleNo: 11547, fromPort: 443, toPort: 443, cidrBlock: "10.16.0.0/18" },
            {
                ...common,
                ruleNo: 16643,
                protocol: "1",
                icmpType: 3,
                icmpCode: 4,
                fromPort: 0,
                toPort: 0,
                cidrBlock: "0.0.0.0/0",
            },
            {
                ...common,
                ruleNo: 28578,
                protocol: "58",
                icmpType: 2,
                icmpCode: 0,
                fromPort: 0,
                toPort: 0,
                ipv6CidrBlock: "::/0",
            },
            { ...common, ruleNo: 31265, fromPort: 3390, toPort: 65535, ipv6CidrBlock: "::/0" },
        ]);
        assert.deepEqual(made["pii-dev-private"].egress, [
            { ...common, ruleNo: 5970, fromPort: 5432, toPort: 5432, cidrBlock: "10.16.64.0/18" },
        ]);
        assert.deepEqual(
            [made["pii-dev-isolated"]?.ingress, made["pii-dev-isolated"]?.egress],
            [[], []],
        );
    });
});
