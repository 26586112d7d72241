import type { Inspected } from "../../inspect";
import { rule } from "../../rule";

/** Policies of AWS that are as good as everything, in the account or in a service. */
const BROAD =
    /^arn:[^:]*:iam::aws:policy\/(.*\/)?([^/]*FullAccess[^/]*|AdministratorAccess[^/]*|PowerUserAccess)$/i;

function mustBeNarrow(part: Inspected, path: string): void {
    part.must(
        path,
        (arn) => typeof arn !== "string" || !BROAD.test(arn),
        (arn) => `attaches ${arn.split("/").at(-1)}; attach a policy that names what is needed`,
    );
}

export const iamNoBroadManagedPolicy = rule({
    name: "iam-no-broad-managed-policy",
    description: "No role, user or group has a policy of AWS that allows all of a service or more.",
    why: "Such policies allow everything on every resource, and AWS widens them as the service grows.",
    severity: "high",
    remediation:
        "Attach a policy of your own that names the actions and resources that are needed.",
    frameworks: {
        fsbp: ["IAM.1"],
        cis: ["1.15", "1.21"],
        pci: ["7.2.2", "7.2.5"],
        gdpr: ["25", "32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    types: [
        "aws:iam/role:Role",
        ...["rolePolicyAttachment", "userPolicyAttachment", "groupPolicyAttachment"].flatMap(
            (name) =>
                ["", "sExclusive"].map((end) => {
                    const token = `${name}${end}`;
                    return `aws:iam/${token}:${token[0]?.toUpperCase()}${token.slice(1)}`;
                }),
        ),
        "aws:iam/policyAttachment:PolicyAttachment",
        "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
        "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
    ],
    check: (resource) => {
        for (const property of ["policyArn", "managedPolicyArn"]) {
            mustBeNarrow(resource, property);
        }
        for (const property of ["managedPolicyArns", "policyArns"]) {
            for (const arn of resource.each(property)) {
                mustBeNarrow(arn, "");
            }
        }
    },
});
