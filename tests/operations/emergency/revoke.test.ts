import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { LOGIN_ROLES } from "../../../infra/database/roles";
import { emergency } from "../../../operations/emergency/command";
import { putSecretValue, secretValue } from "../../../sandbox/aws/secretsmanager/store";
import { Account } from "../../../sandbox/cloud/account";
import { holdEnvironment, holderOf } from "../../../sandbox/engine/environment-lock";
import { postgresBackend } from "../../../sandbox/postgres/backend";
import { databaseSpec, masterConnection, query, START_TIMEOUT } from "../../support/postgres";
import { ACCOUNT_ID, SECRET, TABLE } from "./harness";

const AUDIT = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT_ID}:secret:pii-prod/database/pii_audit-1`;
const APP = `arn:aws:iam::${ACCOUNT_ID}:role/apps/app`;
const CLUSTER = "urn:pulumi:prod::pii::aws:rds/cluster:Cluster::pii-prod";
const NOW = ["--confirm", "prod"];

describe("npm run emergency: revoke-access, in a sandbox with a database", function () {
    this.timeout(START_TIMEOUT);
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
        entry("aws:rds/clusterInstance:ClusterInstance", "pii-prod-1", {
            clusterIdentifier: "pii-prod",
        });
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
    async function session(role: string, password: string) {
        const client = new Client({ ...master(), user: role, password });
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
            "login of the database's role pii_app: allowed -> refused",
            "sessions of the database's role pii_app: 1 ended, of pii_app",
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
        assert.ok(said.includes("sessions of pii-prod: 1 ended, of pii_app"), said.join("\n"));
        assert.equal((await run("restore", ...NOW)).code, 0);
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
