import fc from "fast-check";
import { UNKNOWN } from "../../policy/inspect";

/** The account that documents speak of. */
export const HOME = "111122223333";

/** A statement with each element as a list, which has the most forms to be written in. */
interface Plain {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: Readonly<Record<string, readonly string[]>>;
    readonly NotPrincipal?: Readonly<Record<string, readonly string[]>>;
    readonly Action?: readonly string[];
    readonly NotAction?: readonly string[];
    readonly Resource: readonly string[];
    readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const some = <T>(...values: readonly T[]) =>
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
/** Mostly what makes a document public, so that what limits it has something to limit. */
const mostly = <T>(value: T, ...values: readonly T[]) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant([value]) }, some(value, ...values));
const principal = mostly("*", HOME, `arn:aws:iam::${HOME}:root`, `arn:aws:iam::${HOME}:role/a`).map(
    (AWS): Plain["Principal"] => ({ AWS }),
);
const notPrincipal = some(`arn:aws:iam::${HOME}:root`, `arn:aws:iam::${HOME}:role/a`).map(
    (AWS): Plain["Principal"] => ({ AWS }),
);
const action = mostly("sqs:*", "sqs:SendMessage", "sqs:Send*", "sqs:ReceiveMessage", "*");
const values: Readonly<Record<string, readonly string[]>> = {
    "aws:PrincipalOrgID": ["o-home", "o-*"],
    "aws:PrincipalAccount": [HOME, "*", "${aws:ResourceAccount}"],
    "aws:PrincipalArn": [`arn:aws:iam::${HOME}:role/*`, "arn:aws:iam::*:role/a", "*"],
    "aws:SourceVpc": ["vpc-home", "vpc-*"],
    "aws:SecureTransport": ["true", "false"],
};
const operators = ["StringEquals", "StringLike", "StringNotEquals", "StringNotLike"].flatMap(
    (operator) => ["", "IfExists"].flatMap((end) => [`${operator}${end}`]),
);
const test = fc
    .constantFrom(...Object.keys(values))
    .chain((key) => some(...(values[key] ?? [])).map((listed) => ({ [key]: listed })));
const condition = fc.dictionary(fc.constantFrom(...operators), test, { maxKeys: 2 });
const statement = (index: number): fc.Arbitrary<Plain> =>
    fc
        .record({
            Effect: fc.constantFrom("Allow" as const, "Deny" as const),
            who: fc.oneof(
                { weight: 4, arbitrary: principal.map((Principal) => ({ Principal })) },
                notPrincipal.map((NotPrincipal) => ({ NotPrincipal })),
            ),
            what: fc.oneof(
                { weight: 4, arbitrary: action.map((Action) => ({ Action })) },
                some("sqs:SendMessage", "sqs:DeleteQueue").map((NotAction) => ({ NotAction })),
            ),
            Resource: mostly("*", `arn:aws:sqs:eu-west-1:${HOME}:queue`),
            Condition: condition,
        })
        .map(({ who, what, ...rest }) => ({ Sid: `S${index}`, ...rest, ...who, ...what }));
/** Documents of a queue, most of them public but for their conditions and denials. */
export const statements = fc
    .integer({ min: 1, max: 3 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => statement(index))));

/** The same text, in other words: one element without its list, the last first, other cases. */
export function rewritten(value: unknown, name = ""): unknown {
    if (Array.isArray(value)) {
        return value.length === 1 ? value[0] : [...(value as unknown[])].reverse();
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (name === "Principal" && JSON.stringify(value) === '{"AWS":["*"]}') {
        return "*";
    }
    const isKey = ["Condition", ...operators].includes(name);
    return Object.fromEntries(
        Object.entries(value)
            .reverse()
            .map(([key, part]) => [isKey ? key.toUpperCase() : key, rewritten(part, key)]),
    );
}

/** The paths of all values in a statement, but for its effect, which nobody leaves to be known. */
export function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
    if (typeof value !== "object" || value === null) {
        return ["Sid", "Effect"].includes(path[1] ?? "") ? [] : [path];
    }
    return Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]));
}

/** The same with the value at `path` not known yet. */
export function unknownAt(value: unknown, path: readonly string[]): unknown {
    const [name = "", ...rest] = path;
    if (path.length === 0) {
        return UNKNOWN;
    }
    const copy = (
        Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
    ) as Record<string, unknown>;
    copy[name] = unknownAt(copy[name], rest);
    return copy;
}
