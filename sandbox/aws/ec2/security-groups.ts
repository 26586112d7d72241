import { AwsError, bool, list, matching, maxLength, type Model, num, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { ipv4Block, ipv6Block } from "../shared/cidr";
import { isGiven } from "../shared/rules";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { idWith, newId } from "./ids";
import { isEveryProtocol, portRange, protocol } from "./ports";
import * as ec2 from "./types";

/** Characters that AWS takes in the names and descriptions of security groups. */
const TEXT = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;

/** A check for the description of a group or rule. */
export const describing = (value: string): string | undefined =>
    maxLength(255)(value) ??
    matching(TEXT, "made of a-z, A-Z, 0-9, space and ._-:/()#,@[]+=&;{}!$* only")(value);

const groupName = (value: string): string | undefined =>
    describing(value) ??
    matching(/^(?!sg-)(?!default$)/i, 'neither "default" nor begin with "sg-"')(value);

const INLINE_RULE = {
    protocol: str({ required: true, check: protocol }),
    fromPort: num({ required: true }),
    toPort: num({ required: true }),
    cidrBlocks: list(str({ check: ipv4Block() })),
    ipv6CidrBlocks: list(str({ check: ipv6Block })),
    prefixListIds: list(ec2.prefixListId()),
    securityGroups: list(ec2.idOf(ec2.SECURITY_GROUP)),
    self: bool(),
    description: str({ check: describing }),
};

/** Rules of every inline rule in `inputs`. */
function inlineRules(inputs: Props): Failure[] {
    return ["ingress", "egress"].flatMap((direction) => {
        const rules = inputs[direction];
        return Array.isArray(rules)
            ? rules.flatMap((rule: Props, i) => inlineRule(rule, `${direction}[${i}].`))
            : [];
    });
}

function inlineRule(rule: Props, prefix: string): Failure[] {
    if (isEveryProtocol(rule.protocol) && (rule.fromPort !== 0 || rule.toPort !== 0)) {
        const reason = 'must be 0, and toPort too, with protocol "-1", which opens every port';
        return [{ property: `${prefix}fromPort`, reason }];
    }
    return portRange(rule, prefix);
}

const securityGroup: Model = {
    type: ec2.SECURITY_GROUP,
    autoName: { field: "name", maxLength: 255 },
    fields: {
        name: str({ replaces: true, check: groupName }),
        description: str({ replaces: true, check: describing }),
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        ingress: list(INLINE_RULE),
        egress: list(INLINE_RULE),
        revokeRulesOnDelete: bool({ default: false }),
    },
    rules: inlineRules,
    id: () => newId("sg"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `security-group/${draft.id}`),
        ownerId: ({ account }) => account.accountId,
        ingress: ({ inputs }) => inputs.ingress ?? [],
        egress: ({ inputs }) => inputs.egress ?? [],
    },
    onCreate: ({ account, inputs }) => {
        const rival = account
            .all(ec2.SECURITY_GROUP)
            .find((e) => e.inputs.vpcId === inputs.vpcId && e.inputs.name === inputs.name);
        if (rival !== undefined) {
            throw new AwsError(
                "InvalidGroup.Duplicate",
                `${String(inputs.vpcId)} has a security group "${String(inputs.name)}" already`,
            );
        }
    },
    onDelete: (existing) => {
        // Its own rules go with it; rules of other groups that name it hold it.
        const users = usersOf(existing).filter((e) => e.inputs.securityGroupId !== existing.id);
        refuseWhileUsed(existing, "security group", users);
    },
};

/** Adopts the group that every VPC has: takes its rules away at once, and only forgets it later. */
const defaultSecurityGroup: Model = {
    type: ec2.DEFAULT_SECURITY_GROUP,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        ingress: list(INLINE_RULE),
        egress: list(INLINE_RULE),
        revokeRulesOnDelete: bool(),
    },
    rules: inlineRules,
    id: ({ inputs }) => idWith(inputs.vpcId as string, "sg"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `security-group/${draft.id}`),
        description: () => "default VPC security group",
        ingress: ({ inputs }) => inputs.ingress ?? [],
        egress: ({ inputs }) => inputs.egress ?? [],
        name: () => "default",
        namePrefix: () => "",
        ownerId: ({ account }) => account.accountId,
    },
};

export const securityGroupModels: readonly Model[] = [securityGroup, defaultSecurityGroup];

/** Refuses a rule resource on a group that has rules inline: each would undo the other. */
export function refuseInlineRules(
    account: Parameters<Required<Model>["onCreate"]>[0]["account"],
    groupId: string,
): void {
    const groups = [ec2.SECURITY_GROUP, ec2.DEFAULT_SECURITY_GROUP]
        .map((type) => account.get(type, groupId))
        .filter((group) => group !== undefined);
    if (groups.some(({ inputs }) => isGiven(inputs, "ingress") || isGiven(inputs, "egress"))) {
        throw new AwsError(
            "ConflictingRules",
            `${groupId} has rules of its own and rule resources, which undo each other; ` +
                "use one of the two",
        );
    }
}
