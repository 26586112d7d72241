import { Client, type ClientConfig } from "pg";
import { cpuSeconds } from "./cpu";
import { add, type Figures } from "./figures";

/** What some work took. */
export interface Cost {
    readonly seconds: number;
    /** Of the backend alone; `undefined` where this system does not tell. */
    readonly cpuSeconds: number | undefined;
    /** What it wrote to the WAL, in bytes. */
    readonly wal: number;
}

/** A connection whose backend is watched at its work. */
export class Session {
    readonly #client: Client;
    #pid = 0;

    private constructor(config: ClientConfig) {
        this.#client = new Client(config);
        // Of a server that is stopped by Ctrl-C; the query in hand is rejected as well.
        this.#client.on("error", () => undefined);
    }

    static async open(config: ClientConfig): Promise<Session> {
        const session = new Session(config);
        await session.#client.connect();
        session.#pid = Number(await session.value("select pg_backend_pid()"));
        return session;
    }

    /** @param name under which the statement is prepared, once. @default it is planned each time */
    async rows<Row extends object>(
        text: string,
        values: readonly unknown[] = [],
        name?: string,
    ): Promise<Row[]> {
        const query = { text, values: [...values], ...(name !== undefined && { name }) };
        return (await this.#client.query<Row>(query)).rows;
    }

    /** The first column of the first row. */
    async value(text: string, values: readonly unknown[] = []): Promise<unknown> {
        return Object.values((await this.rows(text, values))[0] ?? {})[0];
    }

    /** Several statements at once, each in a transaction of its own. */
    async run(...statements: readonly string[]): Promise<void> {
        for (const statement of statements) {
            await this.#client.query(statement);
        }
    }

    async cost(work: () => Promise<unknown>): Promise<Cost> {
        const wal = await this.#wal();
        const cpu = cpuSeconds(this.#pid);
        const start = performance.now();
        await work();
        const seconds = (performance.now() - start) / 1000;
        const after = cpuSeconds(this.#pid);
        return {
            seconds,
            cpuSeconds: after === undefined || cpu === undefined ? undefined : after - cpu,
            wal: (await this.#wal()) - wal,
        };
    }

    end(): Promise<void> {
        return this.#client.end();
    }

    async #wal(): Promise<number> {
        return Number(await this.value("select pg_current_wal_insert_lsn() - '0/0'"));
    }
}

/** Notes down microseconds of CPU, bytes of WAL and rows a second, under names that begin alike. */
export function addCost(figures: Figures, what: string, cost: Cost, rows: number): void {
    if (cost.cpuSeconds !== undefined) {
        add(figures, `${what}, CPU us/row`, (cost.cpuSeconds * 1e6) / rows);
    }
    add(figures, `${what}, WAL B/row`, cost.wal / rows);
    add(figures, `${what}, rows/s`, rows / cost.seconds);
}

/** Milliseconds that a call takes the client in the median of several, and the backend's CPU. */
export async function addCalls(
    figures: Figures,
    what: string,
    session: Session,
    calls: number,
    call: () => Promise<unknown>,
): Promise<void> {
    const each: number[] = [];
    // The first one finds nothing in the session's caches.
    await call();
    const { cpuSeconds: cpu } = await session.cost(async () => {
        for (let i = 0; i < calls; i++) {
            const start = performance.now();
            await call();
            each.push(performance.now() - start);
        }
    });
    add(figures, `${what}, ms`, each.sort((a, b) => a - b)[Math.floor(calls / 2)] ?? Number.NaN);
    if (cpu !== undefined) {
        add(figures, `${what}, CPU ms`, (cpu * 1000) / calls);
    }
}

/** Does each in turn, round by round; those that came first come last the next time. */
export async function inTurn(
    rounds: number,
    works: readonly ((round: number) => Promise<void>)[],
): Promise<void> {
    for (let round = 0; round < rounds; round++) {
        for (const work of round % 2 === 0 ? works : works.toReversed()) {
            await work(round);
        }
    }
}
