import { CLUSTER, INSTANCE } from "../../databases";
import { rule } from "../../rule";
import { isOn, switchedOn } from "../../switch";

export const rdsTagsCopiedToSnapshots = rule({
    name: "rds-tags-copied-to-snapshots",
    description: "Snapshots bear the tags of their database.",
    why: "Without them nobody can tell a snapshot with personal data from another, and rules that go by tags miss it.",
    severity: "low",
    remediation: "Set copyTagsToSnapshot to true.",
    frameworks: { fsbp: ["RDS.16", "RDS.17", "RDS.47"], pci: ["12.5.1"], gdpr: ["30"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-16",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        database.must(
            "copyTagsToSnapshot",
            isOn,
            "snapshots have no tags; set copyTagsToSnapshot to true",
        );
    },
    remediate: (database) => switchedOn(database, "copyTagsToSnapshot"),
});
