import assert from "node:assert/strict";
import { LoginPolicies } from "../../infra/aurora/login-policy";
import { mockEngine, type Registered, registrations, SCOPE } from "./mocks";

describe("LoginPolicies", () => {
    before(mockEngine);

    const make = (...resourceIds: string[]) =>
        registrations(
            () =>
                new LoginPolicies("pii-prod-login", {
                    scope: SCOPE,
                    roles: ["pii_app", "pii_report"],
                    resourceIds,
                }),
        );
    const policies = (all: readonly Registered[]) =>
        all.filter(({ type }) => type === "aws:iam/policy:Policy").map(({ inputs }) => inputs);

    it("let each role in as itself, by a policy that can be found by name", async () => {
        const document = (role: string) => ({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "LogIn",
                    Effect: "Allow",
                    Action: "rds-db:connect",
                    Resource: [
                        `arn:aws:rds-db:eu-west-1:111111111111:dbuser:cluster-ABC/${role}`,
                        `arn:aws:rds-db:eu-west-1:111111111111:dbuser:prx-ABC/${role}`,
                    ],
                },
            ],
        });
        assert.deepEqual(
            policies(await make("cluster-ABC", "prx-ABC")).map(({ policy, ...inputs }) => ({
                ...inputs,
                policy: JSON.parse(policy as string) as unknown,
            })),
            ["pii_app", "pii_report"].map((role) => ({
                name: `pii-prod-login-${role}`,
                description: `Logs in to the database as ${role}, and nothing else.`,
                policy: document(role),
            })),
        );
    });

    it("name the cluster alone where there is no proxy", async () => {
        const [first] = policies(await make("cluster-ABC"));
        assert.deepEqual(
            (JSON.parse(first?.policy as string) as { Statement: unknown[] }).Statement,
            [
                {
                    Sid: "LogIn",
                    Effect: "Allow",
                    Action: "rds-db:connect",
                    Resource: ["arn:aws:rds-db:eu-west-1:111111111111:dbuser:cluster-ABC/pii_app"],
                },
            ],
        );
    });

    it("are told by their roles", async () => {
        let made: LoginPolicies | undefined;
        await registrations(() => {
            made = new LoginPolicies("pii-prod-login", {
                scope: SCOPE,
                roles: ["pii_app"],
                resourceIds: ["cluster-ABC"],
            });
        });
        const arns = made?.arns ?? {};
        assert.deepEqual(Object.keys(arns), ["pii_app"]);
        assert.equal(
            await new Promise((resolve) => arns.pii_app?.apply(resolve)),
            "arn:aws:iam/policy:Policy:pii-prod-login-pii_app",
        );
    });
});
