import type { Inspected } from "../../inspect";
import { rule } from "../../rule";

/** The regions of AWS that are in the European Union. */
const EUROPEAN_UNION: readonly string[] = [
    "eu-central-1",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-3",
];

export const residency = rule({
    name: "residency",
    description: "Everything is in a region where the data may be.",
    why: "Moving personal data to another jurisdiction needs a legal basis; a region is one property.",
    severity: "high",
    remediation:
        "Use an allowed region, or add the region to the setting once there is a legal basis.",
    frameworks: { gdpr: ["44", "46"] },
    settings: {
        regions: {
            type: "array",
            items: { type: "string" },
            default: EUROPEAN_UNION,
            description: "regions where data may be",
        },
    },
    check: (resource, { regions }) => {
        if (resource.type === "pulumi:providers:aws") {
            resource.mustHave("region", "takes its region from the environment; set aws:region");
            mustBeIn(resource, "region", regions);
        }
        if (!resource.type.startsWith("aws:")) {
            return;
        }
        mustBeIn(resource, "region", regions);
        mustBeIn(resource, "availabilityZone", regions);
        for (const zone of resource.each("availabilityZones")) {
            mustBeIn(zone, "", regions);
        }
        for (const replica of resource.each("replicas")) {
            mustBeIn(replica, "regionName", regions);
            mustBeIn(replica, "region", regions);
        }
        mustBeIn(resource, "globalTableWitness.regionName", regions);
    },
});

/** A violation unless the region, or the zone in a region, is one of `regions` or absent. */
function mustBeIn(part: Inspected, path: string, regions: readonly string[]): void {
    part.must(
        path,
        (place) => place === undefined || regions.some((region) => isIn(place, region)),
        (got) => `is in ${got}, where data may not be; use ${regions.join(", ")}`,
    );
}

/** Zones are named after their region: `eu-west-1a`, and local ones `us-west-2-lax-1a`. */
function isIn(place: unknown, region: string): boolean {
    return (
        typeof place === "string" &&
        place.startsWith(region) &&
        /^([a-z]|-.+)?$/.test(place.slice(region.length))
    );
}
