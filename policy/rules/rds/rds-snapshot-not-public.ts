import { rule } from "../../rule";

export const rdsSnapshotNotPublic = rule({
    name: "rds-snapshot-not-public",
    description: "Snapshots of databases are shared with named accounts at most.",
    why: "Whoever finds a public snapshot restores the whole database in an account of theirs.",
    severity: "critical",
    remediation: "Take 'all' out of sharedAccounts; name the accounts instead.",
    frameworks: {
        fsbp: ["RDS.1"],
        pci: ["1.4.4", "7.2.1"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-1",
    types: [
        "aws:rds/clusterSnapshot:ClusterSnapshot",
        "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
        "aws:rds/snapshot:Snapshot",
        "aws:rds/snapshotCopy:SnapshotCopy",
    ],
    check: (snapshot) => {
        for (const account of snapshot.each("sharedAccounts")) {
            account.must(
                "",
                (id) => id !== "all",
                "shares the snapshot with everybody; name accounts instead of all",
            );
        }
    },
});
