import type * as pulumi from "@pulumi/pulumi";

/**
 * What `output` holds; `undefined` while a preview cannot know it. For what has to be refused before
 * anything is declared: the SDK waits for ever for a resource whose input is an error.
 */
export async function known<T>(output: pulumi.Output<T>): Promise<T | undefined> {
    // In the SDK, but missing from its types.
    const { isKnown } = output as unknown as { readonly isKnown: Promise<boolean> };
    return (await isKnown) ? new Promise((resolve) => output.apply(resolve)) : undefined;
}
