import type * as pulumi from "@pulumi/pulumi";
import { known } from "../../infra/known";
import { userError } from "../../infra/user-error";
import type { Upstream } from "../contracts";

/** What there is for the replicas of a region, by its name. */
export type RegionalOutputs = Readonly<
    Record<
        string,
        Readonly<
            Record<"dynamodbKeyArn" | "alarmTopicArn" | "urgentTopicArn", pulumi.Output<string>>
        >
    >
>;

/**
 * What the keys layer made for the replicas of these regions. To be awaited before tables are declared.
 * @throws pulumi.RunError when it has nothing yet for one of them
 */
export async function replicaOutputs(
    keys: Pick<Upstream<"keys">, "replicas">,
    regions: readonly string[],
): Promise<RegionalOutputs> {
    // Where there are no replicas, the layer has no such output.
    const made = regions.length === 0 ? undefined : await known(keys.replicas);
    const missing = regions.filter((region) => made !== undefined && !(region in made));
    if (missing.length > 0) {
        throw userError(
            `pii:dynamodb.replicaRegions names ${missing.join(", ")}, which the layer keys has nothing for yet; update that first`,
        );
    }
    return Object.fromEntries(
        regions.map((region) => {
            const of = (what: keyof RegionalOutputs[string]) =>
                keys.replicas.apply((all) => all[region]?.[what] ?? "");
            return [
                region,
                {
                    dynamodbKeyArn: of("dynamodbKeyArn"),
                    alarmTopicArn: of("alarmTopicArn"),
                    urgentTopicArn: of("urgentTopicArn"),
                },
            ];
        }),
    );
}
