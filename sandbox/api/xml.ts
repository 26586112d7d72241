import type { Props } from "../provider/provider";

/**
 * An object as the elements of XML.
 * @param itemOf what the elements of the list of that name are called
 */
export function xml(value: unknown, itemOf: (list: string) => string): string {
    if (typeof value === "object" && value !== null) {
        return Object.entries(value)
            .filter(([, of]) => of !== undefined)
            .map(([name, of]) => element(name, of, itemOf))
            .join("");
    }
    return String(value).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function element(name: string, value: unknown, itemOf: (list: string) => string): string {
    const inside = Array.isArray(value)
        ? value.map((entry) => element(itemOf(name), entry, itemOf)).join("")
        : xml(value, itemOf);
    return `<${name}>${inside}</${name}>`;
}

/**
 * The input of a request whose parameters are a form: `Filters.Filter.1.Name` is the name of the first
 * of the filters.
 */
export function formInput(body: string): Props {
    const root: Tree = {};
    for (const [key, value] of new URLSearchParams(body)) {
        const path = key.split(".");
        let at = root;
        for (const name of path.slice(0, -1)) {
            at = at[name] = typeof at[name] === "object" ? at[name] : {};
        }
        at[path.at(-1) ?? ""] = value;
    }
    return listed(root) as Props;
}

interface Tree {
    [name: string]: Tree | string;
}

/** What has numbers for names is a list; what has nothing but one is that list, whatever its name. */
function listed(tree: Tree | string): unknown {
    if (typeof tree === "string") {
        return tree;
    }
    const names = Object.keys(tree);
    const entries = Object.values(tree).map(listed);
    if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
        return entries;
    }
    const [only] = entries;
    if (names.length === 1 && Array.isArray(only)) {
        return only;
    }
    return Object.fromEntries(names.map((name, index) => [name, entries[index]]));
}
