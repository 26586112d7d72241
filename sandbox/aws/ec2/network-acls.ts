import { AwsError, bool, type Draft, list, type Model, num, oneOf, str } from "../../cloud/model";
import { arn } from "../shared/arn";
import { ipv4Block, ipv6Block } from "../shared/cidr";
import { exactlyOne, isGiven } from "../shared/rules";
import { putIntoAcl, refuseForeignSubnets, subnetsOfAcl, takeFromAcl } from "./acl-associations";
import {
    entriesOf,
    ENTRY,
    ENTRY_QUOTA,
    entryNumber,
    entryProtocol,
    entryRules,
    protocolNumber,
} from "./acl-entries";
import { newId } from "./ids";
import { hasPorts, portRange } from "./ports";
import * as ec2 from "./types";

const RULE = "aws:ec2/networkAclRule:NetworkAclRule";

const networkAcl: Model = {
    type: ec2.NETWORK_ACL,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { required: true, replaces: true }),
        subnetIds: list(ec2.idOf(ec2.SUBNET)),
        ingress: list(ENTRY),
        egress: list(ENTRY),
    },
    rules: entryRules,
    id: () => newId("acl"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `network-acl/${draft.id}`),
        egress: ({ inputs }) => entriesOf(inputs, "egress"),
        ingress: ({ inputs }) => entriesOf(inputs, "ingress"),
        ownerId: ({ account }) => account.accountId,
        subnetIds: (draft) =>
            draft.account.get(ec2.NETWORK_ACL, draft.id)?.outputs.subnetIds ?? wanted(draft),
    },
    refuse: ({ account, id, inputs }) => {
        refuseForeignSubnets(account, id, inputs.vpcId, wanted({ inputs }));
    },
    onCreate: (draft) => {
        putIntoAcl(draft.account, draft.id, wanted(draft));
    },
    onUpdate: (before, after) => {
        // Without a list, the ACL keeps the subnets that it has.
        if (isGiven(after.inputs, "subnetIds")) {
            const gone = wanted(before).filter((id) => !wanted(after).includes(id));
            takeFromAcl(after.account, after.id, gone);
            putIntoAcl(after.account, after.id, wanted(after));
        }
    },
    onDelete: ({ account, id }) => {
        // Its entries go with it, its subnets return to the default ACL.
        takeFromAcl(account, id, subnetsOfAcl(account, id));
    },
};

/**
 * Adopts the ACL that every VPC has: puts its own entries in the place of those that are there, and
 * only forgets it later. Subnets that are not in its list stay, as they have nowhere to go.
 */
const defaultNetworkAcl: Model = {
    type: ec2.DEFAULT_NETWORK_ACL,
    fields: {
        defaultNetworkAclId: ec2.idOf(ec2.NETWORK_ACL, { required: true, replaces: true }),
        subnetIds: list(ec2.idOf(ec2.SUBNET)),
        ingress: list(ENTRY),
        egress: list(ENTRY),
    },
    rules: entryRules,
    id: ({ inputs }) => inputs.defaultNetworkAclId as string,
    outputs: {
        arn: (draft) => arn(draft, "ec2", `network-acl/${draft.id}`),
        egress: ({ inputs }) => entriesOf(inputs, "egress"),
        ingress: ({ inputs }) => entriesOf(inputs, "ingress"),
        ownerId: ({ account }) => account.accountId,
        subnetIds: ({ account, id }) => subnetsOfAcl(account, id),
        vpcId: vpcOfAcl,
    },
    refuse: (draft) => {
        const vpcId = vpcOfAcl(draft) as string;
        if (draft.account.get(ec2.VPC, vpcId)?.outputs.defaultNetworkAclId !== draft.id) {
            throw new AwsError(
                "InvalidParameterValue",
                `${draft.id} is not the default ACL of ${vpcId}; use aws.ec2.NetworkAcl for it`,
            );
        }
        refuseForeignSubnets(draft.account, draft.id, vpcId, wanted(draft));
    },
    onCreate: fillDefault,
    onUpdate: (_, after) => {
        fillDefault(after);
    },
};

function fillDefault(draft: Draft): void {
    const { account, id, inputs } = draft;
    putIntoAcl(account, id, wanted(draft));
    const acl = account.get(ec2.NETWORK_ACL, id);
    if (acl !== undefined) {
        const [ingress, egress] = [entriesOf(inputs, "ingress"), entriesOf(inputs, "egress")];
        account.put({ ...acl, outputs: { ...acl.outputs, ingress, egress } });
    }
}

function vpcOfAcl({ account, id }: Pick<Draft, "account" | "id">): unknown {
    return account.get(ec2.NETWORK_ACL, id)?.outputs.vpcId;
}

function wanted({ inputs }: Pick<Draft, "inputs">): readonly string[] {
    return (inputs.subnetIds as readonly string[] | undefined) ?? [];
}

const networkAclRule: Model = {
    type: RULE,
    untaggable: true,
    fields: {
        networkAclId: ec2.idOf(ec2.NETWORK_ACL, { required: true, replaces: true }),
        ruleNumber: num({ required: true, replaces: true, check: entryNumber }),
        egress: bool({ default: false, replaces: true }),
        protocol: str({ required: true, replaces: true, check: entryProtocol }),
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
    outputs: { protocol: ({ inputs }) => protocolNumber(inputs.protocol) },
    onCreate: ({ account, inputs }) => {
        const { networkAclId, ruleNumber, egress } = inputs as Record<string, string>;
        const acls = [ec2.NETWORK_ACL, ec2.DEFAULT_NETWORK_ACL].flatMap(
            (type) => account.get(type, networkAclId ?? "") ?? [],
        );
        if (acls.some((acl) => isGiven(acl.inputs, "ingress") || isGiven(acl.inputs, "egress"))) {
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
        if (beside.length >= ENTRY_QUOTA) {
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
    onCreate: ({ account, inputs }) => {
        const { networkAclId: id = "", subnetId = "" } = inputs as Record<string, string>;
        refuseForeignSubnets(account, id, vpcOfAcl({ account, id }), [subnetId]);
        putIntoAcl(account, id, [subnetId]);
    },
    onDelete: ({ account, inputs }) => {
        takeFromAcl(account, inputs.networkAclId as string, [inputs.subnetId as string]);
    },
};

export const networkAclModels: readonly Model[] = [
    networkAcl,
    defaultNetworkAcl,
    networkAclRule,
    networkAclAssociation,
];
