import { AwsError } from "../../cloud/model";
import type { InvokeContext } from "../../cloud/provider";
import type { Props } from "../../provider/provider";

/** Regions with other zones than a, b and c. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
    "us-east-1": ["a", "b", "c", "d", "e", "f"],
    "us-west-1": ["a", "c"],
    "us-west-2": ["a", "b", "c", "d"],
    "ap-northeast-1": ["a", "c", "d"],
    "ap-northeast-2": ["a", "b", "c", "d"],
    "ca-central-1": ["a", "b", "d"],
};

/** The availability zones of `region`, by the names they have in the simulated account. */
export function zonesIn(region: string): string[] {
    return (LETTERS[region] ?? ["a", "b", "c"]).map((letter) => region + letter);
}

/** The physical zone behind a zone's name, such as `euw1-az1`. */
export function zoneId(region: string, zone: string): string {
    const [area = "", ...rest] = region.split("-");
    const initials = rest
        .join("")
        .replace(/north|south|east|west|central|gov/g, (direction) => direction.charAt(0));
    return `${area}${initials}-az${zonesIn(region).indexOf(zone) + 1}`;
}

/** `aws.getAvailabilityZones`: the zones that every account has, without local zones. */
export function getAvailabilityZones(args: Props, { region }: InvokeContext): Props {
    if (args.filters !== undefined || args.allAvailabilityZones !== undefined) {
        throw new AwsError(
            "NotModelled",
            "the sandbox's getAvailabilityZones has no filters; add them in sandbox/aws/ec2/zones.ts",
        );
    }
    const [names, ids] = [args.excludeNames, args.excludeZoneIds] as (string[] | undefined)[];
    // All of them are available.
    const zones = (args.state ?? "available") === "available" ? zonesIn(region) : [];
    const chosen = zones
        .filter((zone) => names?.includes(zone) !== true)
        .filter((zone) => ids?.includes(zoneId(region, zone)) !== true);
    return {
        ...args,
        id: region,
        region,
        names: chosen,
        zoneIds: chosen.map((zone) => zoneId(region, zone)),
        groupNames: [region],
    };
}
