/** The cluster that is to take the present one's place. */
export interface DaxNext {
    /** @default as the present one */
    readonly nodeType?: string | undefined;
    /** @default as the present one */
    readonly nodes?: number | undefined;
    /** Clients are led to it, and away from the present one. */
    readonly serves: boolean;
}

/** What the clusters are made from, as `pii:dynamodb` has it. */
export interface DaxSettings {
    /** Start of the environment's names, such as `pii-prod`. */
    readonly prefix: string;
    readonly daxNodes: number;
    readonly daxNodeType: string;
    readonly daxGeneration: number;
    /** @default there is no other */
    readonly daxNext?: DaxNext | undefined;
}

/** A cluster that is there, or to be there. */
export interface DaxGeneration {
    /** Logical name, which stays its own for all its life. */
    readonly name: string;
    readonly clusterName: string;
    readonly nodeType: string;
    readonly nodes: number;
    /** Exactly one of all does. */
    readonly serves: boolean;
}

/**
 * The clusters of these settings: one, and while it is being replaced two. AWS changes neither the
 * type of nodes nor where they are, so another cluster takes the place of the present one, in three
 * updates, and neither is ever without the data that clients ask it for:
 *
 * 1. `daxNext: { nodeType: …, serves: false }` makes the next one beside it; to try, and to warm.
 * 2. `serves: true` leads clients there. Those that still use the old one go on, until they are
 *    restarted. Back is `serves: false`.
 * 3. `daxGeneration` one up, `daxNodeType` the new one, and no `daxNext`: the old one is deleted, and
 *    nothing else changes.
 *
 * Whatever does not serve is not protected: at first the next one, that can be given up by taking
 * `daxNext` away, and then the old one. Who leaves the second update out is refused by Pulumi.
 */
export function daxGenerations(settings: DaxSettings): DaxGeneration[] {
    const { prefix, daxNodes, daxNodeType, daxGeneration, daxNext } = settings;
    const present = {
        ...named(prefix, daxGeneration),
        nodeType: daxNodeType,
        nodes: daxNodes,
        serves: daxNext?.serves !== true,
    };
    return daxNext === undefined
        ? [present]
        : [
              present,
              {
                  ...named(prefix, daxGeneration + 1),
                  nodeType: daxNext.nodeType ?? daxNodeType,
                  nodes: daxNext.nodes ?? daxNodes,
                  serves: daxNext.serves,
              },
          ];
}

function named(prefix: string, generation: number) {
    return generation === 1
        ? { name: "dax", clusterName: prefix }
        : { name: `dax-${generation}`, clusterName: `${prefix}-${generation}` };
}
