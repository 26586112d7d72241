import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { bool, type Fields, map, num, type Shape, str } from "../cloud/model";
import type { Failure, Props } from "../provider/provider";
import { isUnknown } from "../provider/unknown";

/** One resource type of the provider. Every change of an input draws anew. */
export interface RandomResource extends Shape {
    /** Names of what is drawn. */
    readonly outputs: readonly string[];
    readonly draw: (inputs: Props) => Props & { readonly id: string };
}

const replaces = true;
const KEEPERS = map(str(), { replaces });
const natural = (least: number) => (value: number) =>
    Number.isInteger(value) && value >= least
        ? undefined
        : `must be a whole number from ${least} on, got ${value}`;
const size = num({ required: true, replaces, check: natural(1) });

/** Kinds of characters: the input that has them, the one with their least number, the characters. */
const KINDS = [
    ["lower", "minLower", "abcdefghijklmnopqrstuvwxyz"],
    ["upper", "minUpper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"],
    ["numeric", "minNumeric", "0123456789"],
    ["special", "minSpecial", "!@#$%&*()-_=+[]{}<>:?"],
] as const;

const STRING_FIELDS: Fields = {
    length: size,
    ...Object.fromEntries(
        KINDS.flatMap(([has, least]) => [
            [has, bool({ default: true, replaces })],
            [least, num({ default: 0, replaces, check: natural(0) })],
        ]),
    ),
    overrideSpecial: str({ replaces }),
    keepers: KEEPERS,
};

export const RESOURCES: readonly RandomResource[] = [
    {
        type: "random:index/randomPassword:RandomPassword",
        fields: STRING_FIELDS,
        rules: stringFailures,
        outputs: ["result"],
        draw: (inputs) => ({ id: "none", result: drawString(inputs) }),
    },
    {
        type: "random:index/randomString:RandomString",
        fields: STRING_FIELDS,
        rules: stringFailures,
        outputs: ["result"],
        draw: (inputs) => {
            const result = drawString(inputs);
            return { id: result, result };
        },
    },
    {
        type: "random:index/randomId:RandomId",
        fields: { byteLength: size, prefix: str({ replaces }), keepers: KEEPERS },
        outputs: ["hex", "dec", "b64Std", "b64Url"],
        draw: ({ byteLength, prefix = "" }) => {
            const bytes = randomBytes(byteLength as number);
            const hex = bytes.toString("hex");
            const named = (text: string) => `${prefix as string}${text}`;
            return {
                id: bytes.toString("base64url"),
                hex: named(hex),
                dec: named(BigInt(`0x${hex}`).toString()),
                b64Std: named(bytes.toString("base64")),
                b64Url: named(bytes.toString("base64url")),
            };
        },
    },
    {
        type: "random:index/randomBytes:RandomBytes",
        fields: { length: size, keepers: KEEPERS },
        outputs: ["base64", "hex"],
        draw: ({ length }) => {
            const bytes = randomBytes(length as number);
            return { id: "none", base64: bytes.toString("base64"), hex: bytes.toString("hex") };
        },
    },
    {
        type: "random:index/randomInteger:RandomInteger",
        fields: {
            min: num({ required: true, replaces }),
            max: num({ required: true, replaces }),
            keepers: KEEPERS,
        },
        rules: ({ min, max }) =>
            typeof min === "number" && typeof max === "number" && min > max
                ? [{ property: "max", reason: `must be at least min (${min}), got ${max}` }]
                : [],
        outputs: ["result"],
        draw: ({ min, max }) => {
            const result = randomInt(min as number, (max as number) + 1);
            return { id: String(result), result };
        },
    },
    {
        type: "random:index/randomUuid:RandomUuid",
        fields: { keepers: KEEPERS },
        outputs: ["result"],
        draw: () => {
            const result = randomUUID();
            return { id: result, result };
        },
    },
];

function stringFailures(inputs: Props): Failure[] {
    if (Object.values(inputs).some(isUnknown)) {
        return [];
    }
    const least = KINDS.reduce((sum, [, name]) => sum + Number(inputs[name]), 0);
    if (Number(inputs.length) < least) {
        return [
            {
                property: "length",
                reason: `must be at least the sum of the minimums (${least}), got ${Number(inputs.length)}`,
            },
        ];
    }
    return alphabet(inputs) === ""
        ? [{ property: "lower", reason: "or another kind of character must be allowed" }]
        : [];
}

function alphabet(inputs: Props): string {
    return KINDS.map((kind) => (inputs[kind[0]] === true ? characters(kind, inputs) : "")).join("");
}

function characters([has, , all]: (typeof KINDS)[number], { overrideSpecial }: Props): string {
    return has === "special" && typeof overrideSpecial === "string" && overrideSpecial !== ""
        ? overrideSpecial
        : all;
}

/** First the least number of each kind, then any; then all in any order. */
function drawString(inputs: Props): string {
    const drawn = KINDS.flatMap((kind) =>
        Array.from({ length: Number(inputs[kind[1]]) }, () => pick(characters(kind, inputs))),
    );
    while (drawn.length < Number(inputs.length)) {
        drawn.push(pick(alphabet(inputs)));
    }
    for (let last = drawn.length - 1; last > 0; last--) {
        const other = randomInt(last + 1);
        [drawn[last], drawn[other]] = [drawn[other] ?? "", drawn[last] ?? ""];
    }
    return drawn.join("");
}

function pick(all: string): string {
    return all.charAt(randomInt(all.length));
}
