import { ACCESS_ROLE, LOGIN_ROLES } from "@pii-platform/sql/catalogue/roles";

// What the roles are is said beside the catalogue of what they may do.
export * from "@pii-platform/sql/catalogue/roles";

/** The roles that people and programs log in as with an IAM token. */
export const IAM_ROLES: readonly string[] = LOGIN_ROLES.filter(
    ({ name, login }) => login === "iam" && name !== ACCESS_ROLE,
).map(({ name }) => name);
