import { mustHaveCustomerKey } from "../../customer-key";
import { rule } from "../../rule";

export const cloudtrailHardened = rule({
    name: "cloudtrail-hardened",
    description: "Trails log in every region, are encrypted, and show any tampering.",
    why: "An intruder acts where nobody logs, and then edits the log.",
    severity: "high",
    remediation:
        "Set isMultiRegionTrail, enableLogFileValidation and kmsKeyId; leave enableLogging and includeGlobalServiceEvents on.",
    frameworks: {
        fsbp: ["CloudTrail.1", "CloudTrail.2", "CloudTrail.4"],
        cis: ["3.1", "3.2", "3.5"],
        pci: ["10.2.1", "10.3.2", "10.3.4"],
        gdpr: ["5(2)", "33"],
    },
    types: ["aws:cloudtrail/trail:Trail"],
    check: (trail) => {
        for (const setting of ["isMultiRegionTrail", "enableLogFileValidation"]) {
            trail.must(setting, (on) => on === true, `${setting} is off; set it to true`);
        }
        for (const setting of ["enableLogging", "includeGlobalServiceEvents"]) {
            trail.must(setting, (on) => on !== false, `${setting} is off; leave it true`);
        }
        mustHaveCustomerKey(trail, "kmsKeyId", "the trail");
    },
});
