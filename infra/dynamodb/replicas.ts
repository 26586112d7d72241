import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TableSpec } from "../../tables/table-spec";
import type { Mistake } from "../mistake";

/** Whether a read may be behind what another region has written. */
export type Consistency = "eventual" | "strong";

/** Copies of a table in other regions, each of which can be read and written. */
export interface Replicas {
    /**
     * The regions, each with its own key for the tables there. Taking a region away deletes the
     * replica, and another key makes it anew, from the table's data.
     */
    readonly keyArns: Readonly<Record<string, pulumi.Input<string>>>;
    /** Fixed while there are replicas. Strong can only be made of an empty table. */
    readonly consistency: Consistency;
    /** Of strong consistency: the third region, which keeps changes, and no table to be read. */
    readonly witnessRegion?: string | undefined;
}

/** Of every replica what the table has: key, recovery, protection, tags. By default it has none. */
export function replicaInputs(
    { keyArns, consistency, witnessRegion }: Replicas,
    deletionProtection: boolean,
): Pick<aws.dynamodb.TableArgs, "replicas" | "globalTableWitness"> {
    return {
        replicas: Object.entries(keyArns).map(([regionName, kmsKeyArn]) => ({
            regionName,
            kmsKeyArn,
            pointInTimeRecovery: true,
            deletionProtectionEnabled: deletionProtection,
            propagateTags: true,
            consistencyMode: consistency.toUpperCase(),
        })),
        ...(witnessRegion !== undefined && { globalTableWitness: { regionName: witnessRegion } }),
    };
}

/** What is configured of replicas, by its keys. */
export interface ReplicaSettings {
    readonly replicaRegions: readonly string[];
    readonly replicaConsistency: Consistency;
    readonly witnessRegion?: string | undefined;
}

/**
 * The three regions of strong consistency are all of one of these, as
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 * has them.
 */
const STRONG_REGIONS: readonly (readonly string[])[] = [
    ["us-east-1", "us-east-2", "us-west-2"],
    ["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"],
    ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
];

/**
 * What is wrong in the replicas that are asked for.
 * @param home region of the tables themselves
 * @param residency regions where personal data may be kept
 */
export function replicaMistakes(
    settings: ReplicaSettings,
    home: string,
    residency: readonly string[],
): Mistake[] {
    const { replicaRegions: regions, witnessRegion } = settings;
    const others: [where: string, region: string][] = [
        ...regions.map((region, i): [string, string] => [`replicaRegions[${i}]`, region]),
        ...(witnessRegion === undefined
            ? []
            : [["witnessRegion", witnessRegion] satisfies [string, string]]),
    ];
    const all = [home, ...others.map(([, region]) => region)];
    return [
        ...others.flatMap(([where, got], i) => [
            ...(all.indexOf(got) < i + 1
                ? [
                      {
                          where,
                          got,
                          advice:
                              got === home
                                  ? "must be another region than the platform's own, where the table itself is"
                                  : "must be given once",
                      },
                  ]
                : []),
            ...(residency.includes(got)
                ? []
                : [
                      {
                          where,
                          got,
                          advice: `must be one of pii:residency (${residency.join(", ")}): what is there is personal data`,
                      },
                  ]),
        ]),
        ...consistencyMistakes(settings, all),
    ];
}

function consistencyMistakes(
    { replicaRegions: regions, replicaConsistency, witnessRegion }: ReplicaSettings,
    all: readonly string[],
): Mistake[] {
    if (replicaConsistency === "eventual") {
        return witnessRegion === undefined
            ? []
            : [
                  {
                      where: "witnessRegion",
                      got: witnessRegion,
                      advice: "must not be given without replicaConsistency: strong",
                  },
              ];
    }
    if (regions.length === 0 || all.length !== 3) {
        const advice =
            "must name two regions with replicaConsistency: strong, or one beside witnessRegion: it has three regions";
        return [{ where: "replicaRegions", got: regions, advice }];
    }
    return STRONG_REGIONS.some((set) => all.every((region) => set.includes(region)))
        ? []
        : [
              {
                  where: "replicaRegions",
                  got: all,
                  advice: `must be three regions of one of these with replicaConsistency: strong: ${STRONG_REGIONS.map((set) => set.join(", ")).join("; ")}`,
              },
          ];
}

/** What of a table does not go with replicas of that consistency. */
export function replicatedSpecMistakes(spec: TableSpec, consistency: Consistency): Mistake[] {
    if (consistency === "strong") {
        return (["ttl", "localIndexes"] as const)
            .filter((where) => spec[where] !== undefined)
            .map((where) => ({
                where,
                got: spec[where],
                advice: "must not be given with replicaConsistency: strong, for which DynamoDB has none",
            }));
    }
    return spec.stream === undefined || spec.stream === "NEW_AND_OLD_IMAGES"
        ? []
        : [
              {
                  where: "stream",
                  got: spec.stream,
                  advice: "must be NEW_AND_OLD_IMAGES with replicas, which live on it",
              },
          ];
}
