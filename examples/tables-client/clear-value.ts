import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { convertToAttr, convertToNative } from "@aws-sdk/util-dynamodb";
import { withMaps } from "./map-values";

/** Lengths of encoded values are multiples of it: a ciphertext's length tells so much and no more. */
const BLOCK = 32;

/**
 * A value of any type as the bytes that are encrypted: DynamoDB's own JSON of it, such as
 * `{"S":"abc"}`, with what is binary in base64, and spaces after it up to a full block.
 * Without those the length of a ciphertext would tell `true` from `false`.
 * @throws Error for what DynamoDB takes neither, such as an empty set or a number beyond 2^53
 */
export function encodeClear(value: unknown): Uint8Array {
    const json = dynamoDbJson(convertToAttr(withMaps(value), { removeUndefinedValues: true }));
    const length = Buffer.byteLength(json);
    return Buffer.from(json + " ".repeat(Math.ceil(length / BLOCK) * BLOCK - length));
}

/** The value that {@link encodeClear} was given. */
export function decodeClear(bytes: Uint8Array): unknown {
    const json = JSON.parse(Buffer.from(bytes).toString(), reviveBinary) as AttributeValue;
    return convertToNative(json);
}

/** DynamoDB's JSON of an attribute: the same text for the same value. */
export function dynamoDbJson(attribute: AttributeValue): string {
    return JSON.stringify(attribute, replaceBinary);
}

function replaceBinary(this: Record<string, unknown>, key: string, value: unknown): unknown {
    // A Buffer comes as `value` with its toJSON already called.
    const raw = this[key];
    if (ArrayBuffer.isView(raw)) {
        return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("base64");
    }
    if (raw instanceof ArrayBuffer || raw instanceof Blob) {
        throw new TypeError(
            `a binary value must be a Uint8Array, and not of ${raw.constructor.name}`,
        );
    }
    return value;
}

/** In a map an attribute called B has an object for a value; a string stands for bytes only. */
function reviveBinary(key: string, value: unknown): unknown {
    if (key === "B" && typeof value === "string") {
        return bytes(value);
    }
    if (key === "BS" && Array.isArray(value)) {
        return value.map(bytes);
    }
    return value;
}

function bytes(base64: string): Uint8Array {
    return new Uint8Array(Buffer.from(base64, "base64"));
}
