import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readIfThere } from "../shared/files";

/** Path that a server answers with its nonce; DynamoDB itself answers POST on "/" only. */
export const NONCE_PATH = "/sandbox-nonce";

/** What is known of the server of a folder: it may run, or have run. */
export interface ServerRecord {
    readonly port: number;
    readonly pid: number;
    /** What the server, and no other program on that port, answers at {@link NONCE_PATH}. */
    readonly nonce: string;
}

/** The record of the last server that listened for `dir`; nothing when there never was one. */
export function readRecord(dir: string): ServerRecord | undefined {
    const record = readIfThere(file(dir));
    return record === undefined ? undefined : (JSON.parse(record) as ServerRecord);
}

/** Replaces the record as a whole, so that nobody reads half of one. */
export function writeRecord(dir: string, record: ServerRecord): void {
    const next = `${file(dir)}.${record.pid}`;
    writeFileSync(next, JSON.stringify(record));
    renameSync(next, file(dir));
}

function file(dir: string): string {
    return join(dir, "server.json");
}
