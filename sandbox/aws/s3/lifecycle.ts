import { between, bool, list, map, maxLength, num, obj, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import {
    broken,
    exactlyOne,
    hasRepetition,
    isGiven,
    isOther,
    objectOf,
    objectsOf,
} from "../shared/rules";
import { setting, wholeNumber } from "./types";

const STORAGE_CLASSES = [
    "GLACIER",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "DEEP_ARCHIVE",
    "GLACIER_IR",
];

const days = (options: { required?: boolean } = {}) => wholeNumber("days", 1, options);
const newerVersions = num({ check: between(1, 100) });
const sizes = {
    objectSizeGreaterThan: wholeNumber("bytes", 0),
    objectSizeLessThan: wholeNumber("bytes", 1),
};

const storageClass = str({ required: true, check: oneOf(...STORAGE_CLASSES) });

export const lifecycle = setting(
    "LifecycleConfiguration",
    {
        rules: list(
            {
                id: str({ required: true, check: maxLength(255) }),
                status: str({ required: true, check: oneOf("Enabled", "Disabled") }),
                abortIncompleteMultipartUpload: obj({
                    daysAfterInitiation: days({ required: true }),
                }),
                expiration: obj({
                    date: str(),
                    days: days(),
                    expiredObjectDeleteMarker: bool(),
                }),
                filter: obj({
                    and: obj({ ...sizes, prefix: str(), tags: map(str()) }),
                    ...sizes,
                    prefix: str(),
                    tag: obj({ key: str({ required: true }), value: str({ required: true }) }),
                }),
                noncurrentVersionExpiration: obj({
                    newerNoncurrentVersions: newerVersions,
                    noncurrentDays: days({ required: true }),
                }),
                noncurrentVersionTransitions: list({
                    newerNoncurrentVersions: newerVersions,
                    noncurrentDays: wholeNumber("days", 0, { required: true }),
                    storageClass,
                }),
                prefix: str(),
                transitions: list({
                    date: str(),
                    days: wholeNumber("days", 0),
                    storageClass,
                }),
            },
            {
                required: true,
                check: (rules) => (rules.length > 0 ? undefined : "must have at least one rule"),
            },
        ),
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

function lifecycleFailures(rule: Props, i: number): Failure[] {
    const path = `rules[${i}]`;
    const actions = [
        "abortIncompleteMultipartUpload",
        "expiration",
        "noncurrentVersionExpiration",
        "noncurrentVersionTransitions",
        "transitions",
    ];
    const expiration = objectOf(rule.expiration);
    const expiry = expiration?.days;
    const moves = objectsOf(rule.transitions);
    const filter = objectOf(rule.filter) ?? {};
    const predicates = Object.keys(filter).filter((name) => isGiven(filter, name));
    const hasTags = isGiven(filter, "tag") || isGiven(objectOf(filter.and) ?? {}, "tags");
    const last = Math.max(0, ...moves.map((move) => Number(move.days ?? 0)));
    return [
        ...(expiration === undefined
            ? []
            : exactlyOne(expiration, "days", "date", "expiredObjectDeleteMarker").map(
                  ({ reason }) => ({ property: `${path}.expiration`, reason }),
              )),
        ...broken(
            [!actions.some((name) => isGiven(rule, name)), path, "must have at least one action"],
            [
                isGiven(rule, "filter") && isGiven(rule, "prefix") && isOther(rule.prefix, ""),
                `${path}.prefix`,
                "cannot be given with filter",
            ],
            [
                predicates.length > 1,
                `${path}.filter`,
                `must have one condition, or several inside and; got ${predicates.join(", ")}`,
            ],
            [
                hasTags && isGiven(rule, "abortIncompleteMultipartUpload"),
                `${path}.abortIncompleteMultipartUpload`,
                "cannot be given with a filter of tags",
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
        ),
    ];
}
