import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

/** Rules about who gets to a database: networks, passwords, tokens and proxies. */
export const rdsAccessTables: readonly Table[] = [
    ...[good.clusterInstance, good.instance].map((on): Table => ({
        rule: "rds-instance-not-public",
        on,
        bad: { public: { publiclyAccessible: true } },
        fine: { "not set": { publiclyAccessible: undefined } },
        late: { access: [{ publiclyAccessible: unknown }, { publiclyAccessible: true }] },
    })),
    ...[good.cluster, good.instance].flatMap((on): Table[] => [
        {
            rule: "rds-subnet-group-explicit",
            on,
            bad: { "no subnets": { dbSubnetGroupName: undefined } },
            fine: { "being made": { dbSubnetGroupName: unknown } },
        },
        {
            rule: "rds-security-group-explicit",
            on,
            bad: {
                none: { vpcSecurityGroupIds: undefined },
                "an empty list": { vpcSecurityGroupIds: [] },
            },
            fine: {
                "being made": { vpcSecurityGroupIds: [unknown] },
                "all of them being made": { vpcSecurityGroupIds: unknown },
            },
        },
        {
            rule: "rds-iam-authentication",
            on,
            bad: {
                off: { iamDatabaseAuthenticationEnabled: false },
                "not set": { iamDatabaseAuthenticationEnabled: undefined },
            },
            late: {
                authentication: [
                    { iamDatabaseAuthenticationEnabled: unknown },
                    { iamDatabaseAuthenticationEnabled: false },
                ],
            },
            mended: {
                "not set": [
                    { iamDatabaseAuthenticationEnabled: undefined },
                    { iamDatabaseAuthenticationEnabled: true },
                ],
                "nothing that is not known": [
                    { iamDatabaseAuthenticationEnabled: unknown },
                    { iamDatabaseAuthenticationEnabled: unknown },
                ],
                "no engine that knows none": [
                    { engine: "oracle-ee", iamDatabaseAuthenticationEnabled: false },
                    { engine: "oracle-ee", iamDatabaseAuthenticationEnabled: false },
                ],
            },
        },
        {
            rule: "rds-managed-master-secret",
            on,
            bad: {
                "not managed": { manageMasterUserPassword: false },
                "not set": {
                    manageMasterUserPassword: undefined,
                    masterUserSecretKmsKeyId: undefined,
                },
            },
            fine: {
                "from a snapshot": { manageMasterUserPassword: undefined, snapshotIdentifier: "s" },
            },
            late: {
                management: [
                    { manageMasterUserPassword: unknown },
                    { manageMasterUserPassword: false },
                ],
            },
        },
        {
            rule: "rds-master-secret-customer-key",
            on,
            bad: {
                "no key": { masterUserSecretKmsKeyId: undefined },
                "the key of AWS": { masterUserSecretKmsKeyId: "alias/aws/secretsmanager" },
            },
            fine: { "a key that is being made": { masterUserSecretKmsKeyId: unknown } },
            late: {
                management: [
                    { manageMasterUserPassword: unknown, masterUserSecretKmsKeyId: undefined },
                    { manageMasterUserPassword: true },
                ],
            },
        },
        {
            rule: "rds-port-not-default",
            on: { ...on, props: { ...on.props, port: 5433 } },
            bad: { "the default": { port: 5432 }, "not set": { port: undefined } },
            fine: {
                "another one": { port: 5433 },
                "of another engine": { engine: "mysql", port: 5432 },
            },
            late: { port: [{ port: unknown }, { port: 5432 }] },
        },
    ]),
    {
        rule: "rds-iam-authentication",
        on: good.instance,
        fine: {
            "an engine that knows none": {
                engine: "sqlserver-se",
                iamDatabaseAuthenticationEnabled: false,
            },
        },
    },
    {
        rule: "rds-managed-master-secret",
        on: good.cluster,
        bad: {
            "a password beside it": { masterPassword: "hunter2" },
            "a password that is being made": { masterPassword: unknown },
        },
        fine: {
            "written only": { manageMasterUserPassword: undefined, masterPasswordWo: unknown },
            "of the cluster that is followed": {
                manageMasterUserPassword: undefined,
                globalClusterIdentifier: "world",
            },
        },
    },
    {
        rule: "rds-managed-master-secret",
        on: good.instance,
        bad: { "a password beside it": { password: "hunter2" } },
        fine: { "written only": { manageMasterUserPassword: undefined, passwordWo: unknown } },
    },
    {
        rule: "rds-master-name-not-default",
        on: good.cluster,
        bad: {
            "a default": { masterUsername: "postgres" },
            "in capitals": { masterUsername: "Admin" },
        },
        fine: { "of the snapshot": { masterUsername: undefined, snapshotIdentifier: "s" } },
        late: { name: [{ masterUsername: unknown }, { masterUsername: "root" }] },
    },
    {
        rule: "rds-master-name-not-default",
        on: good.instance,
        bad: { "a default": { username: "postgres" } },
    },
    {
        rule: "rds-master-name-not-default",
        on: good.cluster,
        config: { names: ["piimaster"] },
        bad: { "one of those names": {} },
        fine: { "another one": { masterUsername: "postgres" } },
    },
    {
        rule: "rds-cluster-data-api-off",
        on: good.cluster,
        bad: { on: { enableHttpEndpoint: true } },
        fine: { off: { enableHttpEndpoint: false } },
        late: { api: [{ enableHttpEndpoint: unknown }, { enableHttpEndpoint: true }] },
    },
    {
        rule: "rds-instance-certificate-authority",
        on: good.clusterInstance,
        bad: {
            expired: { caCertIdentifier: "rds-ca-2019" },
            unheard: { caCertIdentifier: "rds-ca-rsa1024-g1" },
        },
        fine: {
            longer: { caCertIdentifier: "rds-ca-rsa4096-g1" },
            shorter: { caCertIdentifier: "rds-ca-ecc384-g1" },
            "that of AWS": { caCertIdentifier: undefined },
        },
        late: { authority: [{ caCertIdentifier: unknown }, { caCertIdentifier: "rds-ca-2019" }] },
    },
    {
        rule: "rds-instance-certificate-authority",
        on: good.instance,
        bad: { expired: { caCertIdentifier: "rds-ca-2015" } },
    },
    {
        rule: "rds-proxy-tls",
        on: good.proxy,
        bad: { off: { requireTls: false }, "not set": { requireTls: undefined } },
        late: { tls: [{ requireTls: unknown }, { requireTls: false }] },
    },
    {
        rule: "rds-proxy-iam-authentication",
        on: good.proxy,
        bad: {
            "with a password": { auths: [{ iamAuth: "DISABLED", secretArn: "arn" }] },
            "one of two": { auths: [{ iamAuth: "REQUIRED" }, { iamAuth: "DISABLED" }] },
            "not set": { auths: [{ secretArn: "arn" }] },
        },
        fine: { "from end to end": { auths: [], defaultAuthScheme: "IAM_AUTH" } },
        late: {
            mode: [{ auths: [{ iamAuth: unknown }] }, { auths: [{ iamAuth: "DISABLED" }] }],
        },
    },
    {
        rule: "rds-proxy-debug-log-off",
        on: good.proxy,
        bad: { on: { debugLogging: true } },
        fine: { off: { debugLogging: false } },
        late: { log: [{ debugLogging: unknown }, { debugLogging: true }] },
    },
    ...[good.proxy, good.proxyEndpoint].map((on): Table => ({
        rule: "rds-proxy-security-group-explicit",
        on,
        bad: {
            none: { vpcSecurityGroupIds: undefined },
            "an empty list": { vpcSecurityGroupIds: [] },
        },
        fine: { "being made": { vpcSecurityGroupIds: unknown } },
    })),
];
