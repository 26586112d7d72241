import { AwsError, between, bool, list, type Model, num, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { ipv4Block, ipv6Block } from "../shared/cidr";
import { exactlyOne, isGiven } from "../shared/rules";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { newId } from "./ids";
import { hasPorts, isEveryProtocol, portRange, protocol } from "./ports";
import * as ec2 from "./types";

/** Entries that an ACL may have in one direction, unless AWS raises it. */
const RULE_QUOTA = 20;
const RULE_NUMBERS = between(1, 32766);
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";

const INLINE_RULE = {
    action: str({ required: true, check: oneOf("allow", "deny") }),
    ruleNo: num({ required: true, check: RULE_NUMBERS }),
    protocol: str({ required: true, check: protocol }),
    fromPort: num({ required: true }),
    toPort: num({ required: true }),
    cidrBlock: str({ check: ipv4Block() }),
    ipv6CidrBlock: str({ check: ipv6Block }),
    icmpCode: num(),
    icmpType: num(),
};

function inlineRules(inputs: Props): Failure[] {
    return ["ingress", "egress"].flatMap((direction) => {
        const rules = (Array.isArray(inputs[direction]) ? inputs[direction] : []) as Props[];
        const found = rules.flatMap((rule, i) => inlineRule(rule, `${direction}[${i}].`));
        const numbers = rules
            .map((rule) => rule.ruleNo)
            .filter((number) => typeof number === "number");
        const twice = numbers.find((number, i) => numbers.indexOf(number) !== i);
        if (twice !== undefined) {
            const reason = `rule number ${twice} stands there twice`;
            found.push({ property: direction, reason });
        }
        if (rules.length > RULE_QUOTA) {
            const reason = `has ${rules.length} rules, and the default quota is ${RULE_QUOTA}`;
            found.push({ property: direction, reason });
        }
        return found;
    });
}

function inlineRule(rule: Props, prefix: string): Failure[] {
    const peers = exactlyOne(rule, "cidrBlock", "ipv6CidrBlock").map(({ property, reason }) => ({
        property: prefix + property,
        reason,
    }));
    if (isEveryProtocol(rule.protocol) && (rule.fromPort !== 0 || rule.toPort !== 0)) {
        const reason = 'must be 0, and toPort too, with protocol "-1", which opens every port';
        return [...peers, { property: `${prefix}fromPort`, reason }];
    }
    return [...peers, ...portRange(rule, prefix)];
}

const networkAcl: Model = {
    type: ec2.NETWORK_ACL,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        subnetIds: list(ec2.idOf(ec2.SUBNET)),
        ingress: list(INLINE_RULE),
        egress: list(INLINE_RULE),
    },
    rules: inlineRules,
    id: () => newId("acl"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `network-acl/${draft.id}`),
        egress: ({ inputs }) => inputs.egress ?? [],
        ingress: ({ inputs }) => inputs.ingress ?? [],
        ownerId: ({ account }) => account.accountId,
        subnetIds: ({ inputs }) => inputs.subnetIds ?? [],
    },
    onDelete: (existing) => {
        // Its rules go with it, its subnets return to the default ACL.
        const users = usersOf(existing).filter((e) => e.type === ec2.NETWORK_ACL_ASSOCIATION);
        refuseWhileUsed(existing, "network ACL", users);
    },
};

/** Adopts the ACL that every VPC has: takes its rules away at once, and only forgets it later. */
const defaultNetworkAcl: Model = {
    type: ec2.DEFAULT_NETWORK_ACL,
    fields: {
        defaultNetworkAclId: ec2.idOf(ec2.NETWORK_ACL, { required: true, replaces: true }),
        subnetIds: list(ec2.idOf(ec2.SUBNET)),
        ingress: list(INLINE_RULE),
        egress: list(INLINE_RULE),
    },
    rules: inlineRules,
    id: ({ inputs }) => inputs.defaultNetworkAclId as string,
    outputs: {
        arn: (draft) => arn(draft, "ec2", `network-acl/${draft.id}`),
        ownerId: ({ account }) => account.accountId,
        vpcId: ({ account, id }) => account.get(ec2.NETWORK_ACL, id)?.outputs.vpcId,
    },
};

const networkAclRule: Model = {
    type: RULE,
    untaggable: true,
    fields: {
        networkAclId: ec2.idOf(ec2.NETWORK_ACL, { required: true, replaces: true }),
        ruleNumber: num({ required: true, replaces: true, check: RULE_NUMBERS }),
        egress: bool({ default: false, replaces: true }),
        protocol: str({ required: true, replaces: true, check: protocol }),
        ruleAction: str({ required: true, replaces: true, check: oneOf("allow", "deny") }),
        cidrBlock: str({ replaces: true, check: ipv4Block() }),
        ipv6CidrBlock: str({ replaces: true, check: ipv6Block }),
        fromPort: num({ replaces: true }),
        toPort: num({ replaces: true }),
        icmpCode: num({ replaces: true }),
        icmpType: num({ replaces: true }),
    },
    rules: (inputs) => {
        const lacking = hasPorts(inputs.protocol)
            ? ["fromPort", "toPort"].filter((name) => !isGiven(inputs, name))
            : [];
        return [
            ...exactlyOne(inputs, "cidrBlock", "ipv6CidrBlock"),
            ...lacking.map((property) => ({
                property,
                reason: `is required with protocol "${String(inputs.protocol)}"`,
            })),
            ...(lacking.length > 0 ? [] : portRange(inputs)),
        ];
    },
    id: () => newId("nacl"),
    onCreate: ({ account, inputs }) => {
        const { networkAclId, ruleNumber, egress } = inputs as Record<string, string>;
        const acls = [ec2.NETWORK_ACL, ec2.DEFAULT_NETWORK_ACL].map((type) =>
            account.get(type, networkAclId ?? ""),
        );
        if (
            acls.some(
                (acl) => acl && (isGiven(acl.inputs, "ingress") || isGiven(acl.inputs, "egress")),
            )
        ) {
            throw new AwsError(
                "ConflictingRules",
                `${networkAclId} has rules of its own and NetworkAclRule resources, which undo ` +
                    "each other; use one of the two",
            );
        }
        const beside = account
            .all(RULE)
            .filter((e) => e.inputs.networkAclId === networkAclId && e.inputs.egress === egress);
        if (beside.some((e) => e.inputs.ruleNumber === ruleNumber)) {
            throw new AwsError(
                "NetworkAclEntryAlreadyExists",
                `${networkAclId} has a rule ${ruleNumber} in this direction already`,
            );
        }
        if (beside.length >= RULE_QUOTA) {
            throw new AwsError(
                "NetworkAclEntryLimitExceeded",
                `${networkAclId} has ${beside.length} rules in this direction, ` +
                    "which is the default quota",
            );
        }
    },
};

const networkAclAssociation: Model = {
    type: ec2.NETWORK_ACL_ASSOCIATION,
    untaggable: true,
    fields: {
        networkAclId: ec2.idOf(ec2.NETWORK_ACL, { required: true, replaces: true }),
        subnetId: ec2.idOf(ec2.SUBNET, { required: true, replaces: true }),
    },
    id: () => newId("aclassoc"),
};

export const networkAclModels: readonly Model[] = [
    networkAcl,
    defaultNetworkAcl,
    networkAclRule,
    networkAclAssociation,
];
