import { readFileSync } from "node:fs";
import type { ClientConfig } from "pg";
import { failures } from "../cloud/inputs";
import { bool, type Fields, num, oneOf, str } from "../cloud/model";
import type { Props } from "../provider/provider";
import { isUnknown } from "../provider/unknown";

/** Settings of the provider that the stand-in knows; the others are of other clouds. */
const FIELDS: Fields = {
    scheme: str({ check: oneOf("postgres") }),
    host: str({ required: true }),
    port: num(),
    database: str(),
    username: str(),
    password: str(),
    databaseUsername: str(),
    superuser: bool(),
    // What the Go driver of the real provider takes; libpq's other modes it refuses.
    sslmode: str({ check: oneOf("disable", "require", "verify-ca", "verify-full") }),
    sslrootcert: str(),
    connectTimeout: num(),
    maxConnections: num(),
    expectedVersion: str(),
    // Of the Pulumi engine's, not of the provider's.
    version: str(),
};

/** How the provider reaches PostgreSQL, and as whom. */
export class Settings {
    readonly #values: Props;

    /** @throws Error with everything that is wrong with `values` */
    constructor(values: Props) {
        const known = Object.entries(values).filter(([, value]) => value !== "");
        this.#values = Object.fromEntries(
            known.map(([name, value]) => [name, parsed(name, value)]),
        );
        const wrong = failures({ type: "postgresql:provider", fields: FIELDS }, this.#values);
        if (wrong.length > 0) {
            const reasons = wrong.map(({ property, reason }) => `${property} ${reason}`);
            throw new Error(`the postgresql provider's settings: ${reasons.join("; ")}`);
        }
    }

    /** The database that is meant where a resource names none. @default postgres */
    get database(): string {
        return (this.#values.database as string | undefined) ?? "postgres";
    }

    /** The role that acts. @default postgres */
    get user(): string {
        return (this.#values.databaseUsername as string | undefined) ?? this.#username;
    }

    /** Whether the program says that {@link user} is a superuser. @default true */
    get superuser(): boolean {
        return (this.#values.superuser as boolean | undefined) ?? true;
    }

    /**
     * How to connect to `database`.
     * @throws Error when that is not known yet
     */
    connection(database: string): ClientConfig {
        const unknown = Object.keys(this.#values).find((name) => isUnknown(this.#values[name]));
        if (unknown !== undefined) {
            throw new Error(
                `the postgresql provider's ${unknown} is not known before its resource is created`,
            );
        }
        const { host, port = 5432, password, connectTimeout = 180 } = this.#values;
        return {
            host: host as string,
            port: port as number,
            database,
            user: this.#username,
            password: password as string | undefined,
            connectionTimeoutMillis: (connectTimeout as number) * 1000,
            application_name: "Terraform provider",
            ssl: this.#ssl(),
        };
    }

    get #username(): string {
        return (this.#values.username as string | undefined) ?? "postgres";
    }

    #ssl(): ClientConfig["ssl"] {
        const { sslmode = "require", sslrootcert } = this.#values;
        if (sslmode === "disable") {
            return false;
        }
        const ca = sslrootcert === undefined ? undefined : readFileSync(sslrootcert as string);
        if (sslmode === "verify-full") {
            return { ca };
        }
        // With a root certificate at hand, "require" looks at it too, as the real driver does.
        return sslmode === "verify-ca" || ca !== undefined
            ? { ca, checkServerIdentity: () => undefined }
            : { rejectUnauthorized: false };
    }
}

/** Settings that are no strings arrive as JSON text. */
function parsed(name: string, value: unknown): unknown {
    const kind = FIELDS[name]?.kind;
    const isText = kind === undefined || kind === "string" || isUnknown(value);
    return isText || typeof value !== "string" ? value : JSON.parse(value);
}
