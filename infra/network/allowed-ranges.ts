import {
    formatIpRange,
    type IpRange,
    parseIpRange,
    rangeSize,
    rangesOverlap,
    unionSize,
} from "../ip-range";
import type { Mistake } from "../mistake";

/** Addresses outside the VPC, of the organization or its VPNs, that may enter until a day. */
export interface AllowedRange {
    /** IPv4 or IPv6, as AWS writes it: `10.200.0.0/24`, `2001:db8:1::/48`. */
    readonly cidr: string;
    /** The peer that may be reached from it, in the private tier. */
    readonly to: string;
    readonly port: number;
    /** Why it is needed; becomes part of the rule's description. */
    readonly reason: string;
    /** The last day of it (UTC), such as `2030-12-31`; at most a year from now. */
    readonly until: string;
}

/**
 * What an organization has at most: all of 10.0.0.0/8, or what a registry gives to a provider.
 * Ranges that hold twice as much together are refused, so that no number of pieces, with gaps or
 * without, adds up to a good part of the internet.
 */
const WIDEST_PREFIX = { 4: 8, 6: 32 } as const;

/** Whoever asks for longer is asked again: a year, and the day that a leap year adds. */
const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/**
 * What is wrong with `ranges` themselves. Whether their peers exist and can answer, the flow
 * matrix's own check says.
 * @param today the day (UTC) as `YYYY-MM-DD`; a range is good to the end of its last day
 */
export function allowedRangeMistakes(
    ranges: readonly AllowedRange[],
    { vpcCidr, today }: { readonly vpcCidr: string; readonly today: string },
): Mistake[] {
    const vpc = parseIpRange(vpcCidr);
    const seen = new Map<string, string>();
    const sound: IpRange[] = [];
    const mistakes = ranges.flatMap((allowed, index): Mistake[] => {
        const where = `allowedCidrs[${index}]`;
        const range = parseIpRange(allowed.cidr);
        const advice = cidrAdvice(allowed.cidr, range, vpc);
        if (range !== undefined && advice === undefined) {
            sound.push(range);
        }
        const identity = `${allowed.cidr} to ${allowed.to} ${allowed.port}`;
        const twin = seen.get(identity);
        seen.set(identity, twin ?? where);
        const days = daysUntil(allowed.until, today);
        return [
            ...(advice === undefined
                ? []
                : [{ where: `${where}.cidr`, got: allowed.cidr, advice }]),
            ...(days === undefined || days < 0 || days > LONGEST_DAYS
                ? [
                      {
                          where: `${where}.until`,
                          got: allowed.until,
                          advice: untilAdvice(days, today),
                      },
                  ]
                : []),
            ...(twin === undefined
                ? []
                : [
                      {
                          where,
                          got: identity,
                          advice: `must stand there once; ${twin} says the same`,
                      },
                  ]),
        ];
    });
    return [...mistakes, ...([4, 6] as const).flatMap((family) => together(sound, family))];
}

function cidrAdvice(
    text: string,
    range: IpRange | undefined,
    vpc: IpRange | undefined,
): string | undefined {
    if (range === undefined) {
        return "must be an IPv4 or IPv6 range, such as 10.200.0.0/24 or 2001:db8:1::/48";
    }
    if (range.prefix === 0) {
        return "must not be the whole internet; name the ranges of the organization or its VPNs";
    }
    const widest = WIDEST_PREFIX[range.family];
    if (range.prefix < widest) {
        return `must be a /${widest} or narrower: it holds a good part of the internet`;
    }
    if (formatIpRange(range) !== text) {
        return `must be written as AWS does: ${formatIpRange(range)}`;
    }
    return vpc !== undefined && rangesOverlap(range, vpc)
        ? `must not overlap the VPC's own ${formatIpRange(vpc)}: what is inside connects by flows`
        : undefined;
}

/** A mistake when the ranges of a family are small one by one, but not when put together. */
function together(all: readonly IpRange[], family: 4 | 6): Mistake[] {
    const ranges = all.filter((range) => range.family === family);
    const widest = WIDEST_PREFIX[family];
    return unionSize(ranges) < rangeSize(family, widest - 1)
        ? []
        : [
              {
                  where: "allowedCidrs",
                  got: `${ranges.length} IPv${family} ranges`,
                  advice: `must hold less than a /${widest - 1} together: pieces of the internet are the internet`,
              },
          ];
}

/** Days from `today` to `until`, or `undefined` when it is no day of the calendar. */
function daysUntil(until: string, today: string): number | undefined {
    const time = /^\d{4}-\d\d-\d\d$/.test(until) ? Date.parse(until) : NaN;
    // Node takes 30 February for a day in March.
    return Number.isNaN(time) || dayOf(new Date(time)) !== until
        ? undefined
        : (time - Date.parse(today)) / DAY_MS;
}

function untilAdvice(days: number | undefined, today: string): string {
    if (days === undefined) {
        return "must be a day of the calendar, such as 2030-12-31";
    }
    const latest = dayOf(new Date(Date.parse(today) + LONGEST_DAYS * DAY_MS));
    return days < 0
        ? `has expired: today is ${today}; take the range out, or set another day, ${latest} at the latest`
        : `must be at most ${LONGEST_DAYS} days ahead: ${latest} or earlier`;
}

function dayOf(date: Date): string {
    return date.toISOString().slice(0, 10);
}
