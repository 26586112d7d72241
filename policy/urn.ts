/** Name of the resource of a URN. */
export function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

/** URN of the stack that the resource of `urn` is in, as the engine has it for what has no URN. */
export function stackUrn(urn: string): string {
    const [stack = "", project = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
    return `${stackPrefix(urn)}pulumi:pulumi:Stack::${project}-${stack}`;
}

/** What the URNs of all resources begin with that are in the stack of `urn`. */
export function stackPrefix(urn: string): string {
    return `${urn.split("::").slice(0, 2).join("::")}::`;
}
