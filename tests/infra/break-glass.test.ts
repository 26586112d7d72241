import assert from "node:assert/strict";
import { keyPolicy } from "../../infra/keys/key-policy";
import { BreakGlass } from "../../infra/guardrails/break-glass";
import { breakGlassRights } from "../../infra/guardrails/break-glass-rights";
import { breakGlassTrust } from "../../infra/guardrails/break-glass-trust";
import { type Call, isAllowed } from "../support/iam";
import { mockEngine, only, registrations, SCOPE } from "./mocks";

const ACCOUNT = "111111111111";
const USER = `arn:aws:iam::${ACCOUNT}:user/ana`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/on-call`;
const SSO = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_OnCall_*`;
const SSO_ROLE = SSO.replace("*", "0123456789abcdef");
const BREAK_GLASS = `arn:aws:iam::${ACCOUNT}:role/pii-prod-break-glass`;

const FIELD_KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/field`;
const SECRETS_KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/secrets`;

const TABLES = ["eu-west-1", "eu-central-1"].map(
    (region) => `arn:aws:dynamodb:${region}:${ACCOUNT}:table/tokens-1a2b3c4`,
);

const RIGHTS = {
    scope: SCOPE,
    prefix: "pii-prod",
    tableArns: TABLES,
    parameterPath: "/pii-platform/prod",
    secretsKeyArn: SECRETS_KEY,
};

/** Policies of the keys, as the platform has them. */
const KNOWN = { accountId: ACCOUNT, partition: "aws", region: "eu-west-1" };
const KEYS: Readonly<Record<string, ReturnType<typeof keyPolicy>>> = {
    [SECRETS_KEY]: keyPolicy(KNOWN, { kind: "service", services: ["secretsmanager"] }),
    // As far as it leaves to others who may: the simulator knows no encryption contexts.
    [FIELD_KEY]: [
        {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
            Action: "kms:Decrypt",
            Resource: "*",
        },
    ],
};

const mfa = { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "60" };
const asAna = { "sts:SourceIdentity": "ana" };

describe("BreakGlass: who takes it", () => {
    const trust = breakGlassTrust([USER, SSO]);
    const CASES: [string, Omit<Call, "action" | "on">, boolean][] = [
        [
            "a user with MFA",
            { by: USER, knowing: { ...mfa, ...asAna, "aws:username": "ana" } },
            true,
        ],
        ["a user without", { by: USER, knowing: { ...asAna, "aws:username": "ana" } }, false],
        [
            "a user whose code is an hour old",
            {
                by: USER,
                knowing: {
                    ...mfa,
                    ...asAna,
                    "aws:username": "ana",
                    "aws:MultiFactorAuthAge": "3600",
                },
            },
            false,
        ],
        [
            "a user under another's name",
            {
                by: USER,
                knowing: { ...mfa, "sts:SourceIdentity": "bo", "aws:username": "ana" },
            },
            false,
        ],
        ["a user of whom nothing is told", { by: USER }, false],
        ["a role, whatever it tells", { by: ROLE, knowing: { ...mfa, ...asAna } }, false],
        ["a session of Identity Center", { by: SSO_ROLE, knowing: asAna }, true],
        ["the same for nobody", { by: SSO_ROLE }, false],
        [
            "another permission set",
            { by: SSO_ROLE.replace("OnCall", "Developers"), knowing: { ...mfa, ...asAna } },
            false,
        ],
        [
            "another role",
            { by: `arn:aws:iam::${ACCOUNT}:role/deploy`, knowing: { ...mfa, ...asAna } },
            false,
        ],
        [
            "the same session of another account",
            { by: SSO_ROLE.replace(ACCOUNT, "222222222222"), knowing: asAna },
            false,
        ],
    ];
    for (const [who, call, expected] of CASES) {
        it(`${expected ? "lets in" : "keeps out"} ${who}`, async () => {
            const taking = { action: "sts:AssumeRole", on: BREAK_GLASS, ...call };
            const role = { resource: trust.map((one) => ({ ...one, Resource: BREAK_GLASS })) };
            assert.equal(await isAllowed(role, taking), expected);
        });
    }
});

