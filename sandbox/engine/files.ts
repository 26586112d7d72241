import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Replaces `file` as a whole, readable by its owner alone; a reader sees the old or the new content. */
export function writeFileAtomically(file: string, content: string): void {
    mkdirSync(dirname(file), { recursive: true });
    const next = `${file}.next`;
    writeFileSync(next, content, { mode: 0o600 });
    renameSync(next, file);
}

/** The content of `file`, which `make` gives where there is none. */
export function readOrMake(file: string, make: () => string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
            throw error;
        }
        const content = make();
        writeFileAtomically(file, content);
        return content;
    }
}
