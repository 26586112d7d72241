import { rule } from "../../rule";

export const iamNoUsers = rule({
    name: "iam-no-users",
    description: "Nobody signs in as an IAM user.",
    why: "Users have passwords and keys that last for years and are out of reach of whoever ends an employment.",
    severity: "high",
    remediation:
        "Give people roles through IAM Identity Center, and programs the roles of where they run.",
    frameworks: {
        fsbp: ["IAM.5", "IAM.8"],
        cis: ["1.11", "1.20"],
        pci: ["8.2.5", "8.3.9", "8.4.2"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",

    types: ["aws:iam/user:User", "aws:iam/userLoginProfile:UserLoginProfile"],
    check: (resource) => {
        resource.fail("signs in as an IAM user; use a role, of IAM Identity Center for people");
    },
});
