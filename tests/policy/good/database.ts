import type * as aws from "@pulumi/aws";
import type * as postgresql from "@pulumi/postgresql";
import { resource } from "./resource";

export const databaseRole = resource<postgresql.RoleArgs>("postgresql:index/role:Role", "reader", {
    name: "reader",
    login: false,
});
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
export const databaseProvider = resource<postgresql.ProviderArgs>(
    "pulumi:providers:postgresql",
    "pii-database",
    { host: "db.internal", sslmode: "verify-full" },
);
export const awsProvider = resource<aws.ProviderArgs>("pulumi:providers:aws", "default", {
    region: "eu-west-1",
});
