import { isDeepStrictEqual } from "node:util";
import type { Difference, Props } from "../provider/provider";
import { isUnknown } from "../provider/unknown";
import type { Field, Fields, Shape } from "./model";
import { fieldsOf } from "./inputs";

/** What changes from `olds` to `news`, to the depth that `model` knows. */
export function difference(model: Shape, olds: Props, news: Props): Difference {
    const changed: string[] = [];
    const replaces: string[] = [];
    const compare = (
        fields: Fields,
        before: Props,
        after: Props,
        prefix: string,
        deep: boolean,
    ) => {
        for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
            const field = fields[name];
            if (isSame(field, before[name], after[name])) {
                continue;
            }
            const path = prefix + name;
            const isReplacement = deep || forcesReplacement(field, olds, news);
            const inner = nestedFields(field);
            if (inner && isProps(before[name]) && isProps(after[name])) {
                compare(inner, before[name], after[name], `${path}.`, isReplacement);
                continue;
            }
            changed.push(path);
            if (isReplacement) {
                replaces.push(path);
            }
        }
    };
    compare(fieldsOf(model), olds, news, "", false);
    const named = model.autoName?.field;
    return {
        changed,
        replaces,
        // Two resources cannot bear one fixed name, so the old one must go first.
        deleteBeforeReplace:
            replaces.length > 0 &&
            named !== undefined &&
            news[named] === olds[named] &&
            !isAutoNamed(news[named]),
    };
}

function isSame(field: Field | undefined, before: unknown, after: unknown): boolean {
    if (field?.keeps === true && (after ?? null) === null) {
        return true;
    }
    const [old, now] = [before, after].map((value) =>
        field?.compared === undefined || isUnknown(value)
            ? (value ?? null)
            : field.compared((value ?? undefined) as never),
    );
    return isDeepStrictEqual(old, now);
}

function forcesReplacement(field: Field | undefined, olds: Props, news: Props): boolean {
    return typeof field?.replaces === "function"
        ? field.replaces(olds, news)
        : field?.replaces === true;
}

function nestedFields(field: Field | undefined): Fields | undefined {
    return field?.kind === "object" ? (field.of as Fields) : undefined;
}

function isProps(value: unknown): value is Props {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAutoNamed(value: unknown): boolean {
    return typeof value === "string" && /-[0-9a-f]{7}$/.test(value);
}
