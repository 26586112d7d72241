/**
 * Whether `text` can be allowed: a domain in lower case, or all below one by `*.` before it. A
 * top-level domain cannot, because anybody can have a name below it.
 */
export function isAllowableDomain(text: string): boolean {
    const label = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    return text.length <= 255 && new RegExp(`^(\\*\\.)?(${label}\\.)+${label}$`).test(text);
}
