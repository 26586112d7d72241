/** Properties of a resource as they travel between engine and provider. */
export type Props = Record<string, unknown>;

/** One input that a provider refuses. */
export interface Failure {
    /** Path of the input, such as `replicas[0].kmsKeyArn`. */
    readonly property: string;
    readonly reason: string;
}

/** What changes from the old inputs to the new ones; paths as in {@link Failure}. */
export interface Difference {
    readonly changed: readonly string[];
    /** The part of `changed` that can only be had by a new resource. */
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace?: boolean;
}

export interface Created {
    readonly id: string;
    readonly outputs: Props;
}

/**
 * A custom-resource provider, in the engine's own terms.
 *
 * `urn`, `type` and `name` are the resource's Pulumi identity. `preview` means: nothing may happen,
 * outputs that only the real thing would tell are `UNKNOWN`. What a method throws, the user reads.
 */
export interface Provider {
    readonly name: string;
    readonly version: string;
    /** Called once per engine run, before any resource, with the provider's own settings. */
    configure?(settings: Props): void | Promise<void>;
    check(request: {
        readonly urn: string;
        readonly type: string;
        readonly name: string;
        readonly olds: Props;
        readonly news: Props;
        /** Seed that makes an auto-name the same at preview and at the update. */
        readonly randomSeed: Uint8Array;
    }): { inputs: Props; failures: readonly Failure[] };
    diff(request: {
        readonly type: string;
        /** Outputs as the state has them: what the provider read after the last change. */
        readonly olds: Props;
        readonly oldInputs: Props;
        readonly news: Props;
    }): Difference;
    create(request: {
        readonly urn: string;
        readonly type: string;
        readonly name: string;
        readonly inputs: Props;
        readonly preview: boolean;
    }): Promise<Created>;
    update(request: {
        readonly urn: string;
        readonly type: string;
        readonly id: string;
        readonly olds: Props;
        readonly oldInputs: Props;
        readonly news: Props;
        readonly preview: boolean;
    }): Promise<Props>;
    /** The resource as it is now; `undefined` when it is gone. */
    read(request: {
        readonly urn: string;
        readonly type: string;
        readonly id: string;
        readonly inputs: Props;
        readonly state: Props;
    }): Promise<{ id: string; inputs: Props; outputs: Props } | undefined>;
    delete(request: {
        readonly urn: string;
        readonly type: string;
        readonly id: string;
        readonly state: Props;
    }): Promise<void>;
    /** A data source, such as `aws:index/getCallerIdentity:getCallerIdentity`. */
    invoke(token: string, args: Props): Promise<Props>;
}
