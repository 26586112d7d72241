import { between, num, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { ipv4Block, ipv6Block } from "../shared/cidr";
import { broken, exactlyOne, objectsOf } from "../shared/rules";
import { isEveryProtocol, portRange } from "./ports";

/** Entries that an ACL may have in one direction beside AWS's own two, unless AWS raises it. */
export const ENTRY_QUOTA = 20 - 2;

/** A check for the number of an entry. */
export const entryNumber = between(1, 32766);

/** Numbers of the protocols that have names in programs; ACLs know them by number only. */
const NUMBERS: Readonly<Record<string, string>> = {
    all: "-1",
    icmp: "1",
    tcp: "6",
    udp: "17",
    "ipv6-icmp": "58",
};

/** A check for the protocol of an entry: a name as IANA has it, a number, or `-1` for all. */
export const entryProtocol = (value: string): string | undefined =>
    value === "-1" ||
    NUMBERS[value] !== undefined ||
    /^(\d\d?|1[0-3]\d|14[0-2]|25[34])$/.test(value)
        ? undefined
        : `must be -1, ${Object.keys(NUMBERS).join(", ")} or a protocol number, got "${value}"`;

/** The number of a protocol, as AWS keeps it. */
export function protocolNumber(value: unknown): string {
    return NUMBERS[value as string] ?? (value as string);
}

const port = between(0, 65535);

/** Fields of an entry in the list of an ACL. */
export const ENTRY = {
    action: str({ required: true, check: oneOf("allow", "deny") }),
    ruleNo: num({ required: true, check: entryNumber }),
    protocol: str({ required: true, check: entryProtocol }),
    fromPort: num({ required: true, check: port }),
    toPort: num({ required: true, check: port }),
    cidrBlock: str({ check: ipv4Block() }),
    ipv6CidrBlock: str({ check: ipv6Block }),
    icmpCode: num(),
    icmpType: num(),
};

/** The one entry that the default ACL of a new VPC has in each direction. */
export const ALLOW_ALL: readonly Props[] = [
    {
        action: "allow",
        ruleNo: 100,
        protocol: "-1",
        fromPort: 0,
        toPort: 0,
        cidrBlock: "0.0.0.0/0",
    },
];

/** The entries of one direction as the provider reads them back. */
export function entriesOf(inputs: Props, direction: "ingress" | "egress"): readonly Props[] {
    return objectsOf(inputs[direction]).map((entry) => ({
        ...entry,
        protocol: protocolNumber(entry.protocol),
    }));
}

/** Rules of the lists of both directions. */
export function entryRules(inputs: Props): Failure[] {
    return ["ingress", "egress"].flatMap((direction) => {
        const entries = objectsOf(inputs[direction]);
        const numbers = entries
            .map(({ ruleNo }) => ruleNo)
            .filter((number) => typeof number === "number");
        const twice = numbers.find((number, i) => numbers.indexOf(number) !== i);
        return [
            ...entries.flatMap((entry, i) => rulesOf(entry, `${direction}[${i}].`)),
            ...broken(
                [twice !== undefined, direction, `rule number ${twice} stands there twice`],
                [
                    entries.length > ENTRY_QUOTA,
                    direction,
                    `has ${entries.length} rules, and the default quota leaves ${ENTRY_QUOTA} beside AWS's own`,
                ],
            ),
        ];
    });
}

function rulesOf(entry: Props, prefix: string): Failure[] {
    const peers = exactlyOne(entry, "cidrBlock", "ipv6CidrBlock").map(({ property, reason }) => ({
        property: prefix + property,
        reason,
    }));
    if (isEveryProtocol(entry.protocol) && (entry.fromPort !== 0 || entry.toPort !== 0)) {
        const reason = 'must be 0, and toPort too, with protocol "-1", which opens every port';
        return [...peers, { property: `${prefix}fromPort`, reason }];
    }
    return [...peers, ...portRange(entry, prefix)];
}
