import { isWorld } from "./addresses";
import { type Condition, NOT_KNOWN } from "./policy-documents";

/** Answers whether a condition's value stands for something fixed, and not for whatever comes. */
type Fixed = (value: string) => boolean;

/** No wildcard, and no policy variable, which the caller may have a say in. */
const word: Fixed = (value) => !/[*?$]/.test(value);
/** `o-1/r-1/ou-1/*` names the organization, whatever comes below. */
const path: Fixed = (value) => word(value.split("/")[0] ?? "");
/** `AROA...:*` names the role, whatever the session is called. */
const userId: Fixed = (value) => word(value.split(":")[0] ?? "");
const block: Fixed = (value) => !isWorld(value);
const yes: Fixed = (value) => value === "true";
/** An ARN names the account; where it has none, as a bucket's, the name up to the first slash. */
const arn: Fixed = (value) => {
    const [, , , , account = "", ...resource] = value.split(":");
    const name = resource.join(":") || value;
    return word(account === "" ? (name.split("/")[0] ?? "") : account);
};

/** Condition keys that tell who calls, and what a value of them must be to tell it. */
const PRINCIPAL_KEYS: Readonly<Record<string, Fixed>> = {
    "aws:principalaccount": word,
    "aws:principalarn": arn,
    "aws:principalorgid": word,
    "aws:principalorgpaths": path,
    "aws:principalservicename": word,
    "aws:principalservicenameslist": word,
    "aws:userid": userId,
    "kms:calleraccount": word,
};

/** Condition keys that tell from where, or on whose behalf, a call comes. */
const SOURCE_KEYS: Readonly<Record<string, Fixed>> = {
    "aws:sourceaccount": word,
    "aws:sourcearn": arn,
    "aws:sourceip": block,
    "aws:sourceorgid": word,
    "aws:sourceorgpaths": path,
    "aws:sourceowner": word,
    "aws:sourcevpc": word,
    "aws:sourcevpcarn": arn,
    "aws:sourcevpce": word,
    "aws:vpceaccount": word,
    "aws:vpceorgid": word,
    "aws:vpceorgpaths": path,
    "elasticfilesystem:accessedviamounttarget": yes,
    "s3:dataaccesspointaccount": word,
    "s3:dataaccesspointarn": arn,
};

/** Condition keys that tell whose resource is used. */
const RESOURCE_KEYS: Readonly<Record<string, Fixed>> = {
    "aws:resourceaccount": word,
    "aws:resourceorgid": word,
    "aws:resourceorgpaths": path,
    "s3:resourceaccount": word,
};

/** Keys and variables that say, in either order, that caller and resource are of one owner. */
const SAME_OWNER: Readonly<Record<string, string>> = {
    "aws:principalaccount": "${aws:resourceaccount}",
    "aws:principalorgid": "${aws:resourceorgid}",
    "aws:resourceaccount": "${aws:principalaccount}",
    "aws:resourceorgid": "${aws:principalorgid}",
};

/** Condition keys whose values are accounts, and those whose values are ARNs that name one. */
const ACCOUNT_KEYS = ["aws:principalaccount", "aws:sourceaccount", "kms:calleraccount"];
const ARN_KEYS = ["aws:principalarn", "aws:sourcearn"];

/**
 * Operators that let through only what is listed. Those of `whenPresent` also let through requests
 * that lack the key, so they limit only together with a `Null` that asks for it.
 */
const LIMITING = {
    always: /^(foranyvalue:)?((string|arn)(equals|like|equalsignorecase)|ipaddress|bool)$/,
    whenPresent:
        /^(for(all|any)values?:)?((string|arn)(equals|like|equalsignorecase)|ipaddress|bool)(ifexists)?$/,
};

/** Operators of a denial that spare only what is listed; requests that lack the key are denied. */
const SPARING = /^(forallvalues:)?((string|arn)not(equals|like|equalsignorecase)|notipaddress)/;

/** Condition keys about what is done; those of AWS as a whole are about who, when and from where. */
const NARROWING =
    /^(aws:(resourcetag|requesttag)\/|aws:calledvia|(?!aws:|kms:calleraccount)[^:]+:)/;

/** True when `condition` lets through only the values that it lists. */
export function isLimiting({ operator, key }: Condition, all: readonly Condition[]): boolean {
    const asked = all.some(
        (other) => other.operator === "null" && other.key === key && other.values[0] === "false",
    );
    return LIMITING.always.test(operator) || (asked && LIMITING.whenPresent.test(operator));
}

function isFixed({ key, values }: Condition, keys: Readonly<Record<string, Fixed>>): boolean {
    const fixed = key === NOT_KNOWN ? word : keys[key];
    return fixed !== undefined && values.every(fixed);
}

function isSameOwner({ key, values }: Condition): boolean {
    const variable = SAME_OWNER[key];
    return variable !== undefined && values.every((value) => value.toLowerCase() === variable);
}

/** True when conditions let through only known callers: accounts, an organization, a network. */
export function limitsCallers(conditions: readonly Condition[]): boolean {
    return conditions.some(
        (condition) =>
            (isLimiting(condition, conditions) || condition.key === NOT_KNOWN) &&
            (isFixed(condition, { ...PRINCIPAL_KEYS, ...SOURCE_KEYS }) || isSameOwner(condition)),
    );
}

/** True when conditions let through only known principals, or only to resources of known accounts. */
export function tiesToOwners(conditions: readonly Condition[]): boolean {
    return conditions.some(
        (condition) =>
            (isLimiting(condition, conditions) || condition.key === NOT_KNOWN) &&
            isFixed(condition, { ...PRINCIPAL_KEYS, ...RESOURCE_KEYS }),
    );
}

/**
 * True when conditions say which resources it is about, or what for: by a key of the service, such as
 * `kms:ViaService` or `iam:PassedToService`, or by tags.
 */
export function narrowsResources(conditions: readonly Condition[]): boolean {
    return conditions.some(
        (condition) =>
            condition.key === NOT_KNOWN ||
            (isLimiting(condition, conditions) &&
                NARROWING.test(condition.key) &&
                !condition.values.includes("*")),
    );
}

/** True when the conditions of a denial spare known callers only: everyone else is denied. */
export function sparesOnlyKnown(conditions: readonly Condition[]): boolean {
    return conditions.every(
        (condition) =>
            condition.key === NOT_KNOWN ||
            (SPARING.test(condition.operator) &&
                isFixed(condition, { ...PRINCIPAL_KEYS, ...SOURCE_KEYS })) ||
            // Sparing AWS's own services, too, lets no one in.
            (condition.key === "aws:principalisawsservice" && condition.values[0] === "false"),
    );
}

/** True when conditions let through only callers of these accounts. */
export function limitsToAccounts(
    conditions: readonly Condition[],
    accounts: readonly string[],
): boolean {
    return conditions.some((condition) => {
        const { key, values } = condition;
        const named = ACCOUNT_KEYS.includes(key)
            ? values
            : ARN_KEYS.includes(key)
              ? values.map((value) => (value === NOT_KNOWN ? value : value.split(":")[4]))
              : [undefined];
        return (
            (isLimiting(condition, conditions) || key === NOT_KNOWN) &&
            named.every((account) => account === NOT_KNOWN || accounts.includes(account ?? ""))
        );
    });
}
