import type { Rule } from "../../rule";
import { postgresqlNoAllPrivileges } from "./postgresql-no-all-privileges";
import { postgresqlNoDropCascade } from "./postgresql-no-drop-cascade";
import { postgresqlNoGrantOption } from "./postgresql-no-grant-option";
import { postgresqlNoPublicGrants } from "./postgresql-no-public-grants";
import { postgresqlProviderTls } from "./postgresql-provider-tls";
import { postgresqlProviderVerifiesServer } from "./postgresql-provider-verifies-server";
import { postgresqlRoleConnectionLimit } from "./postgresql-role-connection-limit";
import { postgresqlRoleNoCreateRole } from "./postgresql-role-no-create-role";
import { postgresqlRoleNoPowerfulMembership } from "./postgresql-role-no-powerful-membership";
import { postgresqlRoleNoReplication } from "./postgresql-role-no-replication";
import { postgresqlRoleNotSuperuser } from "./postgresql-role-not-superuser";
import { postgresqlRolePasswordNotInState } from "./postgresql-role-password-not-in-state";
import { postgresqlRoleRowLevelSecurity } from "./postgresql-role-row-level-security";

export const postgresqlRules: readonly Rule[] = [
    postgresqlRoleNotSuperuser,
    postgresqlRoleRowLevelSecurity,
    postgresqlRoleNoCreateRole,
    postgresqlRoleNoReplication,
    postgresqlRoleNoPowerfulMembership,
    postgresqlRolePasswordNotInState,
    postgresqlRoleConnectionLimit,
    postgresqlNoPublicGrants,
    postgresqlNoAllPrivileges,
    postgresqlNoGrantOption,
    postgresqlNoDropCascade,
    postgresqlProviderTls,
    postgresqlProviderVerifiesServer,
];
