import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

export const dynamodbTableClassified = rule({
    name: "dynamodb-table-classified",
    description: "DynamoDB tables say how personal their data is.",
    why: "Nobody can be told what is held of them, and no rule can go by it, where tables are not told apart.",
    severity: "medium",
    remediation:
        "Give the table the tag that is asked for, with the highest level of its attributes.",
    frameworks: { fsbp: ["DynamoDB.5"], pci: ["9.4.2"], gdpr: ["30"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-5",
    settings: {
        tags: {
            type: "array",
            items: { type: "string" },
            default: [] as readonly string[],
            description: "tags of which each table must have all",
        },
        values: {
            type: "array",
            items: { type: "string" },
            default: ["0", "1", "2", "3"] as readonly string[],
            description: "values that they may have",
        },
    },
    types: ["aws:dynamodb/table:Table"],
    check: (table, { tags, values }) => {
        // Not by a path, because the name of a tag may have dots in it.
        const own = table.partly("tags") ?? {};
        for (const tag of tags) {
            const value = own === UNKNOWN ? own : (own as Record<string, unknown>)[tag];
            if (value === UNKNOWN) {
                table.undecided("tags");
            } else if (typeof value !== "string" || !values.includes(value)) {
                table.fail(`tag ${tag} says nothing known; set it to one of ${values.join(", ")}`);
            }
        }
    },
});
