import type { AwsCalls } from "./aws";
import { Database, type Target } from "./database";
import { Failure, type FailureCode } from "./failures";
import type { Settings } from "./settings";

/** How long what AWS said is good for: host names change only when a cluster is replaced. */
const KEEP_MS = 5 * 60_000;

export type Side = "writer" | "reader";

/** What the connection parameters of the environment say. */
export interface Parameters {
    readonly hosts: Readonly<Record<Side, string>>;
    readonly port: number;
    readonly database: string;
    /** Name of the last migration that was deployed; none where no deployment has stated it. */
    readonly schemaVersion: string | undefined;
}

/** Connects to the database of an environment; in a warm start with what it knows already. */
export class Connector {
    readonly #parameters = new Kept(() => this.#readParameters(), "parameters");
    readonly #secret = new Kept(() => this.#readSecret(), "secret");

    constructor(
        private readonly settings: Settings,
        private readonly aws: AwsCalls,
        /** Certificates, as PEM text, one of which must have signed the server's. */
        private readonly ca: readonly string[],
    ) {}

    /** @throws Failure `parameters` */
    parameters(): Promise<Parameters> {
        return this.#parameters.get();
    }

    /**
     * Connects, does `work`, and hangs up.
     * @param remainingMs how much of the invocation's time is left
     * @throws Failure
     */
    async use<Result>(
        side: Side,
        remainingMs: () => number,
        work: (database: Database) => Promise<Result>,
    ): Promise<Result> {
        const { isKept } = this.#secret;
        try {
            return await this.#attempt(side, remainingMs, work);
        } catch (error) {
            // Whatever failed: what is kept may be the reason, and is asked for again next time.
            this.#parameters.forget();
            this.#secret.forget();
            const rotated = isKept && error instanceof Failure && error.code === "login-refused";
            if (!rotated) {
                throw error;
            }
        }
        return this.#attempt(side, remainingMs, work);
    }

    async #attempt<Result>(
        side: Side,
        remainingMs: () => number,
        work: (database: Database) => Promise<Result>,
    ): Promise<Result> {
        return Database.use(await this.#target(side), remainingMs, work);
    }

    async #target(side: Side): Promise<Target> {
        const { hosts, port, database } = await this.parameters();
        const host = hosts[side];
        const { ca } = this;
        const { login, connectTimeoutMs } = this.settings;
        const base = { host, port, database, ca, connectTimeoutMs };
        if (login.kind === "secret") {
            return { ...base, ...(await this.#secret.get()) };
        }
        const { user } = login;
        try {
            return { ...base, user, password: await this.aws.token({ host, port, user }) };
        } catch {
            throw new Failure("token");
        }
    }

    async #readParameters(): Promise<Parameters> {
        const { parameterPath: path } = this.settings;
        const keys = ["host", "reader-host", "port", "name", "schema-version"] as const;
        const values = await this.aws.parameters(keys.map((key) => `${path}/${key}`));
        const value = (key: (typeof keys)[number]) => values.get(`${path}/${key}`);
        const required = (key: (typeof keys)[number]) => {
            const found = value(key);
            if (found === undefined || found === "") {
                throw new Failure("parameters", `${path}/${key} is missing`);
            }
            return found;
        };
        const port = Number(required("port"));
        if (!Number.isInteger(port) || port < 1 || port > 65_535) {
            throw new Failure("parameters", `${path}/port is not a port`);
        }
        return {
            hosts: { writer: required("host"), reader: required("reader-host") },
            port,
            database: required("name"),
            schemaVersion: value("schema-version"),
        };
    }

    async #readSecret(): Promise<{ user: string; password: string }> {
        const { login } = this.settings;
        const text = login.kind === "secret" ? await this.aws.secret(login.arn) : "";
        const { username, password } = JSON.parse(text) as Record<string, unknown>;
        if (typeof username !== "string" || typeof password !== "string") {
            throw new Failure("secret", "it must be JSON with username and password");
        }
        return { user: username, password };
    }
}

/** A value that is asked for once, and then kept for a while. */
class Kept<Value> {
    #value: { readonly is: Value; readonly until: number } | undefined;

    constructor(
        private readonly read: () => Promise<Value>,
        private readonly code: FailureCode,
    ) {}

    async get(): Promise<Value> {
        if (this.#value === undefined || this.#value.until < Date.now()) {
            try {
                this.#value = { is: await this.read(), until: Date.now() + KEEP_MS };
            } catch (error) {
                throw error instanceof Failure ? error : new Failure(this.code);
            }
        }
        return this.#value.is;
    }

    get isKept(): boolean {
        return this.#value !== undefined;
    }

    forget(): void {
        this.#value = undefined;
    }
}
