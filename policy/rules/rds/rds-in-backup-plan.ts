import { mustBeSelected } from "../../backup-selections";
import { CLUSTER, INSTANCE } from "../../databases";
import { rule } from "../../rule";

export const rdsInBackupPlan = rule({
    name: "rds-in-backup-plan",
    description: "Where a stack has backup plans, one of them takes every database.",
    why: "A database that is added later is easily left out, and nobody misses a backup before it is needed.",
    severity: "medium",
    remediation:
        "Name the database's ARN in the resources of an aws.backup.Selection, or give it the tag that one selects by.",
    frameworks: { fsbp: ["RDS.26"], gdpr: ["32(1)(c)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-26",
    checkStack: (stack) => {
        mustBeSelected(stack, [CLUSTER, INSTANCE]);
    },
});
