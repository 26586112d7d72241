import { AwsError, type Draft, maxLength, type Model, num, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { newId } from "../ec2/ids";
import { idOf } from "../ec2/types";
import { broken, exactlyOne, isGiven, isOther } from "../shared/rules";
import { DOMAIN_LIST, MAX_NAME, nameField, priorityField, RULE, RULE_GROUP } from "./types";

const QUERY_TYPES = [
    "A",
    "AAAA",
    "CAA",
    "CNAME",
    "DS",
    "MX",
    "NAPTR",
    "NS",
    "PTR",
    "SOA",
    "SPF",
    "SRV",
    "TXT",
];

/** What replaces the answer to a query that is blocked with `OVERRIDE`. */
const OVERRIDES = ["blockOverrideDnsType", "blockOverrideDomain", "blockOverrideTtl"];

const queryType = (value: string): string | undefined => {
    const number = Number(/^TYPE([1-9]\d*)$/.exec(value)?.[1] ?? NaN);
    return QUERY_TYPES.includes(value) || number <= 65334
        ? undefined
        : `must be one of ${QUERY_TYPES.join(", ")} or TYPE1 to TYPE65334, got "${value}"`;
};

export const rule: Model = {
    type: RULE,
    untaggable: true,
    autoName: { field: "name", maxLength: MAX_NAME },
    fields: {
        action: str({ required: true, check: oneOf("ALLOW", "BLOCK", "ALERT") }),
        blockOverrideDnsType: str({ check: oneOf("CNAME") }),
        blockOverrideDomain: str({
            check: (value) => (value === "" ? "must not be empty" : maxLength(255)(value)),
        }),
        blockOverrideTtl: num({
            // The provider takes 0, and leaves it out; AWS then misses it.
            check: (value) =>
                Number.isInteger(value) && value > 0 && value <= 604_800
                    ? undefined
                    : `must be a whole number from 1 to 604800, got ${value}`,
        }),
        blockResponse: str({ check: oneOf("NODATA", "NXDOMAIN", "OVERRIDE") }),
        confidenceThreshold: str({ replaces: true, check: oneOf("LOW", "MEDIUM", "HIGH") }),
        dnsThreatProtection: str({
            replaces: true,
            check: oneOf("DGA", "DNS_TUNNELING", "DICTIONARY_DGA"),
        }),
        firewallDomainListId: idOf(DOMAIN_LIST, { replaces: true }),
        firewallDomainRedirectionAction: str({
            default: "INSPECT_REDIRECTION_DOMAIN",
            check: oneOf("INSPECT_REDIRECTION_DOMAIN", "TRUST_REDIRECTION_DOMAIN"),
        }),
        firewallRuleGroupId: idOf(RULE_GROUP, { required: true, replaces: true }),
        name: nameField(),
        priority: priorityField(0, 2 ** 31),
        qType: str({ check: queryType }),
    },
    rules: (inputs) => [
        ...exactlyOne(inputs, "firewallDomainListId", "dnsThreatProtection"),
        ...threatFailures(inputs),
        ...blockFailures(inputs),
    ],
    // One list stands in a group once: group and list together are the rule's id.
    id: ({ inputs }) =>
        `${inputs.firewallRuleGroupId as string}:` +
        ((inputs.firewallDomainListId as string | undefined) ?? newId("rslvr-ftp")),
    outputs: {
        firewallThreatProtectionId: ({ id, inputs }) =>
            isGiven(inputs, "dnsThreatProtection") ? id.split(":")[1] : "",
    },
    refuse: refuseTakenPriority,
};

function threatFailures(inputs: Props): Failure[] {
    const hasThreat = isGiven(inputs, "dnsThreatProtection");
    const hasThreshold = isGiven(inputs, "confidenceThreshold");
    return broken(
        [hasThreat && !hasThreshold, "confidenceThreshold", "is required with dnsThreatProtection"],
        [hasThreshold && !hasThreat, "confidenceThreshold", "is for dnsThreatProtection only"],
        [
            hasThreat && inputs.action === "ALLOW",
            "action",
            "must be BLOCK or ALERT with dnsThreatProtection, got ALLOW",
        ],
    );
}

function blockFailures(inputs: Props): Failure[] {
    return broken(
        [
            inputs.action === "BLOCK" && !isGiven(inputs, "blockResponse"),
            "blockResponse",
            "is required for the action BLOCK",
        ],
        [
            isOther(inputs.action, "BLOCK") && isGiven(inputs, "blockResponse"),
            "blockResponse",
            "is for the action BLOCK only",
        ],
        ...OVERRIDES.flatMap((name) => [
            [
                inputs.blockResponse === "OVERRIDE" && !isGiven(inputs, name),
                name,
                "is required for the blockResponse OVERRIDE",
            ] as const,
            [
                isOther(inputs.blockResponse, "OVERRIDE") && isGiven(inputs, name),
                name,
                "is for the blockResponse OVERRIDE only",
            ] as const,
        ]),
    );
}

function refuseTakenPriority({ account, id, inputs }: Draft): void {
    const rival = account
        .all(RULE)
        .filter((other) => other.id !== id)
        .filter((other) => other.inputs.firewallRuleGroupId === inputs.firewallRuleGroupId)
        .find((other) => other.inputs.priority === inputs.priority);
    if (rival !== undefined) {
        throw new AwsError(
            "ValidationException",
            `priority ${String(inputs.priority)} is that of the rule ` +
                `"${String(rival.inputs.name)}" of this group already`,
        );
    }
}
