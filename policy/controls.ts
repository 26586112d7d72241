import type { Frameworks } from "./rule";

/** The controls that a rule covers, each with its framework: `FSBP RDS.3`, `GDPR Art. 32(1)(a)`. */
export function controlsOf({
    fsbp = [],
    cis = [],
    pci = [],
    gdpr = [],
    ccpa = [],
}: Frameworks): string[] {
    return [
        ...fsbp.map((id) => `FSBP ${id}`),
        ...cis.map((id) => `CIS AWS 5.0 ${id}`),
        ...pci.map((id) => `PCI DSS 4.0.1 ${id}`),
        ...gdpr.map((article) => `GDPR Art. ${article}`),
        ...ccpa.map((section) => `CCPA ${section}`),
    ];
}
