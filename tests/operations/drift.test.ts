import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { told } from "../../operations/drift/report";
import { connectionTo } from "../../operations/drift/target";

describe("npm run drift", () => {
    let root: string;
    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "pii-drift-"));
    });
    afterEach(() => {
        rmSync(root, { recursive: true, force: true });
    });
    const write = (path: string, text: string) => {
        mkdirSync(join(root, path, ".."), { recursive: true });
        writeFileSync(join(root, path), text);
    };

    it("logs in to the sandbox as the role that looks after the database", async () => {
        write(".sandbox/dev/ca.pem", "the authority");
        write(
            ".sandbox/dev/pgpass",
            "127.0.0.1:5544:*:piimaster:master\n127.0.0.1:5544:*:pii_access:secret\n",
        );
        write(
            ".sandbox/dev/config/Pulumi.dev.yaml",
            `config: { "pii:database": { caFile: ${JSON.stringify(join(root, ".sandbox/dev/ca.pem"))} } }`,
        );
        const cluster = { type: "aws:rds/cluster:Cluster", outputs: { databaseName: "pii_db" } };
        write(
            ".sandbox/dev/account.json",
            JSON.stringify([
                { ...cluster, urn: "urn:pulumi:copy::x", outputs: { databaseName: "other" } },
                { ...cluster, urn: "urn:pulumi:dev::x" },
            ]),
        );
        assert.deepEqual(await connectionTo(root, {}), {
            host: "127.0.0.1",
            port: 5544,
            database: "pii_db",
            user: "pii_access",
            password: "secret",
            ssl: { ca: "the authority" },
        });
    });

    it("says how to start a sandbox that is not there", async () => {
        await assert.rejects(connectionTo(root, { stack: "prod", sandbox: true }), {
            message:
                "the sandbox of prod has no database: start it with npm start -- --stack prod; for one at AWS say --stack <name>",
        });
    });

    it("knows no environment without settings", async () => {
        await assert.rejects(connectionTo(root, { stack: "moon" }), /no environment "moon"/);
    });

    it("tells what differs area by area, with what mends it", () => {
        assert.equal(told([], "The database of dev"), "The database of dev is as the code has it.");
        const text = told(
            [
                { area: "schema", what: "pii.users is another one:\n- a\n+ b" },
                { area: "roles", what: "role pii_x is none of the platform's; drop it" },
            ],
            "The database of dev",
        );
        // Without a terminal nothing is coloured.
        assert.deepEqual(text.replaceAll(/\u001b\[\d+m/g, "").split("\n"), [
            "The database of dev is not as the code has it (2):",
            "",
            "schema",
            "  pii.users is another one:",
            "      - a",
            "      + b",
            "  To mend it: find out who changed it, and take it back by hand or in a new migration.",
            "",
            "roles",
            "  role pii_x is none of the platform's; drop it",
            "  To mend it: the next pulumi up --refresh of the layer database mends it.",
        ]);
    });
});
