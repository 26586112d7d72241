import assert from "node:assert/strict";
import { awsAccess } from "../../../operations/access-review/aws-access";
import type { Access } from "../../../operations/access-review/finding";
import type { Resource } from "../../../operations/access-review/resources";

const ACCOUNT = "111122223333";
const OTHER = "444455556666";
const TABLE = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/consents-1`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:pii_audit-AbCdEf`;

function resource(type: string, name: string, outputs: Record<string, unknown>): Resource {
    return {
        urn: `urn:pulumi:prod::pii-x::${type}::${name}`,
        type,
        id: name,
        inputs: outputs,
        outputs,
    };
}

interface Raw {
    readonly Action: string | string[];
    readonly Resource?: string | string[];
    readonly Principal?: unknown;
    readonly Condition?: object;
    readonly Effect?: "Allow" | "Deny";
}

function document(...statements: Raw[]): string {
    const all = statements.map((statement) => ({ Effect: "Allow", ...statement }));
    return JSON.stringify({ Version: "2012-10-17", Statement: all });
}

const LAMBDA: Raw = { Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };

function role(name: string, trust = LAMBDA): Resource {
    return resource("aws:iam/role:Role", name, {
        name,
        arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
        assumeRolePolicy: document(trust),
    });
}

function rolePolicy(of: string, ...statements: Raw[]): Resource {
    return resource("aws:iam/rolePolicy:RolePolicy", `${of}-inline`, {
        role: of,
        policy: document(...statements),
    });
}

const table = resource("aws:dynamodb/table:Table", "consents", { name: "consents-1", arn: TABLE });

function tablePolicy(...statements: Raw[]): Resource {
    return resource("aws:dynamodb/resourcePolicy:ResourcePolicy", "consents", {
        resourceArn: TABLE,
        policy: document(...statements),
    });
}

async function lines(...resources: Resource[]): Promise<string[]> {
    const found = await awsAccess(resources);
    return found.filter(({ kind }) => kind !== "take on").map(line);
}

function line({ who, kind, what, detail, by, onlyIf, marks }: Access): string {
    const marked = marks.map((mark) => `${mark.kind}: ${mark.reason}`).join("; ");
    return [who, kind, what, detail, by.join("+"), onlyIf.join("+"), marked].join(" | ");
}

