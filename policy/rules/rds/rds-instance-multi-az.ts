import { INSTANCE, isReplica } from "../../databases";
import { rule } from "../../rule";

export const rdsInstanceMultiAz = rule({
    name: "rds-instance-multi-az",
    description: "Databases of plain RDS have a standby in another zone.",
    why: "Without it the failure of a zone, or of the disk, is an outage until somebody restores a backup.",
    severity: "medium",
    remediation: "Set multiAz to true; the standby is made beside the running instance.",
    frameworks: { fsbp: ["RDS.5"], cis: ["2.2.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5",
    types: [INSTANCE],
    check: (instance) => {
        if (!isReplica(instance)) {
            instance.must(
                "multiAz",
                (on) => on === true,
                "has no standby in another zone; set multiAz to true",
            );
        }
    },
});
