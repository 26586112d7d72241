import { Inspected, UNKNOWN } from "./inspect";

/**
 * Preferences of a shell of Session Manager: the `inputs` of its document; `undefined` where a
 * document is another one, is not in JSON, or is not known yet, which is noted.
 */
export function shellInputs(document: Inspected): Inspected | undefined {
    if (document.read("documentType") !== "Session") {
        return undefined;
    }
    const content = document.read("content");
    if (content === UNKNOWN) {
        document.undecided("content");
    }
    try {
        const parsed = JSON.parse(String(content)) as Record<string, unknown>;
        return parsed.sessionType === "Standard_Stream"
            ? new Inspected(parsed.inputs ?? {}, document.verdict, "content.inputs")
            : undefined;
    } catch {
        return undefined;
    }
}
