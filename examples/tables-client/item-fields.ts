import { createHash } from "node:crypto";
import { convertToAttr } from "@aws-sdk/util-dynamodb";
import { attributesOfLevel } from "../../tables/derived";
import type { IndexSpec, TableSpec } from "../../tables/table-spec";
import { decodeClear, dynamoDbJson, encodeClear } from "./clear-value";
import type { FieldCipher } from "./field-cipher";
import { withMaps } from "./map-values";

type Values = Readonly<Record<string, unknown>>;

/** Turns attributes of a table's items into what is stored, and back. */
export class ItemFields {
    readonly #keyNames: readonly string[];

    /** @throws Error when the table has attributes to encrypt and there is no cipher */
    constructor(
        private readonly spec: TableSpec,
        private readonly cipher: FieldCipher | undefined,
    ) {
        const { hash, range } = spec.key;
        this.#keyNames = range === undefined ? [hash] : [hash, range];
        const encrypted = attributesOfLevel(spec, 2, 3);
        if (encrypted.length > 0 && cipher === undefined) {
            throw new Error(
                `table ${spec.name} has attributes to encrypt (${encrypted.join(", ")}); give its client a cipher`,
            );
        }
    }

    /** Names that a request for these attributes has to ask for, of the table or of an index. */
    projected(names: readonly string[], index?: string): string[] {
        const { ttl, indexes } = this.spec;
        const entry = index === undefined ? undefined : indexes?.[index];
        // A global index refuses to be asked for what it does not hold.
        const asksTtl = ttl !== undefined && (entry === undefined || holds(entry, ttl));
        return [...new Set([...this.#keyNames, ...names, ...(asksTtl ? [ttl] : [])])];
    }

    /** The attributes of `item` that are its key. */
    key(item: Values): Record<string, unknown> {
        return Object.fromEntries(this.#keyNames.map((name) => [name, item[name]]));
    }

    /** @throws Error that names every attribute that is not in the spec: it might be stored in clear */
    async toStored(key: Values, attributes: Values): Promise<Record<string, unknown>> {
        const unknown = Object.keys(attributes).filter(
            (name) => !Object.hasOwn(this.spec.attributes, name),
        );
        if (unknown.length > 0) {
            throw new Error(
                `table ${this.spec.name} has no attribute ${unknown.join(", ")}; its spec has ${Object.keys(this.spec.attributes).join(", ")}`,
            );
        }
        return this.#each(attributes, (name, value) => {
            if (value === undefined || value === null) {
                return value;
            }
            return this.#sealing(key, name)?.seal(encodeClear(value)) ?? withMaps(value);
        });
    }

    /**
     * The clear attributes of a stored item: those that the spec has, and of them only `names`.
     * @throws Error when one that should be encrypted is not, or does not decrypt
     */
    async toClear(stored: Values, names?: readonly string[]): Promise<Record<string, unknown>> {
        const wanted = names ?? Object.keys(this.spec.attributes);
        const found = [...new Set([...this.#keyNames, ...wanted])].filter((name) => name in stored);
        const key = this.key(stored);
        return this.#each(
            Object.fromEntries(found.map((name) => [name, stored[name]])),
            async (name, value) => {
                const sealing = this.#sealing(key, name);
                if (sealing === undefined) {
                    return value;
                }
                try {
                    if (!(value instanceof Uint8Array)) {
                        throw new TypeError("it is not encrypted");
                    }
                    return decodeClear(await sealing.open(value));
                } catch (cause) {
                    throw new Error(`attribute ${name} of an item of ${this.spec.name} is no use`, {
                        cause,
                    });
                }
            },
        );
    }

    /** How an attribute of an item is encrypted; nothing when it is stored in clear. */
    #sealing(key: Values, attribute: string) {
        const { cipher, spec } = this;
        const level = spec.attributes[attribute]?.level;
        if (cipher === undefined || (level !== 2 && level !== 3)) {
            return undefined;
        }
        const context = { table: spec.name, attribute, item: this.#digest(key) };
        return {
            seal: (clear: Uint8Array) => cipher.encrypt(level, context, clear),
            open: (sealed: Uint8Array) => cipher.decrypt(level, context, sealed),
        };
    }

    /**
     * Stands for the item's key where KMS and the audit trail see it, and takes the same room for
     * any key.
     */
    #digest(key: Values): string {
        const parts = this.#keyNames.map((name) => dynamoDbJson(convertToAttr(key[name])));
        return createHash("sha256").update(parts.join("\n")).digest("base64url");
    }

    async #each(
        values: Values,
        change: (name: string, value: unknown) => unknown,
    ): Promise<Record<string, unknown>> {
        const pairs = Object.entries(values).map(
            async ([name, value]) => [name, await change(name, value)] as const,
        );
        return Object.fromEntries(await Promise.all(pairs));
    }
}

function holds({ hash, range, projection }: IndexSpec, name: string): boolean {
    return (
        projection === "ALL" ||
        [hash, range].includes(name) ||
        (typeof projection !== "string" && projection.includes(name))
    );
}
