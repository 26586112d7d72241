import { UNKNOWN } from "../../inspect";
import { type Literal, literalsOf } from "../../literals";
import type { Resource } from "../../resource";
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

/** Where AWS keeps what is the same everywhere: CloudFront, its certificates and its web ACLs. */
const EDGE = "us-east-1";
const EDGE_TYPES =
    /^aws:((acm|cloudfront|iam|organizations|route53domains|shield)\/|route53\/(healthCheck|record|zone):|wafv2\/webAclLogging)/;
const EDGE_ARN = /^arn:aws[a-z-]*:(acm:|wafv2:[a-z0-9-]+:\d*:global\/)/;

/** True for what has no region, or has to be in that of the edge and holds no data. */
function isOfEdge(resource: Resource): boolean {
    return EDGE_TYPES.test(resource.type) || resource.read("scope") === "CLOUDFRONT";
}

/** The region or zone that a text puts something in; `undefined` when it is about neither. */
function placeOf({ path, name, value }: Literal): string | undefined {
    if (typeof value !== "string") {
        return undefined;
    }
    if (PLACES.test(name)) {
        return path === "region" || REGION.test(value) ? value : undefined;
    }
    return POLICIES.test(path) || EDGE_ARN.test(value) ? undefined : ARN.exec(value)?.[1];
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
        const { type, provider } = resource;
        const mayBeIn = (place: string) => regions.some((region) => isIn(place, region));
        const refuse = (what: string, place: string) => {
            resource.fail(
                `${what} is in ${place}, where data may not be; use ${regions.join(", ")}`,
            );
        };
        if (type === "pulumi:providers:aws") {
            resource.mustHave("region", "takes its region from the environment; set aws:region");
            // What such a provider is for is told by what it makes.
            if (resource.read("region") === EDGE) {
                return;
            }
        } else if (!type.startsWith("aws:") || isOfEdge(resource)) {
            return;
        }
        if (!resource.has("region") && provider.read("region") === EDGE && !mayBeIn(EDGE)) {
            refuse("its provider", EDGE);
        }
        for (const literal of literalsOf(resource)) {
            const { path, name, value } = literal;
            const place = placeOf(literal);
            if (value === UNKNOWN && (PLACES.test(name) || name === "replicas")) {
                resource.undecided(path);
            }
            if (place !== undefined && !mayBeIn(place)) {
                refuse(path, place);
            }
        }
    },
});
