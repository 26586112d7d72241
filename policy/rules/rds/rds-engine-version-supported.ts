import { isSupported, supportedVersions } from "../../aurora-versions";
import { CLUSTER, INSTANCE, hasSource } from "../../databases";
import { isSupportedMajor, supportedMajors } from "../../postgresql-versions";
import { rule } from "../../rule";

const GLOBAL = "aws:rds/globalCluster:GlobalCluster";

export const rdsEngineVersionSupported = rule({
    name: "rds-engine-version-supported",
    description: "PostgreSQL runs a version that is named and in standard support.",
    why: "After the end of support there are no security fixes, or they are billed as Extended Support.",
    severity: "high",
    remediation:
        "Set engineVersion to a supported version; of Aurora 16.8 and 17.7 are the long-term ones.",
    frameworks: { pci: ["6.3.3"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html",
    types: [CLUSTER, INSTANCE, GLOBAL],
    check: (database) => {
        // One that is made of another has the version of that.
        const source = database.has("sourceDbClusterIdentifier") || hasSource(database);
        if (source && !database.has("engineVersion")) {
            return;
        }
        const today = new Date().toISOString().slice(0, 10);
        const engine = database.read("engine") ?? (database.type === GLOBAL ? AURORA : undefined);
        if (engine === AURORA) {
            database.must(
                "engineVersion",
                (version) => isSupported(version, today),
                (got) =>
                    `engineVersion is ${got}; set it to one in standard support: ${supportedVersions(today).join(", ")}`,
            );
        } else if (engine === "postgres") {
            database.must(
                "engineVersion",
                (version) => isSupportedMajor(version, today),
                (got) =>
                    `engineVersion is ${got}; set it to one in standard support, of ${supportedMajors(today).join(", ")}`,
            );
        }
    },
});

const AURORA = "aurora-postgresql";
