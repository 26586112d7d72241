import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { LOGIN_ROLES } from "../../../infra/database/roles";
import { emergency } from "../../../operations/emergency/command";
import { revocation } from "../../../operations/emergency/revoke";
import type { Scene } from "../../../operations/emergency/scene";
import { putSecretValue, secretValue } from "../../../sandbox/aws/secretsmanager/store";
import { Account } from "../../../sandbox/cloud/account";
import { holdEnvironment, holderOf } from "../../../sandbox/engine/environment-lock";
import { postgresBackend } from "../../../sandbox/postgres/backend";
import { databaseSpec, masterConnection, query, superuserConnection } from "../../support/postgres";
import { ACCOUNT_ID, SECRET, TABLE } from "./harness";

const AUDIT = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT_ID}:secret:pii-prod/database/pii_audit-1`;
const APP = `arn:aws:iam::${ACCOUNT_ID}:role/apps/app`;
const CLUSTER = "urn:pulumi:prod::pii::aws:rds/cluster:Cluster::pii-prod";
const NOW = ["--confirm", "prod"];

describe("npm run emergency: revoke-access, in a sandbox with a database", () => {
    const root = mkdtempSync(join(tmpdir(), "pii-emergency-"));
    const dir = join(root, ".sandbox/prod");
    const spec = databaseSpec({
        id: "pii-prod",
        masterUsername: "piimaster",
        databaseName: "pii_db",
    });
    const backend = postgresBackend(join(dir, "postgres"));
    /** The account as the last command has left it. */
    const account = () => new Account(join(dir, "account.json"), ACCOUNT_ID);
    const passwordIn = (arn: string) => {
        const text = secretValue(account(), arn)?.secretString ?? "{}";
        return (JSON.parse(text) as { password?: string }).password ?? "";
    };
    const master = () => ({ ...masterConnection(backend, spec), password: passwordIn(SECRET) });
    const ask = <Row extends object>(text: string) => query<Row>(master(), text);

    before(async () => {
        mkdirSync(dir, { recursive: true });
        writeFileSync(
            join(root, "Pulumi.prod.yaml"),
            `config: { "aws:region": eu-west-1, "aws:allowedAccountIds": ["${ACCOUNT_ID}"] }`,
        );
        await backend.create(spec);
        const entry = (
            type: string,
            id: string,
            outputs: object,
            urn = `urn:pulumi:prod::x::${id}`,
        ) => {
            account().put({ type, id, urn, inputs: { ...outputs }, outputs: { ...outputs } });
        };
        entry("aws:ec2/securityGroup:SecurityGroup", "sg-1", { vpcId: "vpc-1", name: "aurora" });
        entry(
            "aws:rds/cluster:Cluster",
            "pii-prod",
            {
                vpcSecurityGroupIds: ["sg-1"],
                databaseName: "pii_db",
                masterUsername: "piimaster",
                manageMasterUserPassword: true,
                endpoint: spec.hostnames[0],
                masterUserSecrets: [{ secretArn: SECRET }],
            },
            CLUSTER,
        );
        for (const id of ["pii-prod-1", "pii-prod-2"]) {
            const member = { clusterIdentifier: "pii-prod" };
            entry("aws:rds/clusterInstance:ClusterInstance", id, member);
        }
        const secret = "aws:secretsmanager/secret:Secret";
        entry(secret, SECRET, { name: "rds!cluster-1", owningService: "rds" }, CLUSTER);
        entry(secret, AUDIT, { name: "pii-prod/database/pii_audit-1" });
        const value = (username: string, password: string) => ({
            secretString: JSON.stringify({ username, password }),
        });
        const draft = { account: account(), urn: CLUSTER };
        putSecretValue(draft, `${SECRET}|1`, value("piimaster", spec.masterPassword));
        putSecretValue(draft, `${AUDIT}|1`, value("pii_audit", "of the audit"));
        entry("aws:iam/role:Role", "app", { arn: APP, name: "app" });
        const policy = `arn:aws:iam::${ACCOUNT_ID}:policy/pii-prod-login-pii_app`;
        entry("aws:iam/policy:Policy", policy, { name: "pii-prod-login-pii_app" });
        entry("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "app-1", {
            policyArn: policy,
            role: "app",
        });
        entry("aws:dynamodb/table:Table", "tokens-1a2b3c4", { region: "eu-west-1", arn: TABLE });
        for (const { name } of LOGIN_ROLES) {
            await ask(`create role ${name} login password 'of the ${name.replace("pii_", "")}'`);
        }
    });
    after(async () => {
        await backend.stopAll();
        rmSync(backend.dir, { recursive: true, force: true });
        rmSync(root, { recursive: true, force: true });
    });

    /** Runs `npm run emergency -- ARGS --stack prod --sandbox`. */
    async function run(...args: string[]) {
        const said: string[] = [];
        try {
            const code = await emergency(
                [args[0] ?? "", "--stack", "prod", "--sandbox", ...args.slice(1)],
                {
                    root,
                    say: (line) => said.push(line),
                    pause: () => Promise.resolve(),
                    now: () => new Date("2026-11-21T10:20:30Z"),
                },
            );
            return { said, code };
        } catch (error) {
            return { said, error: (error as Error).message.split("\n") };
        }
    }

    /** A session of `role` that is over some time. */
    async function session(role: string, password: string, more: object = {}) {
        const client = new Client({ ...master(), user: role, password, ...more });
        const over = new Promise<void>((resolve) => {
            client.once("end", resolve);
        });
        // Told of once more, as its end.
        client.on("error", () => undefined);
        await client.connect();
        return { over };
    }

    const canLogIn = async () => {
        const rows = await ask<{ rolname: string }>(
            "select rolname from pg_roles where rolcanlogin and rolname like 'pii\\_%' order by 1",
        );
        return rows.map(({ rolname }) => rolname);
    };
    const everybody = LOGIN_ROLES.map(({ name }) => name).sort();

    it("keeps a role of the database out and ends its sessions, until it is put back", async () => {
        const { over } = await session("pii_app", "of the app");
        const { code, said } = await run("revoke-access", "--role", "pii_app", ...NOW);
        assert.equal(code, 0, said.join("\n"));
        await over;
        assert.deepEqual(said.slice(0, -2), [
            `prod in the sandbox, as arn:aws:iam::${ACCOUNT_ID}:user/sandbox:`,
            "  login of the database's role pii_app: allowed -> refused",
            "  sessions of the database's role pii_app",
            "  sessions of pii-prod-2, by a restart",
            "login of the database's role pii_app: allowed -> refused",
            "sessions of the database's role pii_app: 1 ended, of pii_app",
            "sessions of pii-prod-2, by a restart: it restarts",
        ]);
        await assert.rejects(session("pii_app", "of the app"), /not permitted to log in/);
        assert.deepEqual(
            await canLogIn(),
            everybody.filter((name) => name !== "pii_app"),
        );
        assert.equal((await run("restore", ...NOW)).code, 0);
        assert.deepEqual(await canLogIn(), everybody);
    });

    it("ends the sessions of a role of IAM, until it is put back", async () => {
        const policies = () =>
            account()
                .all("aws:iam/rolePolicy:RolePolicy")
                .map(({ id, inputs }) => [id, inputs.policy]);
        await run("revoke-access", "--principal", APP, ...NOW);
        assert.deepEqual(policies(), [
            [
                "app:AWSRevokeOlderSessions",
                '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-11-21T10:20:30.000Z"}}}]}',
            ],
        ]);
        await run("restore", "--of", "isolate", ...NOW);
        assert.equal(policies().length, 1);
        await run("restore", ...NOW);
        assert.deepEqual(policies(), []);
    });

    it("takes everything from everybody, changing passwords", async () => {
        const old = passwordIn(SECRET);
        const { code, said } = await run("revoke-access", "--all", ...NOW);
        assert.equal(code, 0, said.join("\n"));
        assert.deepEqual(await canLogIn(), []);
        assert.equal(account().all("aws:iam/rolePolicy:RolePolicy").length, 1);
        assert.notEqual(passwordIn(AUDIT), "of the audit");
        assert.notEqual(passwordIn(SECRET), old);
        const text =
            readFileSync(join(root, ".emergency/prod-sandbox.jsonl"), "utf8") + said.join();
        assert.ok(![passwordIn(AUDIT), passwordIn(SECRET)].some((secret) => text.includes(secret)));
        assert.equal((await run("restore", ...NOW)).code, 0);
        assert.deepEqual(await canLogIn(), everybody);
        // The new one is good.
        const { over } = await session("pii_audit", passwordIn(AUDIT));
        await run("revoke-access", "--role", "pii_audit", ...NOW);
        await over;
        assert.equal((await run("restore", ...NOW)).code, 0);
    });

    it("ends the sessions of all when it isolates, over the connection that it has", async () => {
        const { over } = await session("pii_app", "of the app");
        const { said } = await run("isolate", ...NOW);
        await over;
        assert.ok(said.includes("sessions of pii-prod-1: 1 ended, of pii_app"), said.join("\n"));
        assert.equal((await run("restore", ...NOW)).code, 0);
        // The next one is of the same moment here.
        const [type, id] = [
            "aws:rds/clusterSnapshot:ClusterSnapshot",
            "pii-prod-isolated-20261121102030",
        ];
        account().remove(type, id);
    });

    it("ends who copies the data by replication, too", async () => {
        const superuser = superuserConnection(backend, spec);
        await query(superuser, "alter role pii_app replication");
        const { over } = await session("pii_app", "of the app", { replication: "database" });
        const { said } = await run("revoke-access", "--role", "pii_app", ...NOW);
        assert.ok(
            said.includes("sessions of the database's role pii_app: 1 ended, of pii_app"),
            said.join("\n"),
        );
        await over;
        await query(superuser, "alter role pii_app noreplication");
        assert.equal((await run("restore", ...NOW)).code, 0);
    });

    it("tells who keeps the access, as it can take none from users", async () => {
        const urn = "urn:pulumi:prod::x::ana";
        const inputs = {
            policyArn: `arn:aws:iam::${ACCOUNT_ID}:policy/pii-prod-login-pii_app`,
            user: "ana",
        };
        const type = "aws:iam/userPolicyAttachment:UserPolicyAttachment";
        account().put({ type, id: "ana", urn, inputs, outputs: inputs });
        const { code, said } = await run("revoke-access", "--all", ...NOW);
        account().remove(type, "ana");
        assert.equal(code, 1);
        assert.equal(
            said.at(-4),
            "NOT DONE: the user ana keeps its access: detach the policies, and end its keys",
        );
        assert.equal((await run("restore", ...NOW)).code, 0);
    });

    it("isolates all the same where somebody has changed the master's password", async () => {
        const good = passwordIn(SECRET);
        const set = (password: string) => {
            const value = { secretString: JSON.stringify({ username: "piimaster", password }) };
            putSecretValue({ account: account(), urn: CLUSTER }, `${SECRET}|${password}`, value);
        };
        set("another");
        const { code, said } = await run("isolate", ...NOW);
        set(good);
        assert.equal(code, 0, said.join("\n"));
        assert.match(
            said[0] ?? "",
            /password authentication failed.*; so the writer is restarted$/,
        );
        assert.ok(said.includes("sessions of pii-prod-1, by a restart: it restarts"));
        assert.equal((await run("restore", ...NOW)).code, 0);
    });

    it("changes the master's password in a global database, where RDS does not", async () => {
        const type = "aws:rds/cluster:Cluster";
        const own = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT_ID}:secret:pii-prod-master-1`;
        const managed = account().get(type, "pii-prod");
        assert.ok(managed);
        const { masterUserSecrets, ...outputs } = managed.outputs;
        account().put({ ...managed, outputs });
        assert.match(
            (await run("revoke-access", "--role", "pii_app", ...NOW)).said.join("\n"),
            /nobody keeps a master password of pii-prod, not even in the parameter \/pii-platform\/prod\/database\/master-secret-arn/,
        );
        const urn = "urn:pulumi:prod::x::own";
        const secret = { name: "pii-prod-master-1" };
        account().put({
            type: "aws:secretsmanager/secret:Secret",
            ...{ id: own, urn, inputs: secret, outputs: secret },
        });
        const old = passwordIn(SECRET);
        const value = { username: "piimaster", password: old, engine: "postgres" };
        putSecretValue({ account: account(), urn }, `${own}|1`, {
            secretString: JSON.stringify(value),
        });
        const name = "/pii-platform/prod/database/master-secret-arn";
        const parameter = { name, insecureValue: own };
        account().put({
            type: "aws:ssm/parameter:Parameter",
            ...{ id: name, urn, inputs: parameter, outputs: parameter },
        });
        const { code, said } = await run("revoke-access", "--all", ...NOW);
        assert.equal(code, 0, said.join("\n"));
        const password = passwordIn(own);
        assert.notEqual(password, old);
        assert.deepEqual(JSON.parse(secretValue(account(), own)?.secretString ?? ""), {
            ...value,
            password,
        });
        const restored = await run("restore", ...NOW);
        assert.equal(restored.code, 0, restored.said.join("\n"));
        // As RDS's own again, for what follows.
        account().put({ ...managed, outputs: { ...outputs, masterUserSecrets } });
        const again = { secretString: JSON.stringify({ username: "piimaster", password }) };
        putSecretValue({ account: account(), urn: CLUSTER }, `${SECRET}|2`, again);
        assert.deepEqual(await canLogIn(), everybody);
    });

    it("takes no role of another account, nor the caller's own", async () => {
        const other = APP.replace(ACCOUNT_ID, "999999999999");
        assert.deepEqual((await run("revoke-access", "--principal", other, ...NOW)).error, [
            `nothing was done: --principal is ${other}, of account 999999999999; the credentials are those of ${ACCOUNT_ID}`,
        ]);
        const scene = {
            account: ACCOUNT_ID,
            caller: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/app/ana`,
        } as Scene;
        await assert.rejects(
            revocation(scene, { principal: APP }, () => new Date()),
            {
                message: `nothing was done: --principal is ${APP}, the role that you act as: do it with the credentials of another one`,
            },
        );
    });

    it("refuses what it cannot do before anybody is asked", async () => {
        const refused = async (...args: string[]) => (await run("revoke-access", ...args)).error;
        assert.deepEqual(await refused(), [
            "nothing was done:",
            "  - say whose access: one of --role <name>, --principal <arn> and --all",
        ]);
        assert.deepEqual(await refused("--role", "postgres", "--principal", "ana"), [
            "nothing was done:",
            "  - say whose access: one of --role <name>, --principal <arn> and --all",
            `  - --role is postgres; the roles that log in to the database are ${LOGIN_ROLES.map(({ name }) => name).join(", ")}`,
            "  - --principal is ana; give the ARN of a role, such as arn:aws:iam::111122223333:role/app; the keys of a user are made inactive by aws iam update-access-key",
        ]);
        const sso = `arn:aws:iam::${ACCOUNT_ID}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_X_1`;
        assert.match((await refused("--principal", sso))?.[1] ?? "", /nobody else can change/);
        const own = `arn:aws:iam::${ACCOUNT_ID}:role/aws-service-role/rds.amazonaws.com/X`;
        assert.match((await refused("--principal", own))?.[1] ?? "", /of AWS's own/);
    });

    it("lets go of the sandbox, and says so where there is none", async () => {
        await run("restore");
        assert.equal(holderOf(dir), undefined);
        writeFileSync(
            join(root, "Pulumi.staging.yaml"),
            readFileSync(join(root, "Pulumi.prod.yaml"), "utf8"),
        );
        assert.deepEqual((await run("isolate", "--stack", "staging")).error, [
            "there is no sandbox of staging: start it with npm start -- --stack staging; for the environment at AWS say --stack staging",
        ]);
    });

    it("does not wait for a database that is gone", async () => {
        const other = join(root, ".sandbox/staging");
        mkdirSync(other, { recursive: true });
        const text = readFileSync(join(dir, "account.json"), "utf8");
        writeFileSync(
            join(other, "account.json"),
            text.replaceAll("pulumi:prod", "pulumi:staging"),
        );
        assert.deepEqual((await run("isolate", "--stack", "staging")).error, [
            'the sandbox of staging does not answer: the sandbox has no PostgreSQL cluster "pii-prod"',
        ]);
    });

    it("waits for nobody who works in the sandbox", async () => {
        const letGo = await holdEnvironment(dir, "npm start");
        const [line = ""] = (await run("isolate")).error ?? [];
        letGo();
        assert.match(line, /^the sandbox of prod does not answer: .* is in use by npm start/);
    });
});
