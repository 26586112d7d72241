import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { StackConfig } from "../engine/engine";

/** The environments that `root` has a settings file of, `dev` first. */
export function environments(root: string): string[] {
    return readdirSync(root)
        .map((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1])
        .filter((name) => name !== undefined)
        .sort((a, b) => Number(b === "dev") - Number(a === "dev") || a.localeCompare(b));
}

/**
 * What `Pulumi.<environment>.yaml` in `root` says under `config`.
 * @throws Error when there is no such file, when it is no YAML, or when a value in it is encrypted,
 * but for pagers
 */
export function readSettings(root: string, environment: string): StackConfig {
    const file = join(root, `Pulumi.${environment}.yaml`);
    if (!existsSync(file)) {
        throw new Error(
            `there is no environment "${environment}"; the ones that exist: ` +
                `${environments(root).join(", ")}. A new one begins with a file Pulumi.${environment}.yaml`,
        );
    }
    let config: StackConfig;
    try {
        ({ config = {} } = (parse(readFileSync(file, "utf8")) ?? {}) as { config?: StackConfig });
    } catch (cause) {
        throw new Error(`${file} is no YAML: ${(cause as Error).message}`, { cause });
    }
    config = withPagers(config);
    const secrets = Object.keys(config).filter((key) => isEncrypted(config[key]));
    if (secrets.length > 0) {
        throw new Error(
            `${file} holds encrypted values, which a rehearsal cannot read: ${secrets.join(", ")}; ` +
                "keep secrets in Secrets Manager, as the platform does",
        );
    }
    return config;
}

/** Pagers are the one secret that settings hold: a rehearsal wakes nobody, at addresses of its own. */
function withPagers(config: StackConfig): StackConfig {
    const alarms = config["pii:alarms"];
    const pagers =
        typeof alarms === "object" && alarms !== null && "pagers" in alarms && alarms.pagers;
    if (!isEncrypted(pagers)) {
        return config;
    }
    const made = Object.keys(pagers as object).map((name) => [
        name,
        `https://pager.example/${name}`,
    ]);
    return {
        ...config,
        "pii:alarms": { ...(alarms as object), pagers: Object.fromEntries(made) as unknown },
    };
}

/** The values as the engine hands them to a program: text, or JSON of everything else. */
export function asText(config: StackConfig): Record<string, string> {
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

/** `config` with the way to the sandbox's database, as somebody with a tunnel of their own would set it. */
export function withTunnel(config: StackConfig, tunnel: { port: number; caFile: string }) {
    return {
        ...config,
        "pii:database": { connection: "tunnel", host: "127.0.0.1", ...tunnel },
    };
}

function isEncrypted(value: unknown): boolean {
    return (
        typeof value === "object" &&
        value !== null &&
        ("secure" in value || Object.values(value).some(isEncrypted))
    );
}
