import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Replaces `file` as a whole, readable by its owner alone; a reader sees the old or the new content. */
export function writeFileAtomically(file: string, content: string): void {
    mkdirSync(dirname(file), { recursive: true });
    const next = `${file}.next`;
    writeFileSync(next, content, { mode: 0o600 });
    renameSync(next, file);
}

/** The content of `file`; `undefined` when there is no such file. */
export function readIfThere(file: string): string | undefined {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return undefined;
        }
        throw error;
    }
}

/** The content of `file`, which `make` gives where there is none. */
export function readOrMake(file: string, make: () => string): string {
    const content = readIfThere(file);
    if (content !== undefined) {
        return content;
    }
    const made = make();
    writeFileAtomically(file, made);
    return made;
}
