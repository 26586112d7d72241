type Values = Readonly<Record<string, unknown>>;

/** The expressions of one request, which name attributes and values by placeholders. */
export class Expression {
    readonly #names = new Map<string, string>();
    readonly #values: unknown[] = [];

    /** The placeholders of the request; DynamoDB refuses empty lists of them. */
    get placeholders(): {
        readonly ExpressionAttributeNames?: Record<string, string>;
        readonly ExpressionAttributeValues?: Record<string, unknown>;
    } {
        const names = [...this.#names].map(([name, placeholder]) => [placeholder, name] as const);
        const values = this.#values.map((value, at) => [`:v${at}`, value] as const);
        return {
            ...(names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
            ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
        };
    }

    projection(names: readonly string[]): string {
        return names.map((name) => this.#name(name)).join(", ");
    }

    /** True for items whose attributes have these values, `null` standing for none. */
    condition(values: Values): string {
        return pairs(values)
            .map(([name, value]) =>
                value === null
                    ? `attribute_not_exists(${this.#name(name)})`
                    : `${this.#name(name)} = ${this.#value(value)}`,
            )
            .join(" AND ");
    }

    exists(name: string): string {
        return `attribute_exists(${this.#name(name)})`;
    }

    /** Sets these values, and takes away where there is `null`. */
    update(values: Values): string {
        const set = pairs(values).filter(([, value]) => value !== null);
        const remove = pairs(values).filter(([, value]) => value === null);
        const actions = [
            set.map(([name, value]) => `${this.#name(name)} = ${this.#value(value)}`),
            remove.map(([name]) => this.#name(name)),
        ];
        return ["SET", "REMOVE"]
            .map((verb, at) => [verb, actions[at]?.join(", ")])
            .filter(([, list]) => list !== "")
            .map(([verb, list]) => `${verb} ${list}`)
            .join(" ");
    }

    /** A query's: each value stands for itself, or is a range of a sort key. */
    keyCondition(where: Values): string {
        return pairs(where)
            .map(([name, value]) => this.#keyTerm(this.#name(name), value))
            .join(" AND ");
    }

    #keyTerm(name: string, value: unknown): string {
        if (typeof value !== "object" || value === null || value instanceof Uint8Array) {
            return `${name} = ${this.#value(value)}`;
        }
        const { from, to, startsWith } = value as Values;
        if (startsWith !== undefined) {
            return `begins_with(${name}, ${this.#value(startsWith)})`;
        }
        if (from !== undefined && to !== undefined) {
            return `${name} BETWEEN ${this.#value(from)} AND ${this.#value(to)}`;
        }
        return from === undefined
            ? `${name} <= ${this.#value(to)}`
            : `${name} >= ${this.#value(from)}`;
    }

    #name(name: string): string {
        const placeholder = this.#names.get(name) ?? `#n${this.#names.size}`;
        this.#names.set(name, placeholder);
        return placeholder;
    }

    #value(value: unknown): string {
        return `:v${this.#values.push(value) - 1}`;
    }
}

/** What is there of an object: `undefined` is nothing. */
function pairs(values: Values): [string, unknown][] {
    return Object.entries(values).filter(([, value]) => value !== undefined);
}
