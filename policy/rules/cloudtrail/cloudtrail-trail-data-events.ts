import { rule } from "../../rule";
import { TRAIL, recordsDataEvents } from "../../trails";

export const cloudtrailTrailDataEvents = rule({
    name: "cloudtrail-trail-data-events",
    description: "Trails record who reads and writes data, not only who changes what holds it.",
    why: "Taking the items of a table or the objects of a bucket leaves no other trace.",
    severity: "medium",
    remediation:
        "Add an advanced selector of eventCategory 'Data' for each type of resource that holds personal data.",
    frameworks: {
        fsbp: ["S3.22", "S3.23"],
        cis: ["3.8", "3.9"],
        pci: ["10.2.1.1"],
        gdpr: ["5(2)", "30", "33"],
    },
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    settings: {
        resourceTypes: {
            type: "array",
            items: { type: "string" },
            default: [] as readonly string[],
            description:
                "types that must be recorded, such as `AWS::S3::Object`; without any, one of whatever type will do",
        },
    },
    types: [TRAIL],
    check: (trail, { resourceTypes }) => {
        if (resourceTypes.length === 0 && !recordsDataEvents(trail)) {
            trail.fail("records nobody who reads data; add a selector of eventCategory Data");
        }
        for (const type of resourceTypes.filter((type) => !recordsDataEvents(trail, type))) {
            trail.fail(`records nobody who reads ${type}; add a selector of eventCategory Data`);
        }
    },
});
