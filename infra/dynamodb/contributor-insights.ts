import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TableSpec } from "../../tables/table-spec";

/** Which keys are counted: those that were throttled, or those that were accessed as well. */
export type Insights = "throttled" | "all";

/**
 * Modes of AWS, paid by events: of throttled ones there are few
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights_HowItWorks.html).
 */
const MODES = {
    throttled: "THROTTLED_KEYS",
    all: "ACCESSED_AND_THROTTLED_KEYS",
} as const satisfies Record<Insights, string>;

/**
 * Shows the keys that a table and its indexes are busiest with. Keys are of level 1 at most, and
 * still personal: who may see graphs of CloudWatch sees them.
 */
export function contributorInsights(
    name: string,
    {
        tableName,
        spec,
        insights,
    }: {
        readonly tableName: pulumi.Input<string>;
        readonly spec: Pick<TableSpec, "indexes">;
        readonly insights: Insights;
    },
    parent: pulumi.Resource,
): void {
    const mode = MODES[insights];
    const opts: pulumi.CustomResourceOptions = {
        parent,
        // The provider has no update, and what is deleted last is switched off.
        replaceOnChanges: ["mode"],
        deleteBeforeReplace: true,
    };
    new aws.dynamodb.ContributorInsights(name, { tableName, mode }, opts);
    for (const indexName of Object.keys(spec.indexes ?? {})) {
        new aws.dynamodb.ContributorInsights(
            `${name}-${indexName}`,
            { tableName, indexName, mode },
            opts,
        );
    }
}
