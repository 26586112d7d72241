import { compare, kindOf, ofType, shortName, tag, text, textsWithin } from "../fields";
import type { Resource } from "../resource";
import type { Tier } from "./tiers";

/** A security group: what wears it may do what its rules say. */
export interface Peer {
    readonly id: string;
    readonly name: string;
    /** Tiers of what wears it, else the tier that its tag `Tier` names; empty when neither tells. */
    readonly tiers: readonly string[];
    /** What wears it, by kind, such as `rds Cluster`. */
    readonly wornBy: readonly string[];
    /** Services of the interface endpoints that wear it, such as `kms`. */
    readonly endpoints: readonly string[];
}

/** What may wear a group is anything that names it, but for these, which belong to the group. */
const OF_GROUPS = /^aws:(vpc\/|ec2\/(securityGroup|defaultSecurityGroup|vpcSecurityGroup))/;

/** The security groups of the VPC, in the order of their names. */
export function readPeers(
    resources: readonly Resource[],
    vpc: Resource,
    tiers: readonly Tier[],
): Peer[] {
    const users = resources.filter(({ type }) => type.startsWith("aws:") && !OF_GROUPS.test(type));
    return ofType(resources, "aws:ec2/securityGroup:SecurityGroup")
        .map((group): Peer => {
            const wearers = users
                .filter(({ inputs }) => textsWithin(inputs).includes(group.id ?? group.urn))
                .flatMap((user) => startedFrom(users, user));
            const subnetIds = wearers.flatMap((user) => subnetsOf(users, user));
            const found = tiers
                .filter(({ subnets }) => subnets.some(({ id }) => subnetIds.includes(id)))
                .map(({ name }) => name);
            const tagged = tag(group, "Tier")?.toLowerCase();
            return {
                id: group.id ?? group.urn,
                name: shortName(group, vpc),
                tiers: found.length > 0 || tagged === undefined ? found : [tagged],
                wornBy: [...new Set(wearers.map(kindOf))].sort(compare),
                endpoints: wearers
                    .flatMap((user) => text(user, "serviceName") ?? [])
                    .map(serviceName)
                    .sort(compare),
            };
        })
        .sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}

/** `kms` of `com.amazonaws.eu-west-1.kms`. */
export function serviceName(endpoint: string): string {
    return endpoint.replace(/^com\.amazonaws\.[^.]+\./, "");
}

/** A template wears nothing itself: what is started from it does. */
function startedFrom(resources: readonly Resource[], user: Resource): readonly Resource[] {
    const started = user.type.includes("/launchTemplate:")
        ? resources.filter(({ inputs }) => textsWithin(inputs).includes(user.id ?? user.urn))
        : [];
    return started.length === 0 ? [user] : started;
}

/** Fields that name a group of subnets. */
const GROUP_FIELDS = ["dbSubnetGroupName", "subnetGroupName"];

/** Subnets that a resource is in, named by itself or by its group of subnets. */
function subnetsOf(resources: readonly Resource[], user: Resource): string[] {
    const names = GROUP_FIELDS.flatMap((key) => text(user, key) ?? []);
    const groups = resources.filter(
        (resource) =>
            resource.type.includes("/subnetGroup:") && names.includes(text(resource, "name") ?? ""),
    );
    return [user, ...groups].flatMap(({ inputs }) =>
        textsWithin(inputs).filter((value) => value.startsWith("subnet-")),
    );
}
