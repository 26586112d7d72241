import { UNKNOWN } from "../../inspect";
import { accountOf } from "../../policy-access";
import { rule } from "../../rule";

export const lambdaLayersKnown = rule({
    name: "lambda-layers-known",
    description: "Functions use layers of their own account, or of accounts that are listed.",
    why: "A layer is code that runs with the rights of the function, and its owner can be anybody.",
    severity: "medium",
    remediation:
        "Publish a copy of the layer in your own account, or list the account in the setting accounts.",
    frameworks: { pci: ["6.3.2"], gdpr: ["28", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html",
    settings: {
        accounts: {
            type: "array",
            items: { type: "string" },
            // Lambda Insights and Powertools, both of AWS.
            default: ["580247275435", "017000801446"] as readonly string[],
            description: "accounts whose layers may be used",
        },
    },
    types: ["aws:lambda/function:Function"],
    check: (lambda, { accounts }) => {
        const role = lambda.read("role");
        for (const layer of lambda.each("layers")) {
            const owner = accountOf(String(layer.read("")));
            if (owner === undefined || accounts.includes(owner)) {
                continue;
            }
            if (role === UNKNOWN) {
                lambda.undecided("role");
            } else if (owner !== accountOf(String(role))) {
                layer.fail(
                    `is a layer of account ${owner}; publish a copy of your own, or list it in the setting accounts`,
                );
            }
        }
    },
});
