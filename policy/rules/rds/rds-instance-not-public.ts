import { CLUSTER_INSTANCE, INSTANCE } from "../../databases";
import { rule } from "../../rule";

export const rdsInstanceNotPublic = rule({
    name: "rds-instance-not-public",
    description: "Database instances have no public address.",
    why: "A database that the internet can reach is one leaked password away from being read by anyone.",
    severity: "critical",
    remediation: "Leave publiclyAccessible false.",
    frameworks: {
        fsbp: ["RDS.2"],
        cis: ["2.2.3"],
        pci: ["1.4.4"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
    types: [CLUSTER_INSTANCE, INSTANCE],
    check: (instance) => {
        instance.must(
            "publiclyAccessible",
            (open) => open !== true,
            "has a public address; set publiclyAccessible to false",
        );
    },
});
