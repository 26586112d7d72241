import { bool, type Fields, list, matching, num, obj, oneOf, set, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { wholeBetween } from "../shared/forms";
import { broken, exactlyOne, hasRepetition, isGiven, objectOf, objectsOf } from "../shared/rules";
import { MANAGED_GROUPS } from "./managed-groups";

const name = matching(/^[\w-]{1,128}$/, '1 to 128 letters, digits, "-" and "_"');

const metricName = (value: string): string | undefined =>
    ["All", "Default_Action"].includes(value)
        ? `must not be "${value}", which AWS WAF keeps for itself`
        : name(value);

export const visibilityConfig = obj(
    {
        cloudwatchMetricsEnabled: bool({ required: true }),
        metricName: str({ required: true, check: metricName }),
        sampledRequestsEnabled: bool({ required: true }),
    },
    { required: true },
);

const nothing = obj({});

/** The statements that the platform uses; of others there is no model. */
const statement: Fields = {
    managedRuleGroupStatement: obj({
        name: str({ required: true, check: oneOf(...Object.keys(MANAGED_GROUPS)) }),
        vendorName: str({ required: true, check: oneOf("AWS") }),
        version: str(),
    }),
    rateBasedStatement: obj({
        aggregateKeyType: str({
            required: true,
            check: oneOf("IP", "FORWARDED_IP", "CUSTOM_KEYS", "CONSTANT"),
        }),
        evaluationWindowSec: num({ default: 300, check: oneOf(60, 120, 300, 600) }),
        forwardedIpConfig: obj({
            fallbackBehavior: str({ required: true, check: oneOf("MATCH", "NO_MATCH") }),
            headerName: str({ required: true }),
        }),
        limit: num({ required: true, check: wholeBetween(10, 2_000_000_000) }),
    }),
};

/** Rules, which AWS sorts by their priorities. */
export const rules = set({
    action: obj({ allow: nothing, block: nothing, count: nothing }),
    name: str({ required: true, check: name }),
    overrideAction: obj({ count: nothing, none: nothing }),
    priority: num({ required: true, check: wholeBetween(0, 2_147_483_647) }),
    ruleLabels: list({ name: str({ required: true }) }),
    statement: obj(statement, { required: true }),
    visibilityConfig,
});

/** What is wrong with rules together, and with each of them. */
export function ruleFailures(given: unknown): Failure[] {
    const all = objectsOf(given);
    const known = (key: string) => all.map((rule) => rule[key]).filter((v) => v !== undefined);
    return [
        ...broken(
            [hasRepetition(known("priority")), "rules", "must have different priorities"],
            [hasRepetition(known("name")), "rules", "must have different names"],
        ),
        ...all.flatMap(oneRule),
    ];
}

function oneRule(rule: Props, index: number): Failure[] {
    const where = `rules[${index}]`;
    const asked = objectOf(rule.statement) ?? {};
    const isGroup = isGiven(asked, "managedRuleGroupStatement");
    const wanted = isGroup ? "overrideAction" : "action";
    const other = isGroup ? "action" : "overrideAction";
    const action = objectOf(rule[wanted]) ?? {};
    const rate = objectOf(asked.rateBasedStatement);
    return [
        ...within(where, exactlyOne(asked, ...Object.keys(statement))),
        ...broken(
            [
                isGiven(rule, other),
                where,
                `has ${other}, which rules that ${isGroup ? "name a group" : "name none"} have not`,
            ],
            [
                Object.keys(action).length !== 1,
                where,
                `must have exactly one ${wanted}, got ${Object.keys(action).join(" and ") || "none"}`,
            ],
            [
                rate?.aggregateKeyType === "FORWARDED_IP" && !isGiven(rate, "forwardedIpConfig"),
                where,
                "needs forwardedIpConfig with FORWARDED_IP",
            ],
            [
                rate?.aggregateKeyType === "CONSTANT",
                where,
                "needs a scopeDownStatement with CONSTANT, of which there is no model",
            ],
        ),
    ];
}

function within(where: string, failures: readonly Failure[]): Failure[] {
    return failures.map(({ reason }) => ({ property: where, reason }));
}

/** What the rules take, in WCUs. */
export function capacityOf(given: unknown): number {
    return objectsOf(given).reduce((sum, rule) => {
        const { managedRuleGroupStatement: group } = objectOf(rule.statement) ?? {};
        const groupName = objectOf(group)?.name as string | undefined;
        return sum + (groupName === undefined ? 2 : (MANAGED_GROUPS[groupName] ?? 0));
    }, 0);
}
