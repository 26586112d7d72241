import { AwsError, bool, type Draft, list, type Model, num, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { isUnknown } from "../../provider/unknown";
import { arn } from "../shared/arn";
import { ipv4Block, ipv6Block } from "../shared/cidr";
import { exactlyOne, isGiven } from "../shared/rules";
import { idWith, newId } from "./ids";
import { hasPorts, isEveryProtocol, portRange, protocol } from "./ports";
import { describing, refuseInlineRules } from "./security-groups";
import * as ec2 from "./types";

/** Rules that one security group may have in one direction, unless AWS raises it. */
const RULE_QUOTA = 60;

const PEERS = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

/** A rule of `aws.vpc`: one protocol, one range of ports, one peer. */
const singleRule = (direction: "Ingress" | "Egress"): Model => {
    const type = direction === "Ingress" ? ec2.INGRESS_RULE : ec2.EGRESS_RULE;
    return {
        type,
        fields: {
            securityGroupId: ec2.idOf(ec2.SECURITY_GROUP, { required: true, replaces: true }),
            ipProtocol: str({ required: true, check: protocol }),
            fromPort: num(),
            toPort: num(),
            cidrIpv4: str({ check: ipv4Block() }),
            cidrIpv6: str({ check: ipv6Block }),
            prefixListId: ec2.prefixListId(),
            referencedSecurityGroupId: ec2.idOf(ec2.SECURITY_GROUP),
            description: str({ check: describing }),
        },
        rules: (inputs) => [...exactlyOne(inputs, ...PEERS), ...ports(inputs)],
        id: () => newId("sgr"),
        outputs: {
            arn: (draft) => arn(draft, "ec2", `security-group-rule/${draft.id}`),
            securityGroupRuleId: ({ id }) => id,
        },
        onCreate: (draft) => {
            refuseInlineRules(draft.account, draft.inputs.securityGroupId as string);
            refuseTwin(draft, type);
        },
        onUpdate: (_, after) => {
            refuseTwin(after, type);
        },
    };
};

function ports(inputs: Props): Failure[] {
    const { ipProtocol } = inputs;
    const given = ["fromPort", "toPort"].filter((name) => isGiven(inputs, name));
    if (isUnknown(ipProtocol)) {
        return [];
    }
    if (isEveryProtocol(ipProtocol)) {
        return given.map((property) => ({
            property,
            reason: 'cannot be given with ipProtocol "-1", which opens every port',
        }));
    }
    if (hasPorts(ipProtocol) && given.length < 2) {
        const property = given.includes("fromPort") ? "toPort" : "fromPort";
        return [{ property, reason: `is required with ipProtocol "${String(ipProtocol)}"` }];
    }
    return portRange(inputs);
}

const COMPARED = ["securityGroupId", "ipProtocol", "fromPort", "toPort", ...PEERS];

function refuseTwin({ account, id, inputs }: Draft, type: string): void {
    const inGroup = account
        .all(type)
        .filter((e) => e.id !== id && e.inputs.securityGroupId === inputs.securityGroupId);
    const twin = inGroup.find((e) => COMPARED.every((name) => e.inputs[name] === inputs[name]));
    if (twin !== undefined) {
        throw new AwsError(
            "InvalidPermission.Duplicate",
            `${String(inputs.securityGroupId)} has this rule already: ${twin.id}`,
        );
    }
    if (inGroup.length >= RULE_QUOTA) {
        throw new AwsError(
            "RulesPerSecurityGroupLimitExceeded",
            `${String(inputs.securityGroupId)} has ${inGroup.length} rules in this direction, ` +
                "which is the default quota",
        );
    }
}

const SOURCES = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "self", "sourceSecurityGroupId"];

/** The rule resource of old, of many peers; awsx makes one for the endpoints it builds. */
const securityGroupRule: Model = {
    type: ec2.MIXED_RULE,
    untaggable: true,
    fields: {
        type: str({ required: true, replaces: true, check: oneOf("ingress", "egress") }),
        securityGroupId: ec2.idOf(ec2.SECURITY_GROUP, { required: true, replaces: true }),
        protocol: str({ required: true, replaces: true, check: protocol }),
        fromPort: num({ required: true, replaces: true }),
        toPort: num({ required: true, replaces: true }),
        cidrBlocks: list(str({ check: ipv4Block() }), { replaces: true }),
        ipv6CidrBlocks: list(str({ check: ipv6Block }), { replaces: true }),
        prefixListIds: list(ec2.prefixListId(), { replaces: true }),
        self: bool({
            default: false,
            replaces: true,
        }),
        sourceSecurityGroupId: ec2.idOf(ec2.SECURITY_GROUP, {
            replaces: true,
            conflictsWith: ["cidrBlocks", "ipv6CidrBlocks"],
        }),
        description: str({ check: describing }),
    },
    rules: (inputs) => {
        const given = SOURCES.filter((name) => isGiven(inputs, name) && inputs[name] !== false);
        const none =
            given.length > 0
                ? []
                : [
                      {
                          property: "cidrBlocks",
                          reason: `one of ${SOURCES.join(", ")} must be given`,
                      },
                  ];
        const mixed =
            inputs.self === true && given.some((name) => /cidr|source/i.test(name))
                ? [{ property: "self", reason: "cannot be given with another peer" }]
                : [];
        return [...none, ...mixed, ...portRange(inputs)];
    },
    id: ({ inputs }) => idWith(JSON.stringify(inputs), "sgrule").replace("sgrule-0", "sgrule-"),
    outputs: {
        securityGroupRuleId: ({ id }) => idWith(id, "sgr"),
        sourceSecurityGroupId: ({ inputs }) =>
            inputs.self === true ? inputs.securityGroupId : (inputs.sourceSecurityGroupId ?? ""),
    },
    onCreate: ({ account, inputs }) => {
        refuseInlineRules(account, inputs.securityGroupId as string);
    },
};

export const securityGroupRuleModels: readonly Model[] = [
    singleRule("Ingress"),
    singleRule("Egress"),
    securityGroupRule,
];
