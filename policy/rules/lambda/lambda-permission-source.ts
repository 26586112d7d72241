import { rule } from "../../rule";

const SERVICE = /\.amazonaws\.com(\.cn)?$/;

export const lambdaPermissionSource = rule({
    name: "lambda-permission-source",
    description: "An AWS service may invoke a function only for a named source.",
    why: "Otherwise anybody's bucket, topic or rule makes the service call this function (confused deputy).",
    severity: "medium",
    remediation: "Set sourceArn, or sourceAccount where the service gives no ARN.",
    frameworks: { pci: ["7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
    types: ["aws:lambda/permission:Permission"],
    check: (permission) => {
        const ties = ["sourceArn", "sourceAccount", "principalOrgId"];
        if (!ties.some((tie) => permission.has(tie))) {
            permission.must(
                "principal",
                (principal) => !SERVICE.test(String(principal)),
                (got) => `lets ${got} invoke it for anybody; set sourceArn or sourceAccount`,
            );
        }
    },
});
