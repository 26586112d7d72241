import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

export const requiredTags = rule({
    name: "required-tags",
    description: "Everything that takes tags has those asked for, its own or the provider's.",
    why: "Backups, costs and who answers for personal data go by tags; what has none is left out.",
    severity: "medium",
    remediation: "Set the tags in the provider's defaultTags, or on the resource.",
    frameworks: {
        fsbp: ["DynamoDB.5", "RDS.28", "Backup.2"],
        pci: ["12.5.1"],
        gdpr: ["5(2)", "30"],
    },
    source: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    settings: {
        tags: {
            type: "array",
            items: { type: "string", pattern: "^[^=]+(=[^=]+)?$" },
            default: [] as readonly string[],
            description:
                "tags that must be there, as `name`, or with the values allowed: `name=a|b`",
        },
    },
    // All tags, those of the provider among them, are known only of what is planned or made.
    checkStack: (stack, { tags }) => {
        const asked = tags.map((each) => {
            const [name = "", values] = each.split("=");
            return { name, allowed: values?.split("|") };
        });
        for (const resource of stack.resources.filter((each) => each.has("tagsAll"))) {
            for (const { name, allowed } of asked) {
                const path = `tagsAll.${name}`;
                const value = resource.read(path);
                if (value === undefined) {
                    resource.fail(`has no tag ${name}; add it to the provider's defaultTags`);
                } else if (allowed !== undefined && value !== UNKNOWN) {
                    resource.must(
                        path,
                        (tag) => allowed.includes(String(tag)),
                        (got) => `its tag ${name} is ${got}; use ${allowed.join(" or ")}`,
                    );
                }
            }
        }
    },
});
