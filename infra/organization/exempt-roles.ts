/** Roles that some denials leave out, by their names with their paths; `*` stands for any characters. */
export interface ExemptRoles {
    /** Those that Pulumi runs as. Without them no replacement, rollback or destruction succeeds. */
    readonly deployRoles: readonly string[];
    /** Those that people take in an emergency. */
    readonly breakGlassRoles: readonly string[];
    /**
     * Those that AWS Backup takes backups as. It deletes an expired one as the role that took it: a
     * denial would keep backups of personal data for ever.
     */
    readonly backupRoles: readonly string[];
    /** Those as which AWS Config mends what breaks a rule: it switches a table's recovery on. */
    readonly remedyRoles: readonly string[];
}

/** The ARNs of a role in all accounts, in any partition. */
export function roleArn(role: string): string {
    return `arn:*:iam::*:role/${role}`;
}

/** Condition that the caller has none of `roles`. */
export function unless(...roles: readonly (readonly string[])[]) {
    return { ArnNotLike: { "aws:PrincipalArn": roles.flat().map(roleArn) } };
}
