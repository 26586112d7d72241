import assert from "node:assert/strict";
import { query } from "../support/postgres";
import {
    ask,
    check,
    configured,
    create,
    master,
    role,
    ROLE,
    useStandIn,
} from "./postgresql-harness";

describe("a Role of the postgresql stand-in", () => {
    useStandIn();

    it("makes what the program says, shows no difference, sees drift, and drops it", async () => {
        const program = {
            name: "prov_all",
            login: true,
            createDatabase: true,
            connectionLimit: 3,
            searchPaths: ["pii", "$user"],
            statementTimeout: 5000,
            idleInTransactionSessionTimeout: 60000,
            validUntil: "infinity",
            roles: ["rds_iam", "pg_monitor"],
        };
        const made = await create(ROLE, program);
        assert.equal(made.id, "prov_all");
        assert.deepEqual(made.outputs, {
            ...program,
            roles: ["pg_monitor", "rds_iam"],
            superuser: false,
            createRole: false,
            inherit: true,
            replication: false,
            bypassRowLevelSecurity: false,
            encryptedPassword: true,
            assumeRole: "",
            skipDropRole: false,
            skipReassignOwned: false,
        });
        assert.deepEqual(await made.drift(program), []);
        await ask(
            "alter role prov_all nologin connection limit 9; grant pg_signal_backend to prov_all; alter role prov_all reset statement_timeout",
        );
        assert.deepEqual((await made.drift(program)).toString().split(",").sort(), [
            "connectionLimit",
            "login",
            "roles",
            "statementTimeout",
        ]);
        await made.update({
            ...program,
            login: false,
            roles: ["rds_iam"],
            searchPaths: undefined,
        });
        const [now] = await ask(
            `select rolcanlogin, rolconfig from pg_roles where rolname = 'prov_all'`,
        );
        assert.deepEqual(now, {
            rolcanlogin: false,
            rolconfig: ["idle_in_transaction_session_timeout=60000"],
        });
        assert.deepEqual(made.outputs.roles, ["rds_iam"]);
        await made.delete();
        assert.equal(await made.drift(), "gone");
    });

    it("sets passwords that log in, and never keeps a write-only one", async () => {
        const open = (password: string) =>
            query({ ...master(), user: "prov_login", password }, "select 1");
        const first = "it's \\ first";
        const made = await role("login", {
            login: true,
            passwordWo: first,
            passwordWoVersion: "1",
        });
        await open(first);
        assert.ok(!JSON.stringify(made.outputs).includes("first"));
        const changed = { name: "prov_login", login: true, passwordWo: "second" };
        assert.deepEqual(await made.drift({ ...changed, passwordWoVersion: "1" }), []);
        await made.update({ ...changed, passwordWoVersion: "2" });
        await open("second");
        await assert.rejects(open(first), /password authentication failed/);
        await made.update({ name: "prov_login", login: true, password: "third" });
        await open("third");
        assert.equal(made.outputs.password, "third");
        await made.update({ name: "prov_renamed", login: true, password: "third" });
        assert.equal(made.outputs.name, "prov_renamed");
        await made.delete();
    });

    it("gives what the role owns to the connected user before it drops it", async () => {
        const made = await role("heir");
        await ask("grant prov_heir to current_user");
        await ask("create schema heirloom authorization prov_heir");
        await made.delete();
        assert.equal(await made.drift(), "gone");
        const [heirloom] = await ask(
            "select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = 'heirloom'",
        );
        assert.deepEqual(heirloom, { owner: master().user });
    });

    it("makes up a name where there is none, and keeps it", () => {
        const { inputs } = check(ROLE, {});
        assert.match(inputs.name as string, /^res-[0-9a-f]{7}$/);
        assert.equal(check(ROLE, {}, inputs).inputs.name, inputs.name);
    });

    it("refuses what RDS refuses its master", async () => {
        await assert.rejects(role("super", { superuser: true }), /permission denied to create/);
        await assert.rejects(role("rls", { bypassRowLevelSecurity: true }), /permission denied/);
        assert.deepEqual(await ask("select from pg_roles where rolname ~ '^prov_(super|rls)'"), []);
    });

    it("fails with a login's password where the program takes the master for a superuser", async () => {
        const careless = await configured({ superuser: undefined });
        const { inputs } = check(ROLE, {
            name: "prov_careless",
            login: true,
            password: "x-x-x",
        });
        const request = { urn: "", type: ROLE, name: "res", inputs, preview: false };
        await assert.rejects(careless.create(request), (error: Error) => {
            assert.match(error.message, /connected user postgres is not a SUPERUSER/);
            assert.doesNotMatch(error.message, /x-x-x/);
            return true;
        });
        await ask("drop role if exists prov_careless");
    });
});
