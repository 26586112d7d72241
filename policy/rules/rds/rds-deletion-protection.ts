import { CLUSTER, INSTANCE } from "../../databases";
import { rule } from "../../rule";
import { isOn, switchedOn } from "../../switch";

export const rdsDeletionProtection = rule({
    name: "rds-deletion-protection",
    description: "Databases and global databases refuse to be deleted.",
    why: "One wrong destroy, by hand or by a program, would delete the database with all personal data in it.",
    severity: "high",
    remediation: "Set deletionProtection to true.",
    frameworks: { fsbp: ["RDS.7", "RDS.8"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-7",
    types: [CLUSTER, INSTANCE, "aws:rds/globalCluster:GlobalCluster"],
    check: (database) => {
        database.must(
            "deletionProtection",
            isOn,
            "deletion protection is off; set deletionProtection to true",
        );
    },
    remediate: (database) => switchedOn(database, "deletionProtection"),
});
