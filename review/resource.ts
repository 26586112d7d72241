/** A resource as the engine registered it: of any provider, of any Pulumi project. */
export interface Resource {
    readonly urn: string;
    /** Type token, such as `aws:ec2/subnet:Subnet`. */
    readonly type: string;
    /** What the provider calls it; a component has none. */
    readonly id?: string;
    /** URN of the component that it belongs to. */
    readonly parent?: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
}

/** What `pulumi stack export` writes, as far as it is read here. */
interface ExportedResource extends Partial<Omit<Resource, "urn" | "type">> {
    readonly urn: string;
    readonly type: string;
    /** Replaced already, and only waits to be deleted. */
    readonly delete?: boolean;
}

/**
 * The resources of one stack or of several, from what `pulumi stack export` says of each.
 * Several are read as one whole, so that a group of one stack may be named in a rule of another.
 * @throws Error when a state holds no deployment
 */
export function readStates(...states: readonly unknown[]): Resource[] {
    return states.flatMap((state, index) =>
        exported(state, index)
            .filter((resource) => resource.delete !== true)
            .map(({ urn, type, id, parent, inputs = {}, outputs = {} }) => ({
                urn,
                type,
                ...(id === undefined ? {} : { id }),
                ...(parent === undefined ? {} : { parent }),
                inputs,
                outputs,
            })),
    );
}

/** The last part of a URN: the name that the program gave to the resource. */
export function logicalName({ urn }: Pick<Resource, "urn">): string {
    return urn.split("::").slice(3).join("::");
}

function exported(state: unknown, index: number): readonly ExportedResource[] {
    const { deployment } = (state ?? {}) as { deployment?: { resources?: ExportedResource[] } };
    if (!deployment) {
        throw new Error(
            `state ${index + 1} holds no deployment; give what "pulumi stack export" wrote`,
        );
    }
    // A stack that was never deployed has no list at all.
    return deployment.resources ?? [];
}
