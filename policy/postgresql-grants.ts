/** Types that grant privileges; default privileges had another name once. */
export const GRANTS: readonly string[] = [
    "postgresql:index/grant:Grant",
    "postgresql:index/defaultPrivileges:DefaultPrivileges",
    "postgresql:index/defaultPrivileg:DefaultPrivileg",
];
