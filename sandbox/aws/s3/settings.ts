import {
    AwsError,
    bool,
    type Draft,
    type Field,
    list,
    map,
    maxLength,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { usableKey } from "../shared/references";
import { broken, exactlyOne, hasRepetition, isGiven, isOther, objectsOf } from "../shared/rules";
import { BUCKET, setting, VERSIONING } from "./types";

const STORAGE_CLASSES = [
    "GLACIER",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "DEEP_ARCHIVE",
    "GLACIER_IR",
];

export const versioning = setting(
    "Versioning",
    {
        versioningConfiguration: obj(
            {
                status: str({ required: true, check: oneOf("Enabled", "Suspended", "Disabled") }),
                mfaDelete: str({ check: oneOf("Enabled", "Disabled") }),
            },
            { required: true },
        ),
    },
    {
        refuse: checkVersioning,
        onUpdate: (before, after) => {
            if (statusOf(before.inputs) !== "Disabled" && statusOf(after.inputs) === "Disabled") {
                throw new AwsError(
                    "InvalidVersioningState",
                    "versioningConfiguration.status: a bucket that had versions can be Suspended, " +
                        "but not Disabled any more",
                );
            }
        },
    },
);

export const encryption = setting(
    "ServerSideEncryptionConfiguration",
    {
        rules: list(
            {
                applyServerSideEncryptionByDefault: obj({
                    sseAlgorithm: str({
                        required: true,
                        check: oneOf("AES256", "aws:kms", "aws:kms:dsse"),
                    }),
                    kmsMasterKeyId: str(),
                }),
                blockedEncryptionTypes: list(str({ check: oneOf("NONE", "SSE-C") })),
                bucketKeyEnabled: bool(),
            },
            {
                required: true,
                check: (rules) =>
                    rules.length === 1
                        ? undefined
                        : `must have exactly one rule, got ${rules.length}`,
            },
        ),
    },
    {
        rules: ({ rules }) =>
            objectsOf(rules).flatMap(({ applyServerSideEncryptionByDefault: by }, i) =>
                broken([
                    typeof by === "object" &&
                        by !== null &&
                        isGiven(by as Props, "kmsMasterKeyId") &&
                        (by as Props).sseAlgorithm === "AES256",
                    `rules[${i}].applyServerSideEncryptionByDefault.kmsMasterKeyId`,
                    'needs sseAlgorithm "aws:kms" or "aws:kms:dsse"',
                ]),
            ),
        refuse: checkKey,
    },
);

const days = (): Field =>
    num({
        check: (value) =>
            Number.isInteger(value) && value > 0 ? undefined : `must be a positive number of days`,
    });

const storageClass = (): Field => str({ required: true, check: oneOf(...STORAGE_CLASSES) });

export const lifecycle = setting(
    "LifecycleConfiguration",
    {
        rules: list({
            id: str({ required: true, check: maxLength(255) }),
            status: str({ required: true, check: oneOf("Enabled", "Disabled") }),
            abortIncompleteMultipartUpload: obj({ daysAfterInitiation: days() }),
            expiration: obj({
                date: str(),
                days: num(),
                expiredObjectDeleteMarker: bool(),
            }),
            filter: obj({
                and: obj({
                    objectSizeGreaterThan: num(),
                    objectSizeLessThan: num(),
                    prefix: str(),
                    tags: map(str()),
                }),
                objectSizeGreaterThan: num(),
                objectSizeLessThan: num(),
                prefix: str(),
                tag: obj({ key: str({ required: true }), value: str({ required: true }) }),
            }),
            noncurrentVersionExpiration: obj({
                newerNoncurrentVersions: num(),
                noncurrentDays: days(),
            }),
            noncurrentVersionTransitions: list({
                newerNoncurrentVersions: num(),
                noncurrentDays: days(),
                storageClass: storageClass(),
            }),
            prefix: str(),
            transitions: list({ date: str(), days: num(), storageClass: storageClass() }),
        }),
        transitionDefaultMinimumObjectSize: str({
            check: oneOf("all_storage_classes_128K", "varies_by_storage_class"),
        }),
    },
    {
        rules: ({ rules }) => [
            ...broken([
                hasRepetition(objectsOf(rules).map(({ id }) => id)),
                "rules",
                "has two rules of one id",
            ]),
            ...objectsOf(rules).flatMap(lifecycleFailures),
        ],
    },
);

export const ownership = setting("OwnershipControls", {
    rule: obj(
        {
            objectOwnership: str({
                required: true,
                check: oneOf("BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"),
            }),
        },
        { required: true },
    ),
});

export const logging = setting("Logging", {
    targetBucket: str({ required: true, refersTo: { type: BUCKET, by: "id" } }),
    targetObjectKeyFormat: obj({
        partitionedPrefix: obj({
            partitionDateSource: str({
                required: true,
                check: oneOf("EventTime", "DeliveryTime"),
            }),
        }),
        simplePrefix: obj({}),
    }),
    targetPrefix: str({ required: true }),
});

export const objectLock = setting(
    "ObjectLockConfiguration",
    {
        objectLockEnabled: str({ default: "Enabled", replaces: true, check: oneOf("Enabled") }),
        rule: obj({
            defaultRetention: obj(
                {
                    days: days(),
                    mode: str({ required: true, check: oneOf("GOVERNANCE", "COMPLIANCE") }),
                    years: num(),
                },
                { required: true },
            ),
        }),
    },
    {
        rules: ({ rule }) => {
            const retention = (rule as { defaultRetention?: unknown } | undefined)
                ?.defaultRetention;
            return typeof retention === "object" && retention !== null
                ? exactlyOne(retention as Props, "days", "years").map(({ reason }) => ({
                      property: "rule.defaultRetention",
                      reason,
                  }))
                : [];
        },
        onCreate: ({ account, inputs }) => {
            const id = inputs.bucket as string;
            const hasVersions = account.get(VERSIONING, id)?.inputs;
            const isLocked = account.get(BUCKET, id)?.inputs.objectLockEnabled === true;
            if (!isLocked && (hasVersions === undefined || statusOf(hasVersions) !== "Enabled")) {
                throw new AwsError(
                    "InvalidBucketState",
                    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
                );
            }
        },
    },
);

function statusOf(inputs: Props): unknown {
    return (inputs.versioningConfiguration as Props).status;
}

function checkVersioning({ account, inputs }: Draft): void {
    const bucket = account.get(BUCKET, inputs.bucket as string);
    if (bucket?.inputs.objectLockEnabled === true && statusOf(inputs) !== "Enabled") {
        throw new AwsError(
            "InvalidBucketState",
            "An Object Lock configuration is present on this bucket, so the versioning state " +
                "cannot be changed.",
        );
    }
}

/** S3 itself finds out at the first object; a key that is not there is a mistake right away. */
function checkKey(draft: Draft): void {
    usableKey(
        draft,
        "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId",
        "KMS.NotFoundException",
    );
}

function lifecycleFailures(rule: Props, i: number): Failure[] {
    const path = `rules[${i}]`;
    const actions = [
        "abortIncompleteMultipartUpload",
        "expiration",
        "noncurrentVersionExpiration",
        "noncurrentVersionTransitions",
        "transitions",
    ];
    const expiry = (rule.expiration as Props | undefined)?.days;
    const moves = objectsOf(rule.transitions);
    const last = Math.max(0, ...moves.map((move) => Number(move.days ?? 0)));
    return broken(
        [!actions.some((name) => isGiven(rule, name)), path, "must have at least one action"],
        [
            isGiven(rule, "filter") && isGiven(rule, "prefix") && isOther(rule.prefix, ""),
            `${path}.prefix`,
            "cannot be given with filter",
        ],
        [
            typeof expiry === "number" && moves.length > 0 && expiry <= last,
            `${path}.expiration.days`,
            `must be more than the days of the last transition (${last})`,
        ],
        ...moves.map(
            ({ days: after, storageClass }, j) =>
                [
                    typeof after === "number" &&
                        after < 30 &&
                        ["STANDARD_IA", "ONEZONE_IA"].includes(storageClass as string),
                    `${path}.transitions[${j}].days`,
                    `must be 30 or more for ${String(storageClass)}`,
                ] as const,
        ),
    );
}
