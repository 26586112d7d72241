import { rule } from "../../rule";

export const daxClusterEncrypted = rule({
    name: "dax-cluster-encrypted",
    description: "DAX clusters are encrypted at rest.",
    why: "The cache holds the same personal data as the table; it is not encrypted by default and cannot be later.",
    severity: "high",
    remediation: "Set serverSideEncryption.enabled to true; only at creation.",
    frameworks: { fsbp: ["DynamoDB.3"], pci: ["3.5.1"], gdpr: ["32(1)(a)"] },
    types: ["aws:dax/cluster:Cluster"],
    check: (cluster) => {
        cluster.must(
            "serverSideEncryption.enabled",
            (on) => on === true,
            "is not encrypted; set serverSideEncryption.enabled to true",
        );
    },
});
