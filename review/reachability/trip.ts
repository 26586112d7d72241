import type { Network, Subnet } from "./network";
import type { Protocol } from "./ports";
import { type AddressSet, countOf, formatSet } from "./ranges";
import type { SecurityGroup } from "./security-groups";

/** First and last port. */
export type PortRange = readonly [number, number];

/** One end of a connection: in one subnet, or outside. */
export interface End {
    readonly name: string;
    /** Where in the addresses of one family it may be. */
    readonly addresses: AddressSet;
    /** None for what is outside. */
    readonly subnet?: Subnet;
    /** The groups that filter its traffic; none means that nothing does. */
    readonly groups: readonly SecurityGroup[];
    readonly hasPublicAddress: boolean;
    /** `s3` or `dynamodb`, when it is that service. */
    readonly service?: string;
}

/** A connection whose way is looked for. */
export interface Trip {
    readonly network: Network;
    readonly protocol: Protocol;
    readonly port: number;
    readonly from: End;
    readonly to: End;
    /** Ports that programs on the side of `from` ordinarily get from their system. */
    readonly clientPorts: PortRange;
}

/** What gets on, after a part of the way. What is held back is noted in a list of gaps. */
export interface Flight {
    readonly from: AddressSet;
    readonly to: AddressSet;
    /** What let it through so far. */
    readonly steps: readonly string[];
}

/** The flight, one step further, with the addresses that are left of it. */
export function onward(
    flight: Flight,
    step: string,
    left: Partial<Pick<Flight, "from" | "to">> = {},
): Flight {
    return { ...flight, ...left, steps: [...flight.steps, step] };
}

/** `all` by its name, a part of it by its addresses. */
export function nameOf(part: AddressSet, all: AddressSet, name: string): string {
    return countOf(part) === countOf(all) ? name : formatSet(part);
}

/** `tcp 5432` */
export function traffic({ protocol, port }: Trip): string {
    return `${protocol} ${port}`;
}
