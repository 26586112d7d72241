import { rule } from "../../rule";

export const ssmDocumentNotPublic = rule({
    name: "ssm-document-not-public",
    description: "No document of Systems Manager is shared with everyone.",
    why: "Documents tell how the platform is run, and now and then a password.",
    severity: "critical",
    remediation: "Name accounts in permissions.",
    frameworks: { fsbp: ["SSM.4"], pci: ["7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-4",
    types: ["aws:ssm/document:Document"],
    check: (resource) => {
        for (const accounts of ["permissions.accountIds", "permissions.account_ids"]) {
            resource.must(
                accounts,
                (ids) => !String(ids).toLowerCase().split(",").includes("all"),
                "is shared with everyone; name accounts in permissions",
            );
        }
    },
});
