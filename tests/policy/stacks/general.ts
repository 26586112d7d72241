import { type Sample, unknown } from "../support";
import type { StackTable } from "./stack-table";

const tagged: Sample = {
    type: "aws:ssm/parameter:Parameter",
    name: "tagged",
    props: { tagsAll: { owner: "team", level: "pii" } },
};
const takesNone: Sample = { type: "aws:iam/rolePolicy:RolePolicy", name: "without", props: {} };

export const generalStackTables: readonly StackTable[] = [
    {
        rule: "required-tags",
        on: [tagged, takesNone],
        config: { tags: ["owner", "level=pii|none"] },
        bad: {
            "no tags": { props: { tagged: { tagsAll: { level: "none" } } }, at: [tagged] },
            "another value": {
                props: { tagged: { tagsAll: { owner: "team", level: "public" } } },
                at: [tagged],
            },
        },
        fine: {
            "not known yet": { props: { tagged: { tagsAll: unknown } } },
            "a value that is not known yet": {
                props: { tagged: { tagsAll: { owner: unknown, level: unknown } } },
            },
        },
    },
    {
        rule: "required-tags",
        on: [tagged],
        fine: { "none asked for": { props: { tagged: { tagsAll: {} } } } },
    },
];
