import { AwsError, type Draft, list, type Model, oneOf, str } from "../../cloud/model";
import { idWith, newId } from "../ec2/ids";
import { idOf, VPC } from "../ec2/types";
import { given } from "../shared/outputs";
import { refuseWhileUsed, usersOf } from "../shared/usage";
import { rule } from "./firewall-rules";
import {
    arnUnder,
    DOMAIN_LIST,
    FIREWALL_CONFIG,
    MAX_NAME,
    nameField,
    priorityField,
    RULE_GROUP,
    RULE_GROUP_ASSOCIATION,
} from "./types";

/** Domains that one request can bring; the provider sends a list in one. */
const MAX_DOMAINS = 1000;

const domain = (value: string): string | undefined => {
    if (value.endsWith(".")) {
        return (
            `must not end with a dot, got "${value}": the provider reads it back without one and ` +
            "would change it at every update"
        );
    }
    return value.length <= 255 && /^(\*|(\*\.)?[\w-]+(\.[\w-]+)*)$/.test(value)
        ? undefined
        : 'must be a domain of letters, digits and "_-.", which may begin with "*." or be "*", ' +
              `and have at most 255 characters, got "${value}"`;
};

const domainList: Model = {
    type: DOMAIN_LIST,
    autoName: { field: "name", maxLength: MAX_NAME },
    fields: {
        domains: list(str({ check: domain }), {
            check: (domains) =>
                domains.length <= MAX_DOMAINS
                    ? undefined
                    : `must have at most ${MAX_DOMAINS} domains, got ${domains.length}`,
        }),
        name: nameField({ replaces: true }),
    },
    id: () => newId("rslvr-fdl"),
    outputs: { arn: arnUnder("firewall-domain-list") },
    onDelete: (existing) => {
        refuseWhileUsed(existing, "domain list", usersOf(existing), "ConflictException");
    },
};

const ruleGroup: Model = {
    type: RULE_GROUP,
    autoName: { field: "name", maxLength: MAX_NAME },
    fields: { name: nameField({ replaces: true }) },
    id: () => newId("rslvr-frg"),
    outputs: {
        arn: arnUnder("firewall-rule-group"),
        ownerId: ({ account }) => account.accountId,
        shareStatus: () => "NOT_SHARED",
    },
    onDelete: (existing) => {
        refuseWhileUsed(existing, "rule group", usersOf(existing), "ConflictException");
    },
};

const association: Model = {
    type: RULE_GROUP_ASSOCIATION,
    autoName: { field: "name", maxLength: MAX_NAME },
    fields: {
        firewallRuleGroupId: idOf(RULE_GROUP, { required: true, replaces: true }),
        mutationProtection: str({ check: oneOf("ENABLED", "DISABLED") }),
        name: nameField(),
        priority: priorityField(100, 9900),
        vpcId: idOf(VPC, { required: true, replaces: true }),
    },
    id: () => newId("rslvr-frgassoc"),
    outputs: {
        arn: arnUnder("firewall-rule-group-association"),
        // Taken out of the program, it stays as it is.
        mutationProtection: given(
            "mutationProtection",
            ({ account, id }) =>
                account.get(RULE_GROUP_ASSOCIATION, id)?.outputs.mutationProtection ?? "DISABLED",
        ),
    },
    refuse: refuseRival,
    onUpdate: ({ inputs: before, outputs }, { inputs: after }) => {
        const isChanged = before.name !== after.name || before.priority !== after.priority;
        if (isChanged && after.mutationProtection !== "DISABLED") {
            refuseProtected(outputs.mutationProtection);
        }
    },
    onDelete: ({ outputs }) => {
        refuseProtected(outputs.mutationProtection);
    },
};

function refuseProtected(protection: unknown): void {
    if (protection === "ENABLED") {
        throw new AwsError(
            "ValidationException",
            "[RSLVR-02307] The DNS Firewall rule group association is under mutation protection. " +
                'Set mutationProtection to "DISABLED" and update first',
        );
    }
}

/** In one VPC, a rule group stands once, and so does a priority. */
function refuseRival({ account, id, inputs }: Draft): void {
    const rival = account
        .all(RULE_GROUP_ASSOCIATION)
        .filter((other) => other.id !== id && other.inputs.vpcId === inputs.vpcId)
        .find(
            (other) =>
                other.inputs.priority === inputs.priority ||
                other.inputs.firewallRuleGroupId === inputs.firewallRuleGroupId,
        );
    if (rival !== undefined) {
        const what = rival.inputs.priority === inputs.priority ? "priority" : "firewallRuleGroupId";
        throw new AwsError(
            "ValidationException",
            `${what} ${String(inputs[what])} is that of ${rival.id} in ${String(inputs.vpcId)} already`,
        );
    }
}

/** A setting of a VPC, which there is one of; what is deleted is AWS's default again. */
const config: Model = {
    type: FIREWALL_CONFIG,
    untaggable: true,
    fields: {
        firewallFailOpen: str({
            check: oneOf("ENABLED", "DISABLED", "USE_LOCAL_RESOURCE_SETTING"),
        }),
        resourceId: idOf(VPC, { required: true, replaces: true }),
    },
    id: ({ inputs }) => idWith(String(inputs.resourceId), "rslvr-fc"),
    outputs: {
        firewallFailOpen: given("firewallFailOpen", () => "DISABLED"),
        ownerId: ({ account }) => account.accountId,
    },
};

export const firewallModels: readonly Model[] = [domainList, ruleGroup, rule, association, config];
