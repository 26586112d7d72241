import { rule } from "../../rule";

export const rdsClusterIamAuthentication = rule({
    name: "rds-cluster-iam-authentication",
    description: "Aurora clusters accept IAM authentication.",
    why: "Tokens that live for minutes and are tied to a role replace passwords that are shared and never expire.",
    severity: "medium",
    remediation: "Set iamDatabaseAuthenticationEnabled to true.",
    frameworks: { fsbp: ["RDS.12"], pci: ["8.3.2"], gdpr: ["32(1)(b)"] },
    types: ["aws:rds/cluster:Cluster"],
    check: (cluster) => {
        cluster.must(
            "iamDatabaseAuthenticationEnabled",
            (on) => on === true,
            "IAM authentication is off; set iamDatabaseAuthenticationEnabled to true",
        );
    },
});
