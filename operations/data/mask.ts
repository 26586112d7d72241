import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { AttributeSpec } from "../../tables/table-spec";

/**
 * A value as a terminal may show it: nothing of level 2 and 3, and of what the spec does not know;
 * what is of level 1 only on demand.
 */
export function shown(
    spec: AttributeSpec | undefined,
    value: AttributeValue,
    clearLevel1: boolean,
): string {
    const [type = "", content] = Object.entries(value).find(([, part]) => part !== undefined) ?? [];
    if (spec === undefined) {
        return `<not in the spec, ${type}>`;
    }
    const { level } = spec;
    if (level >= 2) {
        return content instanceof Uint8Array
            ? `<level ${level}, ${content.length} bytes>`
            : `<level ${level}, NOT ENCRYPTED: stored as ${type}>`;
    }
    if (level === 1 && !clearLevel1) {
        return typeof content === "string"
            ? `<level 1, ${content.length} characters>`
            : `<level 1, ${type}>`;
    }
    // Escaped, so that nothing stored can command the terminal.
    return type === "N" ? String(content) : JSON.stringify(content, bytesAsText);
}

function bytesAsText(_: string, value: unknown): unknown {
    return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
