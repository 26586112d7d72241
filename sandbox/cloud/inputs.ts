import { createHash } from "node:crypto";
import type { Failure, Props } from "../provider/provider";
import { hasUnknown, isUnknown } from "../provider/unknown";
import type { Field, Fields, Model, Shape } from "./model";

/** Inputs that every AWS resource type has. */
const COMMON: Fields = {
    region: { kind: "string", replaces: true },
    tags: { kind: "map", of: { kind: "string" } },
};

/** The fields of `model`, with those that every type of AWS has. */
export function fieldsOf(model: Shape): Fields {
    if (!model.type.startsWith("aws:")) {
        return model.fields;
    }
    const { region, tags } = COMMON as { region: Field; tags: Field };
    return model.untaggable ? { region, ...model.fields } : { region, tags, ...model.fields };
}

/** Fills in what the provider would: defaults, and a name where none is given. */
export function completed(model: Shape, name: string, news: Props, olds: Props, seed: Uint8Array) {
    const inputs: Props = { ...news };
    for (const [field, { default: value }] of Object.entries(model.fields)) {
        if (value !== undefined && inputs[field] === undefined) {
            inputs[field] = value;
        }
    }
    const auto = model.autoName;
    if (auto !== undefined && inputs[auto.field] === undefined) {
        inputs[auto.field] = olds[auto.field] ?? autoName(name, auto, seed);
    }
    return inputs;
}

function autoName(name: string, auto: NonNullable<Model["autoName"]>, seed: Uint8Array): string {
    const suffix = createHash("sha256").update(seed).digest("hex").slice(0, 7);
    const stem = (auto.prefix ?? "") + (auto.lowercase ? name.toLowerCase() : name);
    return `${stem.slice(0, auto.maxLength - suffix.length - 1)}-${suffix}`;
}

/**
 * Everything that is wrong with `inputs`. A value that is not known yet is taken to be right.
 *
 * @param before the inputs that are changed in place, if any
 */
export function failures(model: Shape, inputs: Props, before?: Props): Failure[] {
    const found = checkFields(fieldsOf(model), inputs, "", model.type);
    return [...found, ...(model.rules?.(inputs, before) ?? [])];
}

function checkFields(fields: Fields, values: Props, prefix: string, type: string): Failure[] {
    const found: Failure[] = [];
    for (const name of Object.keys(values)) {
        if (fields[name] === undefined && values[name] !== undefined) {
            found.push({
                property: prefix + name,
                reason:
                    `the sandbox's model of ${type} has no such input; ` +
                    `add it in sandbox/${type.split(":", 1).join()}`,
            });
        }
    }
    for (const [name, field] of Object.entries(fields)) {
        const value = values[name];
        if (value === undefined || value === null) {
            if (field.required) {
                found.push({ property: prefix + name, reason: "is required" });
            }
            continue;
        }
        for (const other of field.conflictsWith ?? []) {
            if (values[other] !== undefined && values[other] !== null) {
                found.push({ property: prefix + name, reason: `cannot be given with ${other}` });
            }
        }
        found.push(...checkValue(field, value, prefix + name, type));
    }
    return found;
}

function checkValue(field: Field, value: unknown, path: string, type: string): Failure[] {
    if (isUnknown(value)) {
        return [];
    }
    if (!isOfKind(field.kind, value)) {
        return [{ property: path, reason: `must be of type ${field.kind}` }];
    }
    const found: Failure[] = [];
    if (field.check !== undefined && !hasUnknown(value)) {
        const reason = field.check(value as never);
        if (reason !== undefined) {
            found.push({ property: path, reason });
        }
    }
    for (const [inner, element, innerPath] of elements(field, value, path)) {
        if (inner === undefined || isFieldOf(inner)) {
            found.push(...(inner ? checkValue(inner, element, innerPath, type) : []));
        } else if (typeof element === "object" && element !== null) {
            found.push(...checkFields(inner, element as Props, `${innerPath}.`, type));
        } else if (!isUnknown(element)) {
            found.push({ property: innerPath, reason: "must be of type object" });
        }
    }
    return found;
}

function elements(field: Field, value: unknown, path: string): [Field["of"], unknown, string][] {
    switch (field.kind) {
        case "list":
            return (value as unknown[]).map((element, i) => [field.of, element, `${path}[${i}]`]);
        case "map":
            return Object.entries(value as Props).map(([k, v]) => [field.of, v, `${path}.${k}`]);
        case "object":
            return [[field.of, value, path]];
        default:
            return [];
    }
}

function isFieldOf(of: Field | Fields): of is Field {
    return typeof of.kind === "string";
}

function isOfKind(kind: Field["kind"], value: unknown): boolean {
    switch (kind) {
        case "any":
            return true;
        case "list":
            return Array.isArray(value);
        case "object":
        case "map":
            return typeof value === "object" && !Array.isArray(value);
        default:
            return typeof value === kind;
    }
}

/** Every reference in `inputs`: the field's target and the value that must name something. */
export function references(model: Model, inputs: Props) {
    const found: { path: string; type: string; by: string; value: string }[] = [];
    const walk = (field: Field, value: unknown, path: string): void => {
        if (value === undefined || value === null || isUnknown(value)) {
            return;
        }
        if (field.refersTo !== undefined && typeof value === "string") {
            found.push({ path, ...field.refersTo, value });
        }
        for (const [inner, element, innerPath] of elements(field, value, path)) {
            if (inner === undefined) {
                continue;
            }
            if (isFieldOf(inner)) {
                walk(inner, element, innerPath);
            } else {
                for (const [name, nested] of Object.entries(inner)) {
                    walk(nested, (element as Props)[name], `${innerPath}.${name}`);
                }
            }
        }
    };
    for (const [name, field] of Object.entries(fieldsOf(model))) {
        walk(field, inputs[name], name);
    }
    return found;
}
