/** Text as it stands in a label in Graphviz's HTML. */
function escapeHtml(text: string): string {
    return text
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll('"', "&quot;");
}

export type Attributes = Readonly<Record<string, string | number>>;

/** An element; its content is markup already. */
export function element(name: string, attributes: Attributes, ...content: string[]): string {
    const written = Object.entries(attributes).map(
        ([key, value]) => ` ${key}="${escapeHtml(String(value))}"`,
    );
    return `<${name}${written.join("")}>${content.join("")}</${name}>`;
}

/** A table without borders and distances but for those that are given. */
export function table(attributes: Attributes, ...rows: string[]): string {
    const none = { BORDER: 0, CELLBORDER: 0, CELLSPACING: 0, CELLPADDING: 0 };
    return element("TABLE", { ...none, ...attributes }, ...rows);
}

export function row(...cells: string[]): string {
    return element("TR", {}, ...cells);
}

export function cell(attributes: Attributes, ...content: string[]): string {
    return element("TD", attributes, ...content);
}

/** Text in a size, in points, and a colour. */
export function text(size: number, color: string, content: string): string {
    return element("FONT", { "POINT-SIZE": size, COLOR: color }, escapeHtml(content));
}

export function bold(content: string): string {
    return `<B>${content}</B>`;
}

/** Lines below each other, all to the left or all in the middle. */
export function lines(align: "LEFT" | "CENTER", content: readonly string[]): string {
    return content.map((line) => `${line}<BR ALIGN="${align}"/>`).join("");
}

/** A name in the language of Graphviz. */
export function quoted(name: string): string {
    return `"${name.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Attributes in the language of Graphviz; a `label` that is markup is HTML, all others are text. */
export function dotAttributes(attributes: Attributes): string {
    const written = Object.entries(attributes).map(([key, value]) => {
        const text = String(value);
        return `${key}=${key === "label" && text.startsWith("<") ? `<${text}>` : quoted(text)}`;
    });
    return `[${written.join(", ")}]`;
}
