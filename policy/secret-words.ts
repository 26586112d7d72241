/** Words that a name has when it is one of a secret: `dbPassword`, `API_KEY`, `/app/token`. */
const WORDS =
    /(^|[^a-z])(pass(word|wd|phrase)?|pwd|secret|credentials?|token|(api|access|private|secret|encryption|signing)[-_./]?keys?)($|[^a-z])/;

/** Words that follow when it only says where the secret is, how long it is good, or what deals with it. */
const REFERENCES = new RegExp(
    `[-_./](${[
        "(arn|id|name|param(eter)?|path|file|url|uri|table|bucket|queue|topic|header|cookie|image|tag)s?",
        "prefix|version|type|algorithm|issuer|audience|policy|service|provider|endpoint|host|port",
        "ttl|days|hours|minutes|seconds|length|expiry|enabled|alias",
    ].join("|")})$`,
);

/** What stands for a secret, and is none: an ARN, an address, a number, a switch, a reference. */
const HARMLESS =
    /^(arn:|[^@\s]+@sha256:|https?:\/\/[^@]*$|\{\{resolve:|\d*$|(true|false|on|off|yes|no|none)$)/i;

/** Values that are secrets whatever they are called. */
const VALUES = [
    /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    /\b(postgres(ql)?|mysql|mongodb|redis|amqp)(\+\w+)?:\/\/[^\s:/@]+:[^\s/@]+@/,
    /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
    /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
    /(^|\n)\s*(export\s+)?[A-Z_]*(PASSWORD|SECRET_ACCESS_KEY|API_KEY)=["']?[^\s"'$]{4,}/,
];

/** True when a name promises a secret, and `value`, where it is known, is not plainly none. */
export function isSecretName(name: string, value: unknown): boolean {
    const words = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
    return WORDS.test(words) && !REFERENCES.test(words) && !HARMLESS.test(String(value));
}

/** True when a value shows by itself that it is a secret. */
export function isSecretValue(value: unknown): boolean {
    return typeof value === "string" && VALUES.some((pattern) => pattern.test(value));
}

/**
 * True for a value that nobody would think up: long, without words between signs, of letters and
 * digits in no order. A password of a person is none; a name, a path or a date is none either.
 */
export function isRandom(value: string): boolean {
    const counts = [...new Set(value)].map((sign) => value.split(sign).length - 1);
    const bits = counts
        .map((count) => count / value.length)
        .reduce((sum, share) => sum - share * Math.log2(share), 0);
    return /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9+/=_.~!@#$%^&*-]{12,}$/.test(value) && bits >= 3.25;
}
