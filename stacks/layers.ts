/** The layers in the order in which they are deployed; each needs only earlier ones. */
export const LAYERS = ["keys", "network", "aurora", "dynamodb", "database", "guardrails"] as const;

export type Layer = (typeof LAYERS)[number];

/** Name of the Pulumi project that holds the whole environment in one stack. */
export const WHOLE_PROJECT = "pii-platform";

/** Name of a layer's own Pulumi project. */
export function projectOf(layer: Layer): string {
    return `pii-${layer}`;
}
