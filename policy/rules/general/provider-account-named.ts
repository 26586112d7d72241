import { rule } from "../../rule";

export const providerAccountNamed = rule({
    name: "provider-account-named",
    description: "Providers name the account that they deploy to.",
    why: "Otherwise whatever credentials are around decide, and development is deployed over production.",
    severity: "medium",
    remediation: "Set aws:allowedAccountIds, or have the provider assume a role of the account.",
    frameworks: { pci: ["6.5.3", "7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
    types: ["pulumi:providers:aws"],
    check: (provider) => {
        const named = ["allowedAccountIds", "assumeRoles", "assumeRoleWithWebIdentity"];
        if (!named.some((property) => provider.has(property))) {
            provider.fail("takes any account; set aws:allowedAccountIds");
        }
    },
});