describe("the access review of stacks", () => {
    it("tells what a role reaches, by which policy, under which conditions", async () => {
        assert.deepEqual(
            await lines(
                table,
                role("app"),
                rolePolicy("app", {
                    Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
                    Resource: TABLE,
                    Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } },
                }),
            ),
            [
                "role app | read | table consents | GetItem | app-inline | aws:SourceVpc | ",
                "role app | write | table consents | PutItem | app-inline | aws:SourceVpc | ",
            ],
        );
    });

    it("heeds denials of the table's own policy, and what is known of any call", async () => {
        const own = [
            role("app"),
            rolePolicy("app", { Action: "dynamodb:Query", Resource: TABLE }),
            table,
        ];
        const denial: Raw = {
            Effect: "Deny",
            Action: "dynamodb:*",
            Principal: "*",
            Resource: TABLE,
        };
        assert.deepEqual(await lines(...own, tablePolicy(denial)), []);
        const foreigners: Raw = {
            ...denial,
            Condition: { StringNotEquals: { "aws:PrincipalAccount": ACCOUNT } },
        };
        const lets: Raw = {
            Action: "dynamodb:Query",
            Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
            Resource: TABLE,
        };
        assert.deepEqual(await lines(...own, tablePolicy(foreigners, lets)), [
            "role app | read | table consents | Query | app-inline |  | ",
        ]);
        assert.deepEqual(await lines(...own, tablePolicy(lets)), [
            "role app | read | table consents | Query | app-inline |  | ",
            `account ${OTHER} | read | table consents | Query | its policy |  | ` +
                `wide: account ${OTHER} is another one`,
        ]);
    });

    it("marks any action, any resource, and exceptions", async () => {
        const marks = async (statement: object) => {
            const found = await awsAccess([
                table,
                role("app"),
                rolePolicy("app", statement as Raw),
            ]);
            return [
                ...new Set(found.flatMap((access) => access.marks.map(({ reason }) => reason))),
            ];
        };
        assert.deepEqual(await marks({ Action: "dynamodb:*", Resource: TABLE }), [
            "any action: dynamodb:*",
        ]);
        assert.deepEqual(await marks({ Action: "dynamodb:Scan", Resource: "*" }), [
            "any resource: *",
        ]);
        assert.deepEqual(await marks({ NotAction: "iam:*", Resource: TABLE }), [
            "all but what it names",
        ]);
    });

    it("asks a key's policy before IAM", async () => {
        const key = (...statements: Raw[]) =>
            resource("aws:kms/key:Key", "field-level-3", {
                arn: KEY,
                policy: document(...statements.map((one) => ({ ...one, Resource: "*" }))),
            });
        const decrypts = rolePolicy("app", { Action: "kms:Decrypt", Resource: KEY });
        const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
        const administers: Raw = { Action: "kms:PutKeyPolicy", Principal: root };
        assert.deepEqual(await lines(role("app"), decrypts, key(administers)), []);
        const uses: Raw = { Action: "kms:Decrypt", Principal: root };
        assert.deepEqual(await lines(role("app"), decrypts, key(administers, uses)), [
            "role app | decrypt | key field-level-3 | Decrypt | app-inline |  | ",
        ]);
        const reads = rolePolicy("app", { Action: "dynamodb:GetItem", Resource: TABLE });
        const [, decrypt] = await lines(role("app"), table, decrypts, reads, key(uses));
        assert.equal(
            decrypt,
            "role app | decrypt | key field-level-3 | Decrypt | app-inline |  | look: reads level 1 in clear as well",
        );
    });

    it("marks anybody, and knows services and logins of a cluster", async () => {
        const secret = resource("aws:secretsmanager/secret:Secret", "pii_audit", { arn: SECRET });
        const open = resource("aws:secretsmanager/secretPolicy:SecretPolicy", "pii_audit", {
            secretArn: SECRET,
            policy: document({
                Action: "secretsmanager:GetSecretValue",
                Principal: "*",
                Resource: "*",
            }),
        });
        assert.deepEqual(await lines(secret, open), [
            "anybody | read | secret pii_audit | GetSecretValue | its policy |  | wide: anybody is let in",
        ]);
        const cluster = resource("aws:rds/cluster:Cluster", "pii-prod", {
            arn: `arn:aws:rds:eu-west-1:${ACCOUNT}:cluster:pii-prod`,
            clusterResourceId: "cluster-ABC",
        });
        const policy = resource("aws:iam/policy:Policy", "login-pii_app", {
            arn: `arn:aws:iam::${ACCOUNT}:policy/login-pii_app`,
            policy: document({
                Action: "rds-db:connect",
                Resource: `arn:aws:rds-db:eu-west-1:${ACCOUNT}:dbuser:cluster-ABC/pii_app`,
            }),
        });
        const logIn = "log in | login pii_app of pii-prod | connect | login-pii_app |  | ";
        assert.deepEqual(await lines(cluster, policy), [
            `whoever has login-pii_app | ${logIn}look: attached to nobody in these stacks`,
        ]);
        const attached = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "app", {
            role: "app",
            policyArn: `arn:aws:iam::${ACCOUNT}:policy/login-pii_app`,
        });
        assert.deepEqual(await lines(cluster, policy, role("app"), attached), [
            `role app | ${logIn}`,
        ]);
    });

    it("marks a policy of AWS's that is far too much, though its document is in no state", async () => {
        const attached = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "app", {
            role: "app",
            policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        });
        assert.deepEqual(await lines(role("app"), attached), [
            "role app | administer | the account |  |  |  | " +
                "wide: AdministratorAccess is attached, which is far more than data needs",
        ]);
    });

    it("tells who may take on a role, and marks others' accounts and anybody", async () => {
        const trust = async (statement: Partial<Raw>) => {
            const found = await awsAccess([role("app", { ...LAMBDA, ...statement })]);
            return found.map(line);
        };
        const what = "take on | role app |  | its trust";
        assert.deepEqual(await trust({}), [`service lambda.amazonaws.com | ${what} |  | `]);
        assert.deepEqual(await trust({ Principal: "*" }), [
            `anybody | ${what} |  | wide: anybody may take it on`,
        ]);
        const foreign = `arn:aws:iam::${OTHER}:role/x`;
        assert.deepEqual(await trust({ Principal: { AWS: foreign } }), [
            `${foreign} | ${what} |  | wide: account ${OTHER} is another one`,
        ]);
        const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
        const condition = {
            StringEquals: { "token.actions.githubusercontent.com:sub": "repo:a/b" },
        };
        assert.deepEqual(
            await trust({ Principal: { Federated: provider }, Condition: condition }),
            [`${provider} | ${what} | token.actions.githubusercontent.com:sub | `],
        );
        assert.deepEqual(await trust({ Principal: { Federated: provider } }), [
            `${provider} | ${what} |  | wide: any user of the provider may take it on`,
        ]);
    });
});
