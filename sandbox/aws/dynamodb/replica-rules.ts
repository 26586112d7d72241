import type { Failure, Props } from "../../provider/provider";
import { hasUnknown, isUnknown } from "../../provider/unknown";
import { broken, hasRepetition, isGiven, isOther, objectOf, objectsOf } from "../shared/rules";

/** Where a strongly consistent table can be: all of its regions are of one of these sets. */
const STRONG_SETS: readonly (readonly string[])[] = [
    ["us-east-1", "us-east-2", "us-west-2"],
    ["eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3"],
    ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
];

/** What replicas of a table cannot be. */
export function replicaFailures(inputs: Props, before?: Props): Failure[] {
    const replicas = objectsOf(inputs.replicas);
    const strong = replicas.filter(({ consistencyMode }) => consistencyMode === "STRONG");
    const isStrong = strong.length > 0;
    const encryption = objectOf(inputs.serverSideEncryption) ?? {};
    const needsStream = replicas.length > 0 && !isStrong;
    return [
        ...broken(
            [
                hasRepetition(replicas.map(({ regionName }) => regionName)) &&
                    !hasUnknown(replicas),
                "replicas",
                "names a region twice",
            ],
            [
                needsStream && isOther(inputs.streamEnabled, true),
                "streamEnabled",
                "must be true for a table with replicas",
            ],
            [
                needsStream && isOther(inputs.streamViewType, "NEW_AND_OLD_IMAGES"),
                "streamViewType",
                "must be NEW_AND_OLD_IMAGES for a table with replicas",
            ],
            [
                replicas.length > 0 && before === undefined && inputs.billingMode === "PROVISIONED",
                "replicas",
                "Table write capacity should either be Pay-Per-Request or AutoScaled: make the table " +
                    "and the targets of its autoscaling first, and give it replicas after that",
            ],
        ),
        ...replicas.flatMap(({ kmsKeyArn }, i) =>
            broken([
                (kmsKeyArn !== undefined) !== isGiven(encryption, "kmsKeyArn") &&
                    !isUnknown(inputs.serverSideEncryption),
                `replicas[${i}].kmsKeyArn`,
                "must be given when serverSideEncryption.kmsKeyArn is, and only then: a key of the " +
                    "replica's own region",
            ]),
        ),
        ...strongFailures(inputs, replicas, strong),
        ...(before === undefined ? [] : changeOfStrong(before, inputs)),
    ];
}

function strongFailures(inputs: Props, replicas: Props[], strong: Props[]): Failure[] {
    const witness = objectOf(inputs.globalTableWitness)?.regionName;
    const isStrong = strong.length > 0;
    const needed = 'with the consistencyMode "STRONG"';
    return broken(
        [
            isStrong && strong.length < replicas.length,
            "replicas",
            "must be STRONG all of them or none",
        ],
        [
            isStrong && replicas.length + (witness === undefined ? 0 : 1) !== 2,
            "replicas",
            `must be 2, or 1 and a globalTableWitness, ${needed}; got ${replicas.length} and ` +
                `${witness === undefined ? "no" : "a"} witness`,
        ],
        [witness !== undefined && !isStrong, "globalTableWitness", `needs one replica ${needed}`],
        [
            replicas.some(({ regionName }) => regionName === witness && !isUnknown(witness)),
            "globalTableWitness",
            "must be in another region than the replica",
        ],
        [
            isStrong && objectsOf(inputs.localSecondaryIndexes).length > 0,
            "localSecondaryIndexes",
            `cannot be given ${needed}`,
        ],
        [isStrong && objectOf(inputs.ttl)?.enabled === true, "ttl", `cannot be enabled ${needed}`],
    );
}

/** The provider makes, remakes and deletes strongly consistent replicas only all together. */
function changeOfStrong(before: Props, after: Props): Failure[] {
    const [old, now] = [before, after].map((inputs) =>
        objectsOf(inputs.replicas).filter(({ consistencyMode }) => consistencyMode === "STRONG"),
    ) as [Props[], Props[]];
    const staying = old.filter((replica) =>
        now.some(
            ({ regionName, kmsKeyArn }) =>
                regionName === replica.regionName && kmsKeyArn === replica.kmsKeyArn,
        ),
    ).length;
    const witness = (inputs: Props) => objectOf(inputs.globalTableWitness)?.regionName;
    return broken(
        [
            staying > 0 && (staying < old.length || staying < now.length),
            "replicas",
            "strongly consistent replicas are added, removed and given other keys all at once: take " +
                "them all away first",
        ],
        [
            staying > 0 && witness(after) !== undefined && witness(after) !== witness(before),
            "globalTableWitness",
            "the provider changes it together with the replicas only: take those away first",
        ],
    );
}

/** Why a strongly consistent table cannot be in these regions, or nothing. */
export function strongRegionsProblem(regions: readonly string[]): string | undefined {
    return STRONG_SETS.some((set) => regions.every((region) => set.includes(region)))
        ? undefined
        : `a strongly consistent table must be in regions of one set: ` +
              STRONG_SETS.map((set) => set.join(", ")).join("; or ") +
              `; got ${regions.join(", ")}`;
}
