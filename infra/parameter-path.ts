/** Under which path programs of an environment look up in SSM what they need to know (seed 004). */
export function parameterPath(environment: string): string {
    return `/pii-platform/${environment}`;
}
