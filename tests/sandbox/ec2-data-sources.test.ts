import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, furnished } from "../support/cloud";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";

describe("sandbox: EC2, what is asked of security groups", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });
    const groups = async (args: Props) =>
        cloud.provider.invoke("aws:ec2/getSecurityGroups:getSecurityGroups", args);

    it("lists those of a name, in the region that is asked", async () => {
        const { vpcId } = await furnished(cloud, "rds.amazonaws.com");
        const description = "of a test";
        const made = await cloud.create(GROUP, { name: "one", vpcId, description });
        await cloud.create(GROUP, { name: "other", vpcId, description });
        const filters = [{ name: "group-name", values: ["one"] }];
        const { ids, vpcIds } = await groups({ filters });
        assert.deepEqual([ids, vpcIds], [[made.id], [vpcId]]);
        assert.deepEqual((await groups({ filters, region: "eu-central-1" })).ids, []);
    });

    it("knows no other filter", async () => {
        await assert.rejects(groups({ filters: [{ name: "names", values: ["one"] }] }), {
            message: "InvalidParameterValue: The filter 'names' is invalid",
        });
    });
});
