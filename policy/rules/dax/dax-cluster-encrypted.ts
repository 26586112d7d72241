import { rule } from "../../rule";
import { isOn } from "../../switch";

export const daxClusterEncrypted = rule({
    name: "dax-cluster-encrypted",
    description: "DAX clusters are encrypted at rest.",
    why: "The cache holds the same personal data as the table; it is not encrypted by default and cannot be later.",
    severity: "high",
    remediation: "Set serverSideEncryption.enabled to true; only at creation.",
    frameworks: {
        fsbp: ["DynamoDB.3"],
        pci: ["3.5.1"],
        gdpr: ["32(1)(a)"],
        ccpa: ["1798.100(e)", "1798.150(a)(1)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-3",
    types: ["aws:dax/cluster:Cluster"],
    check: (cluster) => {
        cluster.must(
            "serverSideEncryption.enabled",
            isOn,
            "is not encrypted; set serverSideEncryption.enabled to true",
        );
    },
});
