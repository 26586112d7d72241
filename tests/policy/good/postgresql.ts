import type * as postgresql from "@pulumi/postgresql";
import type { Sample } from "../support";
import { resource } from "./resource";

export const databaseRole = resource<postgresql.RoleArgs>(
    "postgresql:index/role:Role",
    "pii-reader",
    {
        name: "reader",
        login: false,
    },
);
export const loginRole = resource<postgresql.RoleArgs>("postgresql:index/role:Role", "pii-app", {
    name: "app",
    login: true,
    roles: ["reader", "pg_monitor", "rds_iam"],
    connectionLimit: 100,
});
export const membership = resource<postgresql.GrantRoleArgs>(
    "postgresql:index/grantRole:GrantRole",
    "master-as-owner",
    { role: "master", grantRole: "owner" },
);
export const grant = resource<postgresql.GrantArgs>("postgresql:index/grant:Grant", "reader-use", {
    database: "pii",
    objectType: "schema",
    schema: "pii",
    role: "reader",
    privileges: ["USAGE"],
});
export const defaultPrivileges = resource<postgresql.DefaultPrivilegesArgs>(
    "postgresql:index/defaultPrivileges:DefaultPrivileges",
    "reader-tables",
    {
        database: "pii",
        objectType: "table",
        owner: "owner",
        role: "reader",
        privileges: ["SELECT"],
    },
);
export const schema = resource<postgresql.SchemaArgs>(
    "postgresql:index/schema:Schema",
    "pii-schema",
    {
        name: "pii",
        owner: "owner",
    },
);
export const databaseProvider = resource<postgresql.ProviderArgs>(
    "pulumi:providers:postgresql",
    "pii-database",
    { host: "db.internal", sslmode: "verify-full" },
);

export const postgresqlStack: readonly Sample[] = [
    databaseRole,
    loginRole,
    membership,
    grant,
    defaultPrivileges,
    schema,
    databaseProvider,
];
