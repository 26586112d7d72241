import { AwsError, bool, type Draft, list, num, obj, oneOf, str } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { usableKey } from "../shared/references";
import { broken, exactlyOne, isGiven, objectsOf } from "../shared/rules";
import { BUCKET, OBJECT_LOCK, setting, VERSIONING, wholeNumber } from "./types";

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

export const objectLock = setting(
    "ObjectLockConfiguration",
    {
        objectLockEnabled: str({ default: "Enabled", replaces: true, check: oneOf("Enabled") }),
        rule: obj({
            defaultRetention: obj(
                {
                    days: wholeNumber("days", 1),
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
    const isLocked =
        bucket?.inputs.objectLockEnabled === true || account.get(OBJECT_LOCK, bucket?.id ?? "");
    if (isLocked && statusOf(inputs) !== "Enabled") {
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
