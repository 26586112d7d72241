import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

/** A switch that must not be on: `what` is done where it is. */
const switchedOn = (rule: string, on: Table["on"], property: string): Table => ({
    rule,
    on,
    bad: { on: { [property]: true } },
    fine: { off: { [property]: false } },
    late: { switch: [{ [property]: unknown }, { [property]: true }] },
});

const grants = [
    good.grant,
    good.defaultPrivileges,
    { ...good.defaultPrivileges, type: "postgresql:index/defaultPrivileg:DefaultPrivileg" },
];

export const postgresqlTables: readonly Table[] = [
    switchedOn("postgresql-role-not-superuser", good.databaseRole, "superuser"),
    switchedOn("postgresql-role-row-level-security", good.databaseRole, "bypassRowLevelSecurity"),
    switchedOn("postgresql-role-no-create-role", good.databaseRole, "createRole"),
    switchedOn("postgresql-role-no-replication", good.databaseRole, "replication"),
    {
        rule: "postgresql-role-no-powerful-membership",
        on: good.loginRole,
        bad: {
            "all tables": { roles: ["reader", "pg_read_all_data"] },
            "the master's": { roles: ["rds_superuser"] },
        },
        fine: { none: { roles: undefined } },
        late: {
            role: [{ roles: ["reader", unknown] }, { roles: ["reader", "pg_write_all_data"] }],
            roles: [{ roles: unknown }, { roles: ["pg_write_all_data"] }],
        },
    },
    {
        rule: "postgresql-role-no-powerful-membership",
        on: good.membership,
        bad: { "all tables": { grantRole: "pg_read_all_data" } },
        late: { role: [{ grantRole: unknown }, { grantRole: "rds_replication" }] },
    },
    {
        rule: "postgresql-role-no-powerful-membership",
        on: good.membership,
        config: { roles: ["owner"] },
        bad: { "one of those roles": {} },
        fine: { "another one": { grantRole: "pg_read_all_data" } },
    },
    {
        rule: "postgresql-role-password-not-in-state",
        on: good.loginRole,
        bad: {
            "a password": { password: "hunter2" },
            "one that is being made": { password: unknown },
        },
        fine: { "written only": { passwordWo: unknown, passwordWoVersion: "1" } },
    },
    {
        rule: "postgresql-role-connection-limit",
        on: good.loginRole,
        bad: {
            "not set": { connectionLimit: undefined },
            "none, by name": { connectionLimit: -1 },
        },
        fine: { "a group": { login: false, connectionLimit: -1 } },
        late: { limit: [{ connectionLimit: unknown }, { connectionLimit: -1 }] },
    },
    ...grants.flatMap((on): Table[] => [
        {
            rule: "postgresql-no-public-grants",
            on,
            bad: { "to public": { role: "public" }, "in capitals": { role: "PUBLIC" } },
            fine: { "taking all rights away": { role: "public", privileges: [] } },
            late: { role: [{ role: unknown }, { role: "public" }] },
        },
        {
            rule: "postgresql-no-all-privileges",
            on,
            bad: {
                all: { privileges: ["ALL"] },
                "in its long form": { privileges: ["all privileges"] },
                "beside another": { privileges: ["SELECT", "ALL"] },
            },
            fine: { "several by name": { privileges: ["SELECT", "INSERT"] } },
            late: { privilege: [{ privileges: [unknown] }, { privileges: ["ALL"] }] },
        },
        switchedOn("postgresql-no-grant-option", on, "withGrantOption"),
    ]),
    switchedOn("postgresql-no-grant-option", good.membership, "withAdminOption"),
    ...["extension:Extension", "function:Function", "schema:Schema", "server:Server"].map((type) =>
        switchedOn(
            "postgresql-no-drop-cascade",
            { ...good.schema, type: `postgresql:index/${type}` },
            "dropCascade",
        ),
    ),
    {
        rule: "postgresql-provider-tls",
        on: good.databaseProvider,
        bad: {
            none: { sslmode: "disable" },
            "if the server likes": { sslmode: "prefer" },
            "by the old name": { sslmode: undefined, sslMode: "allow" },
        },
        fine: { "of AWS's own way": { scheme: "awspostgres", sslmode: "disable" } },
        late: { mode: [{ sslmode: unknown }, { sslmode: "disable" }] },
    },
    {
        rule: "postgresql-provider-verifies-server",
        on: good.databaseProvider,
        bad: { "with anyone": { sslmode: "require" }, "not set": { sslmode: undefined } },
        fine: {
            "behind a tunnel": { sslmode: "verify-ca" },
            "by the old name": { sslmode: undefined, sslMode: "verify-full" },
            "in AWS's own way": { scheme: "awspostgres", sslmode: undefined },
        },
        late: { mode: [{ sslmode: unknown }, { sslmode: "require" }] },
    },
];
