import { PERMISSIONS, RESOURCE_POLICIES } from "../../../policy/resource-policies";
import * as good from "../good";
import { document } from "../good";
import { type Sample, unknown } from "../support";
import type { Table } from "./table";

const ORGANIZATION = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };
const everyone = { Effect: "Allow", Principal: "*", Action: "dynamodb:GetItem", Resource: "*" };
const someone = { ...everyone, Principal: { AWS: "arn:aws:iam::111122223333:role/app" } };

/** Types that keep the document somewhere else than in `policy`. */
const PATHS: Readonly<Record<string, (policy: string) => object>> = {
    CloudwatchLogDestinationPolicy: (policy) => ({ accessPolicy: policy }),
    CloudwatchLogResourcePolicy: (policy) => ({ policyDocument: policy }),
    CodeartifactDomainPermissions: (policy) => ({ policyDocument: policy }),
    CodeartifactRepositoryPermissionsPolicy: (policy) => ({ policyDocument: policy }),
    GlacierVault: (policy) => ({ accessPolicy: policy }),
    S3controlMultiRegionAccessPointPolicy: (policy) => ({ details: { name: "a", policy } }),
    S3tablesTableBucketPolicy: (policy) => ({ resourcePolicy: policy }),
    S3tablesTablePolicy: (policy) => ({ resourcePolicy: policy }),
    XrayResourcePolicy: (policy) => ({ policyDocument: policy }),
};
/** Types with rules of their own, which are tested on samples that those find no fault with. */
const GOOD: readonly Sample[] = Object.values(good).filter(
    (value): value is Sample => typeof value === "object" && "props" in value,
);

function propsOf(type: string, policy: string): object {
    const [, module = "", name = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
    const key = `${module[0]?.toUpperCase()}${module.slice(1)}${name}`;
    return PATHS[key]?.(policy) ?? { policy };
}

/** The statements that other rules ask for, beside one more. */
function documentOf(sample: Sample, statement: object): string {
    const { policy } = sample.props;
    const { Statement = [] } = (typeof policy === "string" ? JSON.parse(policy) : {}) as {
        Statement?: { Effect: string }[];
    };
    return document(...Statement.filter(({ Effect }) => Effect === "Deny"), statement);
}

export const resourcePolicyTables: readonly Table[] = [
    ...RESOURCE_POLICIES.map((type): Table => {
        const bare: Sample = {
            type,
            name: "bare",
            props: propsOf(type, document(someone)) as Sample["props"],
        };
        const on = GOOD.find((sample) => sample.type === type) ?? bare;
        const holding = (statement: object) =>
            propsOf(type, documentOf(on, statement)) as Sample["props"];
        return {
            rule: "resource-policy-not-public",
            on,
            bad: { everyone: holding(everyone) },
            fine: {
                someone: holding(someone),
                "everyone of the organization": holding({ ...everyone, Condition: ORGANIZATION }),
            },
            late: { policy: [propsOf(type, unknown) as Sample["props"], holding(everyone)] },
        };
    }),
    {
        rule: "resource-policy-not-public",
        on: good.tablePolicy,
        bad: {
            "everyone, spelt out": {
                policy: document({ ...everyone, Principal: { AWS: ["*"] } }),
            },
            "everyone but one": {
                policy: document({
                    ...everyone,
                    Principal: undefined,
                    NotPrincipal: { AWS: "111122223333" },
                }),
            },
            "a condition that others meet, too": {
                policy: document({
                    ...everyone,
                    Condition: { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } },
                }),
            },
            "beside what is not known": {
                policy: { Statement: [{ ...someone, Principal: { AWS: unknown } }, everyone] },
            },
        },
        fine: {
            "nobody, by denial": { policy: document({ ...everyone, Effect: "Deny" }) },
        },
    },
    ...Object.entries(PERMISSIONS).map(([type, limits]): Table => ({
        rule: "resource-policy-not-public",
        on: GOOD.find((sample) => sample.type === type) ?? {
            type,
            name: "bare",
            props: { principal: "111122223333" },
        },
        bad: {
            everyone: {
                principal: "*",
                ...Object.fromEntries(limits.map((limit) => [limit, undefined])),
            },
        },
        fine: Object.fromEntries(
            limits.map((limit) => [limit, { principal: "*", [limit]: unknown }]),
        ),
    })),
];
