import { rule } from "../../rule";

export const cloudtrailEventDataStoreKept = rule({
    name: "cloudtrail-event-data-store-kept",
    description: "Event data stores of CloudTrail Lake refuse to be deleted.",
    why: "Deleting the record is how an intruder ends.",
    severity: "medium",
    remediation: "Leave terminationProtectionEnabled on.",
    frameworks: { pci: ["10.3.2", "10.5.1"], gdpr: ["5(2)", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-eds-termination-protection.html",
    types: ["aws:cloudtrail/eventDataStore:EventDataStore"],
    check: (store) => {
        store.must(
            "terminationProtectionEnabled",
            (on) => on !== false,
            "may be deleted; set terminationProtectionEnabled to true",
        );
    },
    remediate: (store) =>
        store.read("terminationProtectionEnabled") === false
            ? { terminationProtectionEnabled: true }
            : undefined,
});
