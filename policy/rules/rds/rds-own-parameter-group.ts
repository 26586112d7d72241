import { CLUSTER, INSTANCE, isPostgresql, isReplica } from "../../databases";
import { rule } from "../../rule";

export const rdsOwnParameterGroup = rule({
    name: "rds-own-parameter-group",
    description: "PostgreSQL databases have a parameter group of their own.",
    why: "In the default group nothing can be set: up to version 16 of Aurora no TLS is forced, no statement is logged, and nothing is audited.",
    severity: "high",
    remediation:
        "Make a parameter group and name it in dbClusterParameterGroupName; with plain RDS in parameterGroupName.",
    frameworks: {
        fsbp: ["RDS.38"],
        pci: ["2.2.1", "4.2.1"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithParamGroups.html",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        if (!isPostgresql(database) || isReplica(database)) {
            return;
        }
        const property =
            database.type === CLUSTER ? "dbClusterParameterGroupName" : "parameterGroupName";
        database.mustHave(property, `has the default parameters; set ${property}`);
        const group = database.read(property);
        if (typeof group === "string" && group.startsWith("default.")) {
            database.fail(`${property} is ${group}, which AWS owns; name a group of your own`);
        }
    },
});
