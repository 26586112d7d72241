import { type Cipher, createCipheriv, createHash } from "node:crypto";

const BLOCK = 16;

/** Bytes that are made at least, since a few are always wanted. */
const LEAST = 128;

/**
 * Values that look random and depend on nothing but a text and a number: a block cipher over
 * counters, so that those of any number are there without those before it.
 */
export class Source {
    readonly #cipher: Cipher;

    constructor(text: string) {
        const key = createHash("sha256").update(text).digest().subarray(0, BLOCK);
        this.#cipher = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
    }

    at(number: number): Draws {
        return new Draws((first, blocks) => {
            const counters = Buffer.alloc(blocks * BLOCK);
            for (let block = 0; block < blocks; block++) {
                counters.writeUIntBE(number, block * BLOCK, 6);
                counters.writeUInt32BE(first + block, block * BLOCK + 8);
            }
            return this.#cipher.update(counters);
        });
    }
}

/** Draws one value after another. */
export class Draws {
    #bytes = Buffer.alloc(0);
    #at = 0;
    #blocks = 0;

    constructor(private readonly more: (first: number, blocks: number) => Buffer) {}

    bytes(count: number): Buffer {
        const missing = this.#at + count - this.#bytes.length;
        if (missing > 0) {
            const blocks = Math.ceil(Math.max(missing, LEAST) / BLOCK);
            const next = this.more(this.#blocks, blocks);
            this.#bytes = Buffer.concat([this.#bytes.subarray(this.#at), next]);
            this.#at = 0;
            this.#blocks += blocks;
        }
        return this.#bytes.subarray(this.#at, (this.#at += count));
    }

    /** A whole number from 0, less than `limit`. */
    below(limit: number): number {
        return Math.floor((this.bytes(4).readUInt32BE() / 2 ** 32) * limit);
    }

    uuid(): string {
        const bytes = Buffer.from(this.bytes(16));
        // Version 4, of the variant that RFC 9562 describes.
        bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
        bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
        const hex = bytes.toString("hex");
        const cut = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
        return [...cut, hex.slice(20)].join("-");
    }
}
