import assert from "node:assert/strict";
import { documentOf, sizeMistakes } from "../../infra/organization/control-policy";
import { controlPolicies, CONTROL_POLICIES } from "../../infra/organization/control-policies";
import { organizationMistakes } from "../../infra/organization/organization-mistakes";
import { OrganizationPolicies } from "../../infra/organization/organization-policies";
import { mockEngine, registrations } from "./mocks";

const ARGS = {
    organizationId: "o-a1b2c3d4e5",
    trustedAccounts: [],
    residency: ["eu-west-1"],
    deployRoles: ["pii-deploy"],
    breakGlassRoles: ["pii-break-glass"],
    backupRoles: ["pii-backup"],
    remedyRoles: ["rules-remedy-???????"],
    iamUsers: "deny" as const,
};
const POLICIES = controlPolicies(CONTROL_POLICIES, ARGS);

describe("OrganizationPolicies", () => {
    before(mockEngine);

    it("makes every policy and attaches it to every target", async () => {
        const policies = controlPolicies(["audit", "tls"], ARGS);
        const targetIds = ["r-a1b2", "111111111111"];
        const made = await registrations(
            () => new OrganizationPolicies("pii-org", { policies, targetIds, protect: true }),
        );
        const of = (type: string) => made.filter((each) => each.type === type);
        assert.deepEqual(
            of("aws:organizations/policy:Policy").map(({ inputs }) => inputs),
            policies.map((policy) => ({
                name: `pii-org-${policy.name}`,
                description: policy.description,
                type: policy.name === "tls" ? "RESOURCE_CONTROL_POLICY" : "SERVICE_CONTROL_POLICY",
                content: documentOf(policy),
            })),
        );
        const attachments = of("aws:organizations/policyAttachment:PolicyAttachment");
        assert.deepEqual(
            attachments.map(({ name, inputs }) => [name, inputs]).sort(),
            ["audit", "tls"]
                .flatMap((policy) =>
                    targetIds.map((targetId) => [
                        `pii-org-${policy}-${targetId}`,
                        { policyId: `pii-org-${policy}-id`, targetId },
                    ]),
                )
                .sort(),
        );
    });
});

describe("a document of the organization", () => {
    it("names everybody where it is about resources, and nobody where it is about principals", () => {
        for (const policy of POLICIES) {
            const { Statement } = JSON.parse(documentOf(policy)) as { Statement: object[] };
            for (const statement of Statement) {
                const principal = (statement as { Principal?: string }).Principal;
                assert.equal(principal, policy.kind === "resource" ? "*" : undefined);
            }
        }
    });

    it("that is too long says so, and by what", () => {
        const deployRoles = Array.from({ length: 60 }, (_, n) => `pii-deploy-of-team-${n}`);
        const long = controlPolicies(["data-loss", "tls"], { ...ARGS, deployRoles });
        const [mistake, ...others] = sizeMistakes(long, { deployRoles, residency: ["eu-west-1"] });
        assert.deepEqual(others, []);
        assert.ok(long[0]);
        // Seven statements name them, each in quotes and with the rest of an ARN.
        const each = deployRoles.map((role) => `"arn:*:iam::*:role/${role}"`.length + 1);
        const taken = 7 * each.reduce((sum, length) => sum + length, 0) - deployRoles.length;
        assert.deepEqual(mistake, {
            where: "policies.data-loss",
            got: `${documentOf(long[0]).length} characters`,
            advice:
                `must have at most 5120, and takes much of it by deployRoles (60, in all ${taken} ` +
                'characters); shorten them, or put one pattern with "*" in the place of several',
        });
    });
});

describe("mistakes about an organization", () => {
    const ROOT = {
        id: "r-a1b2",
        policyTypes: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"].map((type) => ({
            type,
            status: "ENABLED",
        })),
    };
    const found = {
        id: "o-a1b2c3d4e5",
        masterAccountId: "444444444444",
        roots: [ROOT],
        accounts: [{ id: "444444444444" }, { id: "111111111111" }],
    };
    const wanted = {
        organizationId: "o-a1b2c3d4e5",
        targets: ["r-a1b2", "ou-a1b2-c3d4e5f6", "111111111111"],
    };
    const mistakes = (changes: object, wants: object = {}) =>
        organizationMistakes({ ...found, ...changes }, { ...wanted, ...wants }, POLICIES).map(
            ({ where, advice }) => `${where}: ${advice}`,
        );

    it("are none where all of it is there", () => {
        assert.deepEqual(mistakes({}), []);
    });

    it("are all told at once", () => {
        const wants = { targets: ["444444444444", "r-zzzz", "999999999999"] };
        const off = {
            ...ROOT,
            policyTypes: [{ type: "SERVICE_CONTROL_POLICY", status: "PENDING_ENABLE" }],
        };
        assert.deepEqual(mistakes({ id: "o-0000000000", roots: [off] }, wants), [
            "id: must be the organization of these credentials, which is o-0000000000",
            "targets[0]: is the management account, which no such policy ever binds; leave it out",
            "targets[1]: must be the root of this organization, which is r-a1b2",
            "targets[2]: must be an account of this organization: 444444444444, 111111111111",
            "policies: need policies of the type SERVICE_CONTROL_POLICY, which are not enabled; run aws organizations enable-policy-type --root-id r-a1b2 --policy-type SERVICE_CONTROL_POLICY",
            "policies: need policies of the type RESOURCE_CONTROL_POLICY, which are not enabled; run aws organizations enable-policy-type --root-id r-a1b2 --policy-type RESOURCE_CONTROL_POLICY",
        ]);
    });

    it("are the credentials', where they are of a member account", () => {
        assert.deepEqual(mistakes({ roots: [] }), [
            "targets: can be reached from the management account (444444444444), or one that it delegates policies to, and not with these credentials",
        ]);
    });
});
