import type { Resource } from "../../resource";
import { accountMustHave } from "../../guardrails";
import { rule } from "../../rule";

const POLICY = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";

/** What a password must have. */
const CLASSES = [
    "requireLowercaseCharacters",
    "requireUppercaseCharacters",
    "requireNumbers",
    "requireSymbols",
];

function mustBeAtLeast(policy: Resource, property: string, least: number): void {
    policy.must(
        property,
        (value) => typeof value === "number" && value >= least,
        (got) => `${property} is ${got}; set it to ${least} or more`,
    );
}

export const accountPasswordPolicyStrong = rule({
    name: "account-password-policy-strong",
    description:
        "Passwords of the console are long, of all classes and not used again, in a stack that holds an account's guardrails.",
    why: "Without a policy IAM takes eight characters, as often as one likes.",
    severity: "medium",
    remediation:
        "Make an aws.iam.AccountPasswordPolicy with minimumPasswordLength 14, passwordReusePrevention 24 and all four classes.",
    frameworks: {
        fsbp: ["IAM.7", "IAM.11", "IAM.12", "IAM.13", "IAM.14", "IAM.15", "IAM.16"],
        cis: ["1.7", "1.8"],
        pci: ["8.3.6", "8.3.7"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-7",
    types: [POLICY],
    check: (policy) => {
        mustBeAtLeast(policy, "minimumPasswordLength", 14);
        mustBeAtLeast(policy, "passwordReusePrevention", 24);
        for (const each of CLASSES) {
            policy.must(each, (on) => on === true, `${each} is off; set it to true`);
        }
    },
    checkStack: (stack) => {
        accountMustHave(
            stack,
            [POLICY],
            "has no password policy; make an aws.iam.AccountPasswordPolicy",
        );
    },
});
