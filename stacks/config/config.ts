import type { z } from "zod";
import { isGlobal } from "../../infra/aurora/global-database";
import { COMMON_DEFAULTS, DEFAULTS } from "./environments";
import type { AWS_SCHEMA, PII_SCHEMA } from "./schema";

type Given = z.output<typeof PII_SCHEMA>;

/** All that the layers are told, complete: every default is filled in. */
export interface PlatformConfig {
    /** Name of the stack: part of every physical name that others must know. */
    readonly stack: string;
    /** Start of those names: `pii-<stack>`. */
    readonly prefix: string;
    readonly region: string;
    readonly environment: Given["environment"];
    readonly organizationId: string | undefined;
    readonly layout: "whole" | "layered";
    readonly deletionProtection: boolean;
    readonly unsafeUpdateWhileIsolated: boolean;
    readonly keys: Section<"keys">;
    readonly network: Omit<Section<"network">, "ipamPoolId"> & {
        readonly ipamPoolId: string | undefined;
    };
    readonly aurora: AuroraConfig;
    readonly alarms: Omit<Section<"alarms">, "chat"> & Pick<NonNullable<Given["alarms"]>, "chat">;
    readonly backup: Omit<Section<"backup">, "copyRegion"> & { readonly copyRegion?: string };
    readonly dynamodb: DynamodbConfig;
    readonly database: NonNullable<Given["database"]>;
    readonly guardrails: GuardrailsConfig;
}

/** What a cluster may have, and has not unless it is asked for. */
type AuroraOption =
    | "capacity"
    | "readerAutoscaling"
    | "activityStream"
    | "restore"
    | "global"
    | "follows"
    | "masterRotationDays"
    | "healthEveryMinutes";

type AuroraConfig = Omit<Section<"aurora">, AuroraOption> &
    Pick<NonNullable<Given["aurora"]>, AuroraOption>;

type DynamodbOption = "witnessRegion" | "daxNext";

type DynamodbConfig = Omit<Section<"dynamodb">, DynamodbOption> &
    Pick<NonNullable<Given["dynamodb"]>, DynamodbOption>;

type GuardrailsOption = "unusedAccessDays" | "securityContact" | "budget" | "breakGlass";

type GuardrailsConfig = Omit<Section<"guardrails">, "webAcl" | "trail" | GuardrailsOption> &
    Pick<NonNullable<Given["guardrails"]>, GuardrailsOption> & {
        readonly trail: { readonly objectLockDays?: number; readonly insights: boolean };
        readonly webAcl?: Required<NonNullable<NonNullable<Given["guardrails"]>["webAcl"]>>;
    };

type Section<
    K extends "keys" | "network" | "aurora" | "alarms" | "backup" | "dynamodb" | "guardrails",
> = {
    readonly [F in keyof NonNullable<Given[K]>]-?: ReadonlyList<
        NonNullable<NonNullable<Given[K]>[F]>
    >;
};

type ReadonlyList<T> = T extends (infer E)[] ? readonly E[] : T;

/** What depends on other settings of the cluster, where nothing is said of it. */
function dependent({ global, follows, capacity, ...given }: NonNullable<Given["aurora"]>) {
    // Nothing can be looked after in a database that is only read.
    const { databaseAccess = follows === undefined } = given;
    return {
        databaseAccess,
        // Not where each time would wake a cluster that may pause.
        ...(databaseAccess && capacity?.min !== 0 && { healthEveryMinutes: 5 }),
        // As often as RDS does it when nobody says so; in a global database it does not.
        ...(!isGlobal({ global, follows }) && { masterRotationDays: 7 }),
    };
}

/** `given` and `aws` with the defaults of their environment. */
export function complete(
    stack: string,
    given: Given,
    aws: z.output<typeof AWS_SCHEMA>,
): PlatformConfig {
    const defaults = DEFAULTS[given.environment];
    return {
        stack,
        prefix: `pii-${stack}`,
        region: aws.region,
        environment: given.environment,
        organizationId: given.organizationId,
        layout: given.layout ?? defaults.layout,
        deletionProtection: given.deletionProtection ?? defaults.deletionProtection,
        unsafeUpdateWhileIsolated: given.unsafeUpdateWhileIsolated ?? false,
        keys: { ...COMMON_DEFAULTS.keys, ...given.keys },
        network: {
            ipamPoolId: undefined,
            reservedCidrBlocks: [],
            peers: {},
            flows: [],
            allowedCidrs: [],
            extraEndpoints: [],
            dnsAllowedDomains: [],
            ...COMMON_DEFAULTS.network,
            ...defaults.network,
            ...given.network,
        },
        aurora: {
            ...COMMON_DEFAULTS.aurora,
            readerClass: given.aurora?.instanceClass ?? defaults.aurora.instanceClass,
            ...dependent(given.aurora ?? {}),
            ...defaults.aurora,
            ...given.aurora,
        },
        alarms: { ...COMMON_DEFAULTS.alarms, ...given.alarms },
        backup: { ...COMMON_DEFAULTS.backup, ...defaults.backup, ...given.backup },
        dynamodb: { ...COMMON_DEFAULTS.dynamodb, ...defaults.dynamodb, ...given.dynamodb },
        database: given.database ?? COMMON_DEFAULTS.database,
        guardrails: {
            ...COMMON_DEFAULTS.guardrails,
            ...defaults.guardrails,
            ...given.guardrails,
            trail: { ...defaults.guardrails.trail, ...given.guardrails?.trail },
            webAcl: given.guardrails?.webAcl && {
                ...COMMON_DEFAULTS.webAcl,
                ...given.guardrails.webAcl,
            },
        },
    };
}
