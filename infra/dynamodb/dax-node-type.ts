import * as pulumi from "@pulumi/pulumi";
import { userError } from "../user-error";

/**
 * The type of nodes that a cluster has had since it was made, whatever it is to have now. With another
 * type the provider would replace the cluster, and clients would be without it; so the type is kept in
 * the state, as AWS has no data source of clusters, and a wish for another one is refused.
 *
 * The refusal is an error of the program, and not of the output: the SDK waits for ever for a resource
 * whose input is an error.
 */
export function keptNodeType(
    name: string,
    { clusterName, nodeType }: { readonly clusterName: string; readonly nodeType: string },
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const { output } = new pulumi.Stash(name, { input: nodeType }, opts);
    const kept = output as pulumi.Output<string>;
    kept.apply((is) => {
        if (is !== nodeType) {
            throw userError(
                [
                    `DAX cluster ${clusterName} has nodes of ${is}, and cannot get ${nodeType}; refused, and the cluster is as it was.`,
                    `Leave its own type at ${is}, and have another cluster made beside it, that takes its place:`,
                    `  pii:dynamodb.daxNext: { nodeType: ${nodeType}, serves: false }`,
                    "docs/dax.md has the steps. A next one that does not serve yet is made anew once daxNext was taken away.",
                ].join("\n"),
            );
        }
    });
    return kept;
}
