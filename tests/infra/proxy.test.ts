import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { DatabaseProxy, type DatabaseProxyArgs } from "../../infra/aurora/proxy";
import { ProxyRole } from "../../infra/aurora/proxy-role";
import { mockEngine, only, type Registered, registrations, SCOPE } from "./mocks";

const SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:pii_audit-AbCdEf";

describe("DatabaseProxy", () => {
    before(mockEngine);

    const args = (): DatabaseProxyArgs => ({
        scope: SCOPE,
        clusterIdentifier: "pii-prod",
        clusterResourceId: "cluster-ABC",
        instance: new aws.rds.ClusterInstance("writer", {
            clusterIdentifier: "pii-prod",
            engine: "aurora-postgresql",
            instanceClass: "db.r7g.large",
        }),
        subnetIds: ["subnet-a", "subnet-b"],
        securityGroupId: "sg-proxy",
        iamRoles: ["pii_app", "pii_report"],
        secretArns: [],
        secretsKeyArn: "arn:secrets",
        readOnlyEndpoint: true,
        logsKeyArn: "arn:logs",
        logRetentionDays: 365,
    });
    const make = (changes: Partial<DatabaseProxyArgs> = {}) =>
        registrations(() => new DatabaseProxy("pii-prod", { ...args(), ...changes }));
    const statements = (all: readonly Registered[]) =>
        (
            JSON.parse(only(all, "aws:iam/rolePolicy:RolePolicy").policy as string) as {
                Statement: unknown[];
            }
        ).Statement;

    it("is IAM from end to end, by TLS alone, and logs no statements", async () => {
        assert.deepEqual(only(await make(), "aws:rds/proxy:Proxy"), {
            name: "pii-prod",
            engineFamily: "POSTGRESQL",
            defaultAuthScheme: "IAM_AUTH",
            auths: [],
            roleArn: "arn:aws:iam/role:Role:pii-prod",
            requireTls: true,
            idleClientTimeout: 1800,
            debugLogging: false,
            vpcSubnetIds: ["subnet-a", "subnet-b"],
            vpcSecurityGroupIds: ["sg-proxy"],
        });
    });

    it("takes passwords from the secrets that it is given, and for their roles alone", async () => {
        const { auths } = only(await make({ secretArns: [SECRET] }), "aws:rds/proxy:Proxy");
        assert.deepEqual(auths, [
            {
                authScheme: "SECRETS",
                clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
                iamAuth: "DISABLED",
                secretArn: SECRET,
            },
        ]);
    });

    const logIn = {
        Sid: "LogIn",
        Effect: "Allow",
        Action: "rds-db:connect",
        Resource: [
            "arn:aws:rds-db:eu-west-1:111111111111:dbuser:cluster-ABC/pii_app",
            "arn:aws:rds-db:eu-west-1:111111111111:dbuser:cluster-ABC/pii_report",
        ],
    };

    it("may log in to its cluster as the roles of IAM, and nothing else", async () => {
        const all = await make();
        assert.deepEqual(statements(all), [logIn]);
        assert.deepEqual(
            all.filter(({ type }) => type.includes("PolicyAttachment")),
            [],
        );
    });

    it("may read the secrets that it is given, and no other", async () => {
        assert.deepEqual(statements(await make({ secretArns: [SECRET] })), [
            logIn,
            {
                Sid: "ReadPasswords",
                Effect: "Allow",
                Action: "secretsmanager:GetSecretValue",
                Resource: [SECRET],
            },
            {
                Sid: "DecryptPasswords",
                Effect: "Allow",
                Action: "kms:Decrypt",
                Resource: "arn:secrets",
                Condition: {
                    StringEquals: {
                        "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
                    },
                },
            },
        ]);
    });

    it("has a role that RDS takes, without the global keys that a proxy does not know", async () => {
        const { assumeRolePolicy } = only(await make(), "aws:iam/role:Role");
        assert.deepEqual((JSON.parse(assumeRolePolicy as string) as Statement).Statement, [
            {
                Effect: "Allow",
                Principal: { Service: "rds.amazonaws.com" },
                Action: "sts:AssumeRole",
            },
        ]);
    });

    it("leaves connections to who comes past it, and lets nobody wait for minutes", async () => {
        assert.deepEqual(
            only(await make(), "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup"),
            {
                dbProxyName: "pii-prod",
                connectionPoolConfig: {
                    maxConnectionsPercent: 80,
                    maxIdleConnectionsPercent: 40,
                    connectionBorrowTimeout: 30,
                },
            },
        );
    });

    it("leads to the cluster", async () => {
        assert.deepEqual(only(await make(), "aws:rds/proxyTarget:ProxyTarget"), {
            dbProxyName: "pii-prod",
            targetGroupName: "default",
            dbClusterIdentifier: "pii-prod",
        });
    });

    it("has an endpoint to the readers where it is asked for", async () => {
        assert.deepEqual(only(await make(), "aws:rds/proxyEndpoint:ProxyEndpoint"), {
            dbProxyName: "pii-prod",
            dbProxyEndpointName: "pii-prod-read-only",
            targetRole: "READ_ONLY",
            vpcSubnetIds: ["subnet-a", "subnet-b"],
            vpcSecurityGroupIds: ["sg-proxy"],
        });
        const without = await make({ readOnlyEndpoint: false });
        assert.deepEqual(
            without.filter(({ type }) => type.includes("proxyEndpoint")),
            [],
        );
    });

    it("owns the log group that RDS would make", async () => {
        assert.deepEqual(only(await make(), "aws:cloudwatch/logGroup:LogGroup"), {
            name: "/aws/rds/proxy/pii-prod",
            kmsKeyId: "arn:logs",
            retentionInDays: 365,
        });
    });

    it("is made after its role and log group, and led to a cluster with an instance", async () => {
        const given = args();
        const options = new Map<string, pulumi.CustomResourceOptions>();
        await registrations(
            () =>
                new DatabaseProxy("pii-prod", given, {
                    transformations: [
                        ({ type, opts }) => {
                            options.set(type, opts);
                            return undefined;
                        },
                    ],
                }),
        );
        const waitsFor = (type: string) => [options.get(type)?.dependsOn].flat();
        const [log, role] = waitsFor("aws:rds/proxy:Proxy");
        assert.ok(log instanceof aws.cloudwatch.LogGroup);
        assert.ok(role instanceof ProxyRole);
        const [instance] = waitsFor("aws:rds/proxyTarget:ProxyTarget");
        assert.equal(instance, given.instance);
        // Of given names: a second one of them would be refused.
        for (const type of [
            "proxy:Proxy",
            "proxyTarget:ProxyTarget",
            "proxyEndpoint:ProxyEndpoint",
        ]) {
            assert.equal(options.get(`aws:rds/${type}`)?.deleteBeforeReplace, true, type);
        }
    });

    it("tells where it is, and by what policies name it", async () => {
        let made: DatabaseProxy | undefined;
        await registrations(() => {
            made = new DatabaseProxy("pii-prod", args());
        });
        assert.deepEqual(
            await Promise.all(
                [made?.proxyName, made?.resourceId, made?.endpoint, made?.readOnlyEndpoint].map(
                    value,
                ),
            ),
            ["pii-prod", "prx-ABC", "pii-prod.proxy.example", "pii-prod-read-only.proxy.example"],
        );
    });
});

interface Statement {
    readonly Statement: unknown[];
}

function value(output: pulumi.Output<string> | undefined): Promise<string | undefined> {
    return new Promise((resolve) => {
        if (output === undefined) {
            resolve(undefined);
        } else {
            output.apply(resolve);
        }
    });
}
