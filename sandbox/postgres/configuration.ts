import type { Installation } from "./installation";

/** Parameters as PostgreSQL has them where the parameter group says nothing. */
const DEFAULTS = { timezone: "UTC", log_timezone: "UTC" };

/**
 * What the sandbox decides, whatever the parameter group says: this is a rehearsal beside other
 * work on one machine, so it takes little memory, is heard on loopback only, and does not wait for
 * the disk: a power cut may cost the data, which the next start makes anew.
 */
const SANDBOX = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    shared_buffers: "32MB",
    huge_pages: "off",
    max_connections: "100",
    superuser_reserved_connections: "3",
    fsync: "off",
    full_page_writes: "off",
    logging_collector: "off",
    log_destination: "stderr",
    ssl: "on",
    ssl_cert_file: "server.pem",
    ssl_key_file: "server.key",
};

/**
 * `postgresql.conf` for a cluster parameter group. A value that is a formula of the instance's
 * memory (`{DBInstanceClassMemory/...}`) is left out, as are Aurora's own parameters and a library
 * that this build lacks.
 */
export function postgresqlConf(
    parameters: Readonly<Record<string, string>>,
    port: number,
    { hasLibrary }: Pick<Installation, "hasLibrary">,
): string {
    const given = Object.entries(parameters).filter(
        ([name, value]) => !value.includes("{") && !/^(aurora|apg)_/.test(name),
    );
    const settings: Record<string, string> = {
        ...DEFAULTS,
        ...Object.fromEntries(given),
        ...SANDBOX,
        port: String(port),
    };
    if (settings["rds.logical_replication"] === "1") {
        settings.wal_level = "logical";
    }
    if (settings.shared_preload_libraries !== undefined) {
        const libraries = settings.shared_preload_libraries.split(",").map((name) => name.trim());
        settings.shared_preload_libraries = libraries.filter(hasLibrary).join(",");
    }
    return Object.entries(settings)
        .map(([name, value]) => `${name} = ${quoted(value)}\n`)
        .join("");
}

/** `pg_hba.conf`: passwords only, on loopback only, with TLS only where rds.force_ssl asks for it. */
export function pgHbaConf(parameters: Readonly<Record<string, string>>): string {
    const type = parameters["rds.force_ssl"] === "1" ? "hostssl" : "host";
    return `${type} all all 127.0.0.1/32 scram-sha-256\n`;
}

function quoted(value: string): string {
    if (/[\r\n]/.test(value)) {
        throw new Error(
            `a PostgreSQL parameter cannot hold a line break: ${JSON.stringify(value)}`,
        );
    }
    return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
