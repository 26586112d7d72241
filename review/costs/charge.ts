import { field, text, UNKNOWN } from "../fields";
import type { Resource } from "../resource";
import { classPrice, type Price, PRICE_TABLE } from "./prices";

/** What is charged for a resource, used or not: so many of a price, or why nobody can say. */
export type Charge =
    | { readonly price: Price; readonly count: number }
    | { readonly what: string; readonly why: string };

/** What is charged for a resource, which may depend on others. */
export type ChargeRule = (resource: Resource, all: readonly Resource[]) => readonly Charge[];

/** So many of a price; without a number, that nobody can say. */
export function charge(price: Price, count: unknown): Charge {
    return typeof count === "number"
        ? { price, count }
        : { what: price.what, why: "how many there are is not known before an update" };
}

/** So many instances or nodes of a class; `change` makes another price of the list price. */
export function classCharge(
    service: Parameters<typeof classPrice>[0],
    name: string,
    count: unknown,
    change: (price: Price) => Price = (price) => price,
): Charge {
    const price = classPrice(service, name);
    return price === undefined
        ? {
              what: `${service} ${name}`,
              why: `it is not in the table of ${PRICE_TABLE.date}, ${PRICE_TABLE.file}`,
          }
        : charge(change(price), count);
}

/** What names another resource in a field: its id or name, or the engine's mark for not known yet. */
export function reference(resource: Resource, key: string): unknown {
    return field(resource, key) ?? resource.inputs[key];
}

/**
 * The one among `candidates` that a resource means by `id`: its id, or its physical name in the
 * field `key`. Where that is not known before an update, it is the only one of the same parent.
 */
export function meant(
    by: Resource,
    id: unknown,
    candidates: readonly Resource[],
    key: string,
): Resource | undefined {
    if (typeof id !== "string") {
        return undefined;
    }
    const found = candidates.filter((other) =>
        id === UNKNOWN ? other.parent === by.parent : other.id === id || text(other, key) === id,
    );
    return found.length === 1 ? found[0] : undefined;
}
