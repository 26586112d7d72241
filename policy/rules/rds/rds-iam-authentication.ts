import { CLUSTER, INSTANCE } from "../../databases";
import { rule } from "../../rule";
import type { Resource } from "../../resource";
import { isOn, switchedOn } from "../../switch";

/** Engines that know tokens of IAM. */
const KNOWS_IAM = /^(aurora|mariadb|mysql|postgres)/;

function knowsIam(database: Resource): boolean {
    const engine = database.read("engine");
    return typeof engine !== "string" || KNOWS_IAM.test(engine);
}

export const rdsIamAuthentication = rule({
    name: "rds-iam-authentication",
    description: "Databases accept IAM authentication.",
    why: "Tokens that live for minutes and are tied to a role replace passwords that are shared and never expire.",
    severity: "medium",
    remediation: "Set iamDatabaseAuthenticationEnabled to true.",
    frameworks: {
        fsbp: ["RDS.10", "RDS.12"],
        pci: ["8.3.2"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-12",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        if (knowsIam(database)) {
            database.must(
                "iamDatabaseAuthenticationEnabled",
                isOn,
                "IAM authentication is off; set iamDatabaseAuthenticationEnabled to true",
            );
        }
    },
    remediate: (database) =>
        knowsIam(database) ? switchedOn(database, "iamDatabaseAuthenticationEnabled") : undefined,
});
