import { rule } from "../../rule";

export const iamNoAccessKeys = rule({
    name: "iam-no-access-keys",
    description:
        "There are no credentials that last: access keys, and what else users sign requests with.",
    why: "Such a key works from anywhere until somebody takes it away, and this one is in Pulumi's state, too.",
    severity: "high",
    remediation:
        "Use roles: of the service that runs the program, or through an identity provider from outside.",
    frameworks: {
        fsbp: ["IAM.3"],
        cis: ["1.12", "1.13"],
        pci: ["8.6.2", "8.6.3"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",

    types: [
        "aws:iam/accessKey:AccessKey",
        "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
        "aws:iam/signingCertificate:SigningCertificate",
        "aws:iam/sshKey:SshKey",
    ],
    check: (resource) => {
        resource.fail("is a credential that lasts; use a role");
    },
});
