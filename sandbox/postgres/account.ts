import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, lchownSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

/** The operating system's account that PostgreSQL runs as, where it is not the user's own. */
export interface Account {
    readonly name: string;
    readonly uid: number;
    readonly gid: number;
}

/** Folder for what `root` keeps when its own folders are closed to other accounts. */
const OPEN_TO_ALL = "/var/lib/pii-platform";

/**
 * The account for the server: `undefined` means the user's own. PostgreSQL refuses to run as root,
 * so root runs it as `nobody`, which every system has.
 */
export function serverAccount(): Account | undefined {
    return process.getuid?.() === 0 ? { name: "nobody", uid: 65534, gid: 65534 } : undefined;
}

/**
 * `folder`, or one in its stead where `account` cannot get to `folder` because a folder above is
 * closed to it, such as `/root`. Whichever it is, it exists and is open afterwards.
 */
export function reachable(folder: string, account: Account | undefined): string {
    mkdirSync(folder, { recursive: true });
    if (account === undefined) {
        return folder;
    }
    open(folder);
    if (isOpen(folder, account)) {
        return folder;
    }
    const hash = createHash("sha256").update(folder).digest("hex").slice(0, 12);
    const other = join(OPEN_TO_ALL, `${basename(folder)}-${hash}`);
    mkdirSync(other, { recursive: true });
    open(OPEN_TO_ALL);
    open(other);
    return other;
}

/** Whatever the umask was: lets every account through `folder`, not look into it. */
function open(folder: string): void {
    chmodSync(folder, statSync(folder).mode | 0o111);
}

function isOpen(folder: string, account: Account): boolean {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    const above = dirname(folder);
    return (mode & bit) !== 0 && (above === folder || isOpen(above, account));
}

/** Gives `path`, and all that is in it, to `account`. */
export function hand(path: string, account: Account | undefined): void {
    if (account === undefined) {
        return;
    }
    const { uid, gid } = account;
    chownSync(path, uid, gid);
    for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
        lchownSync(join(entry.parentPath, entry.name), uid, gid);
    }
}

/**
 * Runs a program of PostgreSQL's as `account`.
 * @throws Error with what the program said, when it fails
 */
export async function run(
    program: string,
    args: readonly string[],
    account: Account | undefined,
): Promise<void> {
    // A folder that any account can be in: the caller's may be closed to this one.
    const options = { ...account, cwd: dirname(program), env: { ...process.env, LC_ALL: "C" } };
    try {
        await promisify(execFile)(program, args, options);
    } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        const said = `${stdout}${stderr}`.trim() || (error as Error).message;
        throw new Error(`${basename(program)} failed: ${said}`, { cause: error });
    }
}
