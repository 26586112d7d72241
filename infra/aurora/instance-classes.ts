/**
 * Instance classes that Aurora PostgreSQL runs on.
 * Of the burstable ones only medium and large; `db.serverless` needs a capacity range and is not here.
 */
const CLASS = /^db\.(t3\.(medium|large)|t4g\.(medium|large)|(r5|r6g|r6i|r7g|r7i|r8g)\.\d*x?large)$/;

/** `db.t3.medium` for `t3.medium`, as seed 004 writes it; a full name stays as it is. */
export function fullClassName(name: string): string {
    return name.startsWith("db.") ? name : `db.${name}`;
}

export function isInstanceClass(name: string): boolean {
    return CLASS.test(name);
}
