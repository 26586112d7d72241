import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CONTROL_POLICIES } from "../../infra/organization/control-policies";
import type { Props } from "../../sandbox/provider/provider";
import type { OrganizationConfig } from "../../stacks/organization/config";
import { organization } from "../../stacks/organization/program";
import { Cloud } from "../support/cloud";

const CONFIG: OrganizationConfig = {
    stack: "organization",
    organizationId: "o-a1b2c3d4e5",
    targets: ["ou-a1b2-c3d4e5f6", "111111111111"],
    residency: ["eu-west-1"],
    deployRoles: ["pii-deploy"],
    breakGlassRoles: ["pii-break-glass"],
    backupRoles: ["pii-backup"],
    remedyRoles: ["rules-remedy-???????"],
    iamUsers: "deny",
    trustedAccounts: [],
    policies: CONTROL_POLICIES,
    deletionProtection: true,
};

describe("the program of the organization", () => {
    let cloud: Cloud;
    let made: string[];

    beforeEach(async () => {
        cloud = new Cloud();
        made = [];
        await pulumi.runtime.setMocks(
            {
                call: ({ token, inputs }) => cloud.provider.invoke(token, inputs as Props),
                newResource: async ({ type, name, inputs }) => {
                    if (type.startsWith("pii:")) {
                        return { id: name, state: {} };
                    }
                    const { id, outputs } = await cloud.create(type, inputs as Props, name);
                    made.push(name);
                    return { id, state: outputs };
                },
            },
            "pii-organization",
            "organization",
            false,
        );
    });
    afterEach(() => {
        cloud.dispose();
    });

    it("makes in the sandbox's organization all that AWS takes there", async () => {
        const { policyIds } = await organization(CONFIG);
        const ids = await new Promise<Record<string, string>>((resolve) => {
            policyIds.apply(resolve);
        });
        assert.deepEqual(Object.keys(ids), CONTROL_POLICIES);
        // In the SDK, but missing from its types.
        const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
        await waitForRPCs();
        assert.deepEqual(
            made.sort(),
            CONTROL_POLICIES.flatMap((name) =>
                ["", ...CONFIG.targets.map((target) => `-${target}`)].map(
                    (end) => `pii-organization-${name}${end}`,
                ),
            ).sort(),
        );
    });

    it("makes nothing where AWS would refuse a part of it", async () => {
        await assert.rejects(
            organization({
                ...CONFIG,
                organizationId: "o-0000000000",
                targets: ["123456789012", "r-zzzz"],
            }),
            (error: Error) => {
                assert.deepEqual(error.message.split("\n"), [
                    '3 mistakes in the configuration of stack "organization" (Pulumi.organization.yaml):',
                    '  pii:organization.id is "o-0000000000"; must be the organization of these credentials, which is o-a1b2c3d4e5',
                    '  pii:organization.targets[0] is "123456789012"; is the management account, which no such policy ever binds; leave it out',
                    '  pii:organization.targets[1] is "r-zzzz"; must be the root of this organization, which is r-a1b2',
                ]);
                return true;
            },
        );
        assert.deepEqual(made, []);
    });
});