describe("BreakGlass: what it may", () => {
    const here = (service: string, resource: string) =>
        `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
    const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
    const vault = {
        "kms:CallerAccount": ACCOUNT,
        "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
    };
    const MAY: [string, string, Call["knowing"]?][] = [
        ["rds:ModifyDBCluster", here("rds", "cluster:pii-prod")],
        ["rds:RebootDBInstance", here("rds", "db:pii-prod-1")],
        ["rds:ModifyDBProxy", here("rds", "db-proxy:prx-0123")],
        ["rds:ModifyDBProxyEndpoint", here("rds", "db-proxy-endpoint:prx-endpoint-0123")],
        ["dax:UpdateCluster", here("dax", "cache/pii-prod")],
        ["dax:UpdateCluster", here("dax", "cache/pii-prod-2")],
        ["dax:RebootNode", here("dax", "cache/pii-prod")],
        ["ssm:GetParameter", here("ssm", "parameter/pii-platform/prod/database/master-secret-arn")],
        ["secretsmanager:PutSecretValue", here("secretsmanager", "secret:pii-prod-master-1a2b3c4")],
        ["lambda:PutFunctionConcurrency", here("lambda", "function:pii-prod-database-access")],
        ...TABLES.map((arn): [string, string] => ["dynamodb:PutResourcePolicy", arn]),
        ["dynamodb:PutResourcePolicy", `${TABLES[0]}/stream/2026-11-21T00:00:00.000`],
        ["ssm:GetParametersByPath", here("ssm", "parameter/pii-platform/prod/tables")],
        ["ec2:RevokeSecurityGroupEgress", here("ec2", "security-group/sg-1")],
        ["secretsmanager:GetSecretValue", here("secretsmanager", "secret:rds!cluster-1-abc")],
        [
            "secretsmanager:PutSecretValue",
            here("secretsmanager", "secret:pii-prod/database/pii_audit-1"),
        ],
        ["kms:Decrypt", SECRETS_KEY, vault],
        ["iam:PutRolePolicy", role("pii-prod-way-in-1")],
        ["iam:PutRolePolicy", role("apps/shop")],
    ];
    const MAY_NOT: [string, string, Call["knowing"]?][] = [
        ["rds:ModifyDBCluster", here("rds", "cluster:pii-staging")],
        ["rds:ModifyDBCluster", here("rds", "cluster:pii-production")],
        ["dax:UpdateCluster", here("dax", "cache/pii-production")],
        ["dax:RebootNode", here("dax", "cache/pii-production")],
        ["ssm:GetParameter", here("ssm", "parameter/pii-platform/prod/database/host")],
        ["rds:DeleteDBCluster", here("rds", "cluster:pii-prod")],
        ["rds:ModifyDBClusterSnapshotAttribute", here("rds", "cluster-snapshot:pii-prod-1")],
        ["dynamodb:GetItem", `${TABLES[0]}`],
        ["dynamodb:DeleteTable", `${TABLES[0]}`],
        ["dynamodb:PutResourcePolicy", here("dynamodb", "table/orders")],
        ["ssm:GetParametersByPath", here("ssm", "parameter/pii-platform/staging/tables")],
        ["ec2:AuthorizeSecurityGroupIngress", here("ec2", "security-group/sg-1")],
        ["secretsmanager:GetSecretValue", here("secretsmanager", "secret:payments")],
        ["kms:Decrypt", SECRETS_KEY],
        ["kms:Decrypt", FIELD_KEY],
        ["kms:ScheduleKeyDeletion", SECRETS_KEY],
        ["iam:PutRolePolicy", role("deploy")],
        ["iam:PutRolePolicy", BREAK_GLASS],
        ["iam:AttachRolePolicy", role("pii-prod-way-in-1")],
        ["iam:UpdateAssumeRolePolicy", BREAK_GLASS],
        ["cloudtrail:StopLogging", here("cloudtrail", "trail/pii-prod-audit")],
    ];
    const identity = breakGlassRights({ ...RIGHTS, revocableRoles: ["apps/*"] });
    for (const [expected, calls] of [
        [true, MAY],
        [false, MAY_NOT],
    ] as const) {
        for (const [action, on, knowing] of calls) {
            it(`${expected ? "may" : "may not"} ${action} on ${on}`, async () => {
                const call = { action, on, by: BREAK_GLASS, ...(knowing && { knowing }) };
                assert.equal(await isAllowed({ identity, resource: KEYS[on] }, call), expected);
            });
        }
    }

    it("decrypts fields only where it is told the keys", async () => {
        const rights = breakGlassRights({ ...RIGHTS, fieldKeyArns: [FIELD_KEY] });
        const call = { action: "kms:Decrypt", on: FIELD_KEY, by: BREAK_GLASS };
        const resource = KEYS[FIELD_KEY];
        assert.equal(await isAllowed({ identity: rights, resource }, call), true);
        assert.equal(
            await isAllowed({ identity: breakGlassRights(RIGHTS), resource }, call),
            false,
        );
    });
});

describe("BreakGlass", () => {
    before(mockEngine);

    it("is a role of a known name and of short sessions, with SecurityAudit and tunnels", async () => {
        const all = await registrations(
            () =>
                new BreakGlass("break-glass", {
                    ...RIGHTS,
                    principals: [USER],
                    tunnelPolicyArn: "arn:tunnel",
                }),
        );
        const { assumeRolePolicy, ...role } = only(all, "aws:iam/role:Role");
        assert.match(String(assumeRolePolicy), /MultiFactorAuthPresent/);
        assert.deepEqual(role, {
            name: "pii-prod-break-glass",
            description: "For emergencies; an alarm tells whoever takes it.",
            maxSessionDuration: 3600,
        });
        assert.deepEqual(
            all
                .filter(({ type }) => type.endsWith("RolePolicyAttachment"))
                .map(({ inputs }) => inputs.policyArn)
                .sort(),
            ["arn:aws:iam::aws:policy/SecurityAudit", "arn:tunnel"],
        );
    });

    it("fits into an inline policy", async () => {
        const all = await registrations(
            () =>
                new BreakGlass("break-glass", {
                    ...RIGHTS,
                    principals: [USER],
                    revocableRoles: Array.from({ length: 20 }, (_, i) => `apps/role-of-app-${i}`),
                }),
        );
        const { policy } = only(all, "aws:iam/rolePolicy:RolePolicy");
        assert.ok(String(policy).length < 10_240);
    });
});
