import { randomUUID } from "node:crypto";
import {
    AwsError,
    bool,
    type Draft,
    list,
    matching,
    type Model,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { once } from "../shared/outputs";
import { broken, isOther, objectOf, objectsOf } from "../shared/rules";
import { capacityOf, ruleFailures, rules, visibilityConfig } from "./rule";
import { ASSOCIATION, WEB_ACL } from "./types";

const MOST_CAPACITY = 5000;
const MOST_PROTECTIONS = 26;
const MOST_KEYS = 100;

/** Header and argument names as WAF compares them. */
const lowerCase = matching(/^[^A-Z]{1,64}$/, "1 to 64 characters in lower case");

const between = (least: number, most: number) => (all: readonly unknown[]) =>
    all.length >= least && all.length <= most
        ? undefined
        : `must be ${least} to ${most}, got ${all.length}`;

const dataProtection = {
    action: str({ required: true, check: oneOf("SUBSTITUTION", "HASH") }),
    excludeRateBasedDetails: bool(),
    excludeRuleMatchDetails: bool(),
    field: obj(
        {
            fieldKeys: list(str({ check: lowerCase }), { check: between(0, MOST_KEYS) }),
            fieldType: str({
                required: true,
                check: oneOf(
                    "SINGLE_HEADER",
                    "SINGLE_COOKIE",
                    "SINGLE_QUERY_ARGUMENT",
                    "QUERY_STRING",
                    "BODY",
                ),
            }),
        },
        { required: true },
    ),
};

const nothing = obj({});

/** What web requests meet before an API. It is judged; no request ever comes. */
const webAcl: Model = {
    type: WEB_ACL,
    autoName: { field: "name", maxLength: 128 },
    fields: {
        dataProtectionConfig: obj({
            dataProtections: list(dataProtection, { check: between(1, MOST_PROTECTIONS) }),
        }),
        defaultAction: obj({ allow: nothing, block: nothing }, { required: true }),
        description: str({
            check: matching(
                /^[\w+=:#@/,.-][\w+=:#@/,.\s-]+[\w+=:#@/,.-]$/,
                "3 to 256 letters, digits, spaces and +=:#@/,.-, and no quotes",
            ),
        }),
        name: str({
            replaces: true,
            check: matching(/^[\w-]{1,128}$/, '1 to 128 letters, digits, "-" and "_"'),
        }),
        rules,
        scope: str({ required: true, replaces: true, check: oneOf("REGIONAL", "CLOUDFRONT") }),
        tokenDomains: list(str()),
        visibilityConfig,
    },
    rules: aclFailures,
    id: () => randomUUID(),
    outputs: {
        applicationIntegrationUrl: () => "",
        arn: (draft) => {
            const scope = draft.inputs.scope === "CLOUDFRONT" ? "global" : "regional";
            return arn(draft, "wafv2", `${scope}/webacl/${String(draft.inputs.name)}/${draft.id}`);
        },
        capacity: ({ inputs }) => capacityOf(inputs.rules),
        lockToken: once(WEB_ACL, "lockToken", () => randomUUID()),
    },
    refuse: refuseStrange,
    onDelete: ({ account, outputs }) => {
        const protectedByIt = account
            .all(ASSOCIATION)
            .filter(({ inputs }) => inputs.webAclArn === outputs.arn)
            .map(({ inputs }) => inputs.resourceArn);
        if (protectedByIt.length > 0) {
            throw new AwsError(
                "WAFAssociatedItemException",
                `the web ACL is associated with ${protectedByIt.join(", ")}`,
            );
        }
    },
};

function aclFailures(inputs: Props): Failure[] {
    const capacity = capacityOf(inputs.rules);
    const chosen = Object.keys(objectOf(inputs.defaultAction) ?? {});
    const protections = objectsOf(objectOf(inputs.dataProtectionConfig)?.dataProtections);
    return [
        ...ruleFailures(inputs.rules),
        ...broken(
            [
                capacity > MOST_CAPACITY,
                "rules",
                `must take at most ${MOST_CAPACITY} WCUs, got ${capacity}`,
            ],
            [
                objectOf(inputs.defaultAction) !== undefined && chosen.length !== 1,
                "defaultAction",
                `must be exactly one of allow, block, got ${chosen.join(" and ") || "none"}`,
            ],
        ),
        ...protections.flatMap((protection, index) => {
            const { fieldType, fieldKeys } = objectOf(protection.field) ?? {};
            return broken([
                (!isOther(fieldType, "QUERY_STRING") && fieldKeys !== undefined) ||
                    (!isOther(fieldType, "BODY") && fieldKeys !== undefined),
                `dataProtectionConfig.dataProtections[${index}].field`,
                "takes fieldKeys only of headers, cookies and query arguments",
            ]);
        }),
    ];
}

function refuseStrange({ account, id, inputs, region }: Draft): void {
    if (inputs.scope === "CLOUDFRONT" && region !== "us-east-1") {
        throw new AwsError(
            "WAFInvalidParameterException",
            `scope: CLOUDFRONT is known in us-east-1 alone, got ${region}`,
        );
    }
    const same = account
        .all(WEB_ACL)
        .find(
            (other) =>
                other.id !== id &&
                other.inputs.name === inputs.name &&
                other.inputs.scope === inputs.scope &&
                other.outputs.region === region,
        );
    if (same !== undefined) {
        throw new AwsError(
            "WAFDuplicateItemException",
            `name: there is a web ACL ${String(inputs.name)} in ${region} already`,
        );
    }
}

export const webAclModels: readonly Model[] = [webAcl];
