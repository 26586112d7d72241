import { AwsError, type Model, oneOf, str } from "../../cloud/model";
import { regionalId } from "../shared/ids";
import { given } from "../shared/outputs";
import { indexNames, tableIn } from "./types";

const INSIGHTS = "aws:dynamodb/contributorInsights:ContributorInsights";

/**
 * Tells the keys that are used or throttled most, of a table or one of its indexes.
 *
 * The real provider calls a change of mode one in place, and then has none: it takes
 * `replaceOnChanges`, and `deleteBeforeReplace`, as deleting the old one switches off the new one.
 */
export const contributorInsights: Model = {
    type: INSIGHTS,
    untaggable: true,
    fields: {
        indexName: str({ replaces: true }),
        mode: str({
            keeps: true,
            check: oneOf("ACCESSED_AND_THROTTLED_KEYS", "THROTTLED_KEYS"),
        }),
        tableName: str({ required: true, replaces: true }),
    },
    id: (draft) => {
        const { indexName = "", tableName } = draft.inputs as Record<string, string>;
        const { accountId } = draft.account;
        return regionalId(draft, INSIGHTS, `name:${tableName}/index:${indexName}/${accountId}`);
    },
    outputs: { mode: given("mode", () => "ACCESSED_AND_THROTTLED_KEYS") },
    refuse: ({ account, inputs, region }) => {
        const { indexName, tableName } = inputs as Record<string, string>;
        const table = tableIn(account, region, tableName ?? "");
        if (table === undefined) {
            throw new AwsError(
                "ResourceNotFoundException",
                `tableName: there is no table ${tableName} in ${region}`,
            );
        }
        if (indexName !== undefined && !indexNames(table).includes(indexName)) {
            throw new AwsError(
                "ResourceNotFoundException",
                `indexName: the table ${tableName} has no global secondary index ${indexName}`,
            );
        }
    },
    onUpdate: ({ id }) => {
        throw new AwsError(
            "doesn't support update",
            `mode: the provider cannot change that of ${id}`,
        );
    },
};
