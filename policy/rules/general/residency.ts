import { UNKNOWN } from "../../inspect";
import { type Literal, literalsOf } from "../../literals";
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

/** Names of properties that hold a region, or a zone of one. */
const PLACES = /^((.*r|r)egion(name)?s?|availabilityZones?)$/i;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+/;
const ARN = /^arn:aws[a-z-]*:[a-z0-9-]+:([a-z]{2}(?:-[a-z]+)+-\d+):/;

/** Policies name what may be used, and put no data anywhere. */
const POLICIES = /polic(y|ies)/i;

/** What CloudFront uses is in us-east-1 only, and holds no data. */
const EDGE = "aws:cloudfront/";

/** The region or zone that a text puts something in; `undefined` when it is about neither. */
function placeOf({ path, name, value }: Literal): string | undefined {
    if (typeof value !== "string") {
        return undefined;
    }
    if (PLACES.test(name)) {
        return path === "region" || REGION.test(value) ? value : undefined;
    }
    return POLICIES.test(path) ? undefined : ARN.exec(value)?.[1];
}

/** Zones are named after their region: `eu-west-1a`, and local ones `us-west-2-lax-1a`. */
function isIn(place: string, region: string): boolean {
    return place.startsWith(region) && /^([a-z]|-.+)?$/.test(place.slice(region.length));
}

export const residency = rule({
    name: "residency",
    description: "Everything is in a region where the data may be.",
    why: "Moving personal data to another jurisdiction needs a legal basis; a region is one property.",
    severity: "high",
    remediation:
        "Use an allowed region, or add the region to the setting once there is a legal basis.",
    frameworks: { gdpr: ["44", "46"] },
    source: "https://docs.aws.amazon.com/whitepapers/latest/navigating-gdpr-compliance/aws-data-privacy-and-data-residency.html",
    settings: {
        regions: {
            type: "array",
            items: { type: "string" },
            default: EUROPEAN_UNION,
            description: "regions where data may be",
        },
    },
    check: (resource, { regions }) => {
        const { type } = resource;
        if (type === "pulumi:providers:aws") {
            resource.mustHave("region", "takes its region from the environment; set aws:region");
        } else if (!type.startsWith("aws:") || type.startsWith(EDGE)) {
            return;
        }
        for (const literal of literalsOf(resource)) {
            const { path, name, value } = literal;
            const place = placeOf(literal);
            if (value === UNKNOWN && (PLACES.test(name) || name === "replicas")) {
                resource.undecided(path);
            }
            if (place !== undefined && !regions.some((region) => isIn(place, region))) {
                resource.fail(
                    `${path} is in ${place}, where data may not be; use ${regions.join(", ")}`,
                );
            }
        }
    },
});
