import { isLongTerm } from "../../aurora-versions";
import { clustersOf } from "../../cluster-instances";
import { CLUSTER, CLUSTER_INSTANCE, INSTANCE } from "../../databases";
import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

const isNotOff = (on: unknown): boolean => on !== false;
const MESSAGE =
    "stays at its minor version; set autoMinorVersionUpgrade to true, or engineVersion to a long-term version";

export const rdsMinorVersionUpgrades = rule({
    name: "rds-minor-version-upgrades",
    description: "Databases take up minor versions by themselves, or run a long-term one.",
    why: "Minor versions close holes; one that nobody takes up stays open. The long-term versions of Aurora get what is urgent as patches, and would be left by an upgrade.",
    severity: "high",
    remediation:
        "Leave autoMinorVersionUpgrade on, with a major version alone as engineVersion; or name a long-term version of Aurora.",
    frameworks: {
        fsbp: ["RDS.13", "RDS.35"],
        cis: ["2.2.2"],
        pci: ["6.3.3"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13",
    // Who reads the release notes may well prefer to choose the day.
    level: "advisory",
    types: [CLUSTER, INSTANCE],
    check: (database) => {
        const version = database.read("engineVersion");
        if (version !== UNKNOWN && !isLongTerm(version)) {
            database.must("autoMinorVersionUpgrade", isNotOff, MESSAGE);
        } else if (version === UNKNOWN && database.read("autoMinorVersionUpgrade") === false) {
            database.undecided("engineVersion");
        }
    },
    checkStack: (stack) => {
        const clusters = clustersOf(stack);
        for (const instance of stack.of(CLUSTER_INSTANCE)) {
            const [cluster] = clusters.from(instance);
            const version = cluster === undefined ? UNKNOWN : cluster.read("engineVersion");
            const isOff = instance.read("autoMinorVersionUpgrade") === false;
            if (isOff && version !== UNKNOWN && !isLongTerm(version)) {
                instance.fail(MESSAGE);
            }
        }
    },
});
