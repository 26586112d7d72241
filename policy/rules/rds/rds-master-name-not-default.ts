import { CLUSTER, INSTANCE } from "../../databases";
import { rule } from "../../rule";

export const rdsMasterNameNotDefault = rule({
    name: "rds-master-name-not-default",
    description: "The master of a database has a name of its own.",
    why: "Whoever guesses passwords tries the names first that databases come with.",
    severity: "medium",
    remediation:
        "Set another name at creation; changing it replaces the database, so restore a snapshot into a new one.",
    frameworks: {
        fsbp: ["RDS.24", "RDS.25"],
        pci: ["2.2.2"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-24",
    settings: {
        names: {
            type: "array",
            items: { type: "string" },
            default: [
                "admin",
                "administrator",
                "awsuser",
                "dba",
                "dbadmin",
                "master",
                "postgres",
                "root",
                "sa",
                "user",
            ] as readonly string[],
            description: "names, in lower case, that the master must not have",
        },
    },
    types: [CLUSTER, INSTANCE],
    check: (database, { names }) => {
        for (const property of ["masterUsername", "username"]) {
            database.must(
                property,
                (name) => typeof name !== "string" || !names.includes(name.toLowerCase()),
                (got) => `the master is called ${got}; set ${property} to another name`,
            );
        }
    },
});
