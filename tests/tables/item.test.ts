import { expectTypeOf } from "expect-type";
import type { consents } from "../../tables/consents";
import { defineTable } from "../../tables/define-table";
import type { IndexKey, IndexName, Item, Key, StoredItem } from "../../tables/item";
import type { TableSpec } from "../../tables/table-spec";
import type { tokens } from "../../tables/tokens";

const everything = defineTable({
    name: "everything",
    purpose: "One attribute of each type.",
    attributes: {
        id: { type: "S", level: 1, holds: "A string." },
        at: { type: "N", level: 0, holds: "A number." },
        digest: { type: "B", level: 0, holds: "Bytes.", optional: true },
        flag: { type: "BOOL", level: 0, holds: "Yes or no." },
        words: { type: "SS", level: 1, holds: "Strings.", optional: true },
        numbers: { type: "NS", level: 2, holds: "Numbers." },
        list: { type: "L", level: 0, holds: "A list." },
        map: { type: "M", level: 3, holds: "A map.", optional: true },
    },
    key: { hash: "id", range: "at" },
    indexes: { sparse: { hash: "digest", projection: ["flag", "list"] } },
    localIndexes: { local: { range: "digest", projection: "ALL" } },
});

describe("the types of items", () => {
    it("have every attribute in clear, and let those be absent that are optional", () => {
        expectTypeOf<Item<typeof everything>>().toEqualTypeOf<{
            id: string;
            at: number;
            digest?: Uint8Array;
            flag: boolean;
            words?: Set<string>;
            numbers: Set<number>;
            list: unknown[];
            map?: Record<string, unknown>;
        }>();
        expectTypeOf<Item<typeof tokens>>().toEqualTypeOf<{
            token: string;
            userId: string;
            value: string;
            hint?: string;
            expiresAt: number;
        }>();
    });

    it("have bytes for what is stored as ciphertext", () => {
        expectTypeOf<StoredItem<typeof everything>>().toEqualTypeOf<{
            id: string;
            at: number;
            digest?: Uint8Array;
            flag: boolean;
            words?: Set<string>;
            numbers: Uint8Array;
            list: unknown[];
            map?: Uint8Array;
        }>();
        expectTypeOf<StoredItem<typeof consents>>().toEqualTypeOf<Item<typeof consents>>();
    });

    it("have the keys of tables and indexes", () => {
        expectTypeOf<Key<typeof tokens>>().toEqualTypeOf<{ token: string }>();
        expectTypeOf<Key<typeof consents>>().toEqualTypeOf<{ userId: string; purpose: string }>();
        expectTypeOf<IndexKey<typeof consents, "by-purpose">>().toEqualTypeOf<{
            purpose: string;
            changedAt: string;
        }>();
        // An item that lacks a key of an index is not in it.
        expectTypeOf<IndexKey<typeof everything, "sparse">>().toEqualTypeOf<{
            digest: Uint8Array;
        }>();
        expectTypeOf<IndexKey<typeof everything, "local">>().toEqualTypeOf<{
            id: string;
            digest: Uint8Array;
        }>();
        expectTypeOf<IndexName<typeof everything>>().toEqualTypeOf<"sparse" | "local">();
        expectTypeOf<IndexName<typeof tokens>>().toEqualTypeOf<"by-user">();
    });

    it("of any table have any names", () => {
        expectTypeOf(everything).toExtend<TableSpec>();
        expectTypeOf<keyof Item<TableSpec>>().toEqualTypeOf<string>();
        expectTypeOf<IndexName<TableSpec>>().toEqualTypeOf<string>();
    });
});
