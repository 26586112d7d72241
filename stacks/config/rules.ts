import { backupMistakes } from "../../infra/backup/backup-rules";
import { contains, overlaps, parseCidr } from "../../infra/cidr";
import { SHORTEST_VPC_PREFIX, ZONE_LETTERS } from "../../infra/network/address-ledger";
import { dailyWindow, weeklyWindow, windowsOverlap } from "../../infra/windows";
import type { PlatformConfig } from "./config";
import { auditMistakes } from "./audit-rules";
import { auroraConfigMistakes } from "./aurora-rules";
import { dynamodbMistakes } from "./dynamodb-rules";
import { guardrailsMistakes } from "./guardrails-rules";
import { networkMistakes } from "./network-rules";

/** Something wrong in the configuration: where, what was given, and what would be right. */
export interface Mistake {
    /** Key as the user writes it, such as `pii:network.cidrBlock`. */
    readonly key: string;
    /** The value as it was given; `undefined` when the key is missing. */
    readonly got: unknown;
    readonly advice: string;
}

/** What the rules look at: the complete configuration, and what is not handed on to the layers. */
export interface Subject {
    readonly config: PlatformConfig;
    /** Accounts that it may be deployed to. */
    readonly accountIds: readonly string[];
    readonly residency: readonly string[];
    readonly unsafeAllowProdDeletion: boolean;
    readonly now: Date;
    /** The day (UTC) of `now`, as `YYYY-MM-DD`. */
    readonly today: string;
}

/** The rules that tie keys to each other. Each names the mistakes that it finds. */
const RULES: readonly ((subject: Subject) => Mistake[])[] = [
    ({ config, residency }) =>
        when(!residency.includes(config.region), {
            key: "aws:region",
            got: config.region,
            advice: `must be a region where the data may live; pii:residency names ${residency.join(", ")}`,
        }),

    ({ config: { network, region } }) =>
        network.availabilityZones.flatMap((zone, index) =>
            when(!zone.startsWith(region) || !isZoneLetter(zone.slice(region.length)), {
                key: `pii:network.availabilityZones[${index}]`,
                got: zone,
                advice: `must be a zone of ${region}: ${region}a to ${region}${ZONE_LETTERS.slice(-1)}`,
            }),
        ),

    ({ config: { network } }) =>
        when(new Set(network.availabilityZones).size < network.availabilityZones.length, {
            key: "pii:network.availabilityZones",
            got: network.availabilityZones,
            advice: "must name each zone once",
        }),

    ({ config: { network } }) =>
        when(parseCidr(network.cidrBlock).prefix < SHORTEST_VPC_PREFIX, {
            key: "pii:network.cidrBlock",
            got: network.cidrBlock,
            advice: `must be a /${SHORTEST_VPC_PREFIX} or narrower: AWS takes no larger VPC`,
        }),

    ({ config: { network } }) => {
        const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
        const vpc = parseCidr(network.cidrBlock);
        return when(!privateRanges.some((range) => contains(parseCidr(range), vpc)), {
            key: "pii:network.cidrBlock",
            got: network.cidrBlock,
            advice: `must be within a private range: ${privateRanges.join(", ")}`,
        });
    },

    ({ config: { network } }) =>
        network.reservedCidrBlocks.flatMap((reserved) =>
            when(overlaps(parseCidr(reserved), parseCidr(network.cidrBlock)), {
                key: "pii:network.cidrBlock",
                got: network.cidrBlock,
                advice: `must not overlap ${reserved}, which pii:network.reservedCidrBlocks keeps for others`,
            }),
        ),

    networkMistakes,
    auroraConfigMistakes,
    dynamodbMistakes,
    guardrailsMistakes,
    auditMistakes,

    ({ config: { backup, environment, region }, residency }) =>
        backupMistakes(backup, { region, residency, disposable: environment === "dev" }).map(
            ({ where, got, advice }) => ({ key: `pii:backup.${where}`, got, advice }),
        ),

    ({ config: { aurora } }) =>
        when(aurora.multiAz && aurora.instances < 2, {
            key: "pii:aurora.instances",
            got: aurora.instances,
            advice: "must be at least 2 with pii:aurora.multiAz, or set that to false",
        }),

    ({ config: { aurora, environment } }) =>
        when(environment === "prod" && aurora.instances < 2, {
            key: "pii:aurora.instances",
            got: aurora.instances,
            advice: "must be at least 2 in prod: with one there is nothing to fail over to",
        }),

    ({ config: { aurora, network, environment } }) =>
        when(environment === "prod" && !aurora.multiAz && network.availabilityZones.length > 1, {
            key: "pii:aurora.multiAz",
            got: aurora.multiAz,
            advice: "must be true in prod: one zone's failure would take the database down",
        }),

    ({ config: { aurora } }) => {
        const daily = dailyWindow(aurora.backupWindow);
        const weekly = weeklyWindow(aurora.maintenanceWindow);
        return when(daily !== undefined && weekly !== undefined && windowsOverlap(daily, weekly), {
            key: "pii:aurora.backupWindow",
            got: aurora.backupWindow,
            advice: `must not overlap pii:aurora.maintenanceWindow (${aurora.maintenanceWindow})`,
        });
    },

    ({ config: { environment, guardrails } }) =>
        when(environment === "prod" && guardrails.logRetentionDays < 365, {
            key: "pii:guardrails.logRetentionDays",
            got: guardrails.logRetentionDays,
            advice: "must be at least 365 in prod: an audit looks back a year",
        }),

    ({ config, unsafeAllowProdDeletion }) =>
        when(
            config.environment === "prod" && !config.deletionProtection && !unsafeAllowProdDeletion,
            {
                key: "pii:deletionProtection",
                got: false,
                advice: "must be true in prod, unless pii:unsafeAllowProdDeletion is true as well",
            },
        ),
];

/** Every mistake that shows only when keys are looked at together. */
export function contradictions(subject: Subject): Mistake[] {
    return RULES.flatMap((rule) => rule(subject));
}

function when(broken: boolean, mistake: Mistake): Mistake[] {
    return broken ? [mistake] : [];
}

function isZoneLetter(letter: string): boolean {
    return letter.length === 1 && ZONE_LETTERS.includes(letter);
}
