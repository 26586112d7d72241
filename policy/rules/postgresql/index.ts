import type { Rule } from "../../rule";
import { postgresqlNoPublicGrants } from "./postgresql-no-public-grants";
import { postgresqlProviderTls } from "./postgresql-provider-tls";
import { postgresqlRoleNotSuperuser } from "./postgresql-role-not-superuser";

export const postgresqlRules: readonly Rule[] = [
    postgresqlRoleNotSuperuser,
    postgresqlNoPublicGrants,
    postgresqlProviderTls,
];
