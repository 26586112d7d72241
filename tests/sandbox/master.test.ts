import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLUSTER, INSTANCE, MEMBER } from "../../sandbox/aws/rds/types";
import { putSecretValue, SECRET } from "../../sandbox/aws/secretsmanager/store";
import { Account } from "../../sandbox/cloud/account";
import { clusterOf, masterOf, passwordsIn } from "../../sandbox/platform/master";
import type { PostgresBackend } from "../../sandbox/postgres/backend";
import type { Props } from "../../sandbox/provider/provider";

const PORTS: Readonly<Record<string, number>> = { first: 1111, copy: 2222, away: 3333 };

describe("sandbox: the master of a stack's cluster, where the account has several", () => {
    const dir = mkdtempSync(join(tmpdir(), "pii-master-"));
    const account = new Account(join(dir, "account.json"), "111111111111");
    const postgres = { port: (id: string) => PORTS[id] } as unknown as PostgresBackend;
    const urn = (stack: string, name: string) => `urn:pulumi:${stack}::p::t::${name}`;

    const cluster = (stack: string, id: string, inputs: Props, isServed = true) => {
        const outputs = { masterUsername: "piimaster", databaseName: "pii_db" };
        account.put({ type: CLUSTER, id, urn: urn(stack, id), inputs, outputs });
        if (isServed) {
            const instance = { clusterIdentifier: id };
            const of = { urn: urn(stack, `${id}-1`), inputs: instance, outputs: {} };
            account.put({ type: INSTANCE, id: `${id}-1`, ...of });
        }
    };
    const secret = (id: string, owner: string, outputs: Props, username: string) => {
        account.put({ type: SECRET, id, urn: owner, inputs: {}, outputs });
        const value = { secretString: JSON.stringify({ username, password: `of ${id}` }) };
        putSecretValue({ account, urn: owner }, `${id}|1`, value);
    };
    const member = (id: string, isWriter: boolean) => {
        const outputs = { global: "world", cluster: id, isWriter };
        account.put({ type: MEMBER, id, urn: urn("dev", "world"), inputs: {}, outputs });
    };

    before(() => {
        cluster("dev", "first", { masterPasswordWo: "ours" });
        cluster("dev-copy", "copy", { manageMasterUserPassword: true });
        cluster("dev-away", "away", {});
        cluster("dev-late", "late", {}, false);
        member("first", true);
        member("away", false);
        secret("managed", urn("dev-copy", "copy"), { owningService: "rds" }, "piimaster");
        secret("audit-1", urn("dev", "audit"), {}, "pii_audit");
        secret("audit-2", urn("dev-copy", "audit"), {}, "pii_audit");
    });
    after(() => {
        rmSync(dir, { recursive: true });
    });

    it("is that of its own cluster, not of the newest", () => {
        const common = { host: "127.0.0.1", database: "pii_db", user: "piimaster" };
        assert.equal(clusterOf(account, "dev")?.id, "first");
        assert.deepEqual(masterOf(account, postgres, "dev"), {
            ...common,
            port: 1111,
            password: "ours",
        });
        assert.deepEqual(masterOf(account, postgres, "dev-copy"), {
            ...common,
            port: 2222,
            password: "of managed",
        });
    });

    it("is the first one's, where its cluster follows that", () => {
        assert.equal(masterOf(account, postgres, "dev-away")?.port, 3333);
        assert.equal(masterOf(account, postgres, "dev-away")?.password, "ours");
    });

    it("is nobody while there is no cluster, or none with an instance", () => {
        assert.equal(masterOf(account, postgres, "prod"), undefined);
        assert.equal(masterOf(account, postgres, "dev-late"), undefined);
    });

    it("has logins of its own beside it", () => {
        assert.deepEqual([...passwordsIn(account, "dev")], [["pii_audit", "of audit-1"]]);
        assert.deepEqual(
            [...passwordsIn(account, "dev-copy")],
            [
                ["piimaster", "of managed"],
                ["pii_audit", "of audit-2"],
            ],
        );
    });
});
