import { isSupported, supportedVersions } from "../../aurora-versions";
import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

export const rdsEngineVersionSupported = rule({
    name: "rds-engine-version-supported",
    description: "Aurora PostgreSQL runs a version that is named and in standard support.",
    why: "After the end of support there are no security fixes, or they are billed as Extended Support.",
    severity: "high",
    remediation: "Set engineVersion to a supported version; 16.8 and 17.7 are the long-term ones.",
    frameworks: { pci: ["6.3.3"], gdpr: ["32(1)(b)"] },
    types: ["aws:rds/cluster:Cluster", "aws:rds/globalCluster:GlobalCluster"],
    check: (cluster) => {
        const engine = cluster.read("engine");
        if (engine !== undefined && engine !== UNKNOWN && engine !== "aurora-postgresql") {
            return;
        }
        // One that is made of a cluster has the version of that.
        if (cluster.has("sourceDbClusterIdentifier") && !cluster.has("engineVersion")) {
            return;
        }
        const today = new Date().toISOString().slice(0, 10);
        cluster.must(
            "engineVersion",
            (version) => isSupported(version, today),
            (got) =>
                `engineVersion is ${got}; set it to one in standard support: ${supportedVersions(today).join(", ")}`,
        );
    },
});
