import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { UNKNOWN } from "../../sandbox/provider/unknown";
import {
    ask,
    check,
    configured,
    DATABASE,
    DEFAULTS,
    EXTENSION,
    GRANT,
    GRANT_ROLE,
    master,
    ROLE,
    SCHEMA,
    standIn,
    useStandIn,
} from "./postgresql-harness";

describe("the postgresql stand-in", () => {
    useStandIn();

    describe("at preview", () => {
        const preview = (type: string, program: Props) =>
            standIn().create({
                urn: "",
                type,
                name: "res",
                inputs: check(type, program).inputs,
                preview: true,
            });

        it("does nothing, and knows nothing of what PostgreSQL will decide", async () => {
            const { id, outputs } = await preview(SCHEMA, { name: "later" });
            assert.equal(id, "");
            assert.deepEqual(outputs, {
                name: "later",
                database: UNKNOWN,
                owner: UNKNOWN,
                ifNotExists: true,
                dropCascade: false,
            });
            assert.deepEqual(await ask("select from pg_namespace where nspname = 'later'"), []);
        });

        it("takes inputs that are not known yet", async () => {
            const program = { name: UNKNOWN, database: UNKNOWN, owner: UNKNOWN };
            assert.deepEqual(check(SCHEMA, program).failures, []);
            assert.equal((await preview(SCHEMA, program)).outputs.owner, UNKNOWN);
            const grant = {
                role: UNKNOWN,
                database: UNKNOWN,
                schema: UNKNOWN,
                privileges: UNKNOWN,
            };
            assert.deepEqual(check(GRANT, { ...grant, objectType: "table" }).failures, []);
            assert.deepEqual(check(GRANT, { ...grant, objectType: UNKNOWN }).failures, []);
        });

        it("takes a host that is not known yet, until there is something to do", async () => {
            const early = await configured({ host: UNKNOWN });
            const { inputs } = check(ROLE, { name: "prov_early" });
            const request = { urn: "", type: ROLE, name: "res", inputs };
            await early.create({ ...request, preview: true });
            await assert.rejects(early.create({ ...request, preview: false }), {
                message:
                    "the postgresql provider's host is not known before its resource is created",
            });
        });
    });

    describe("refuses", () => {
        const grant = { role: "r", database: "d", schema: "s", objectType: "table" };
        const failures: [string, string, Props, Props[]][] = [
            [
                "an unknown input",
                ROLE,
                { name: "r", sureuser: true },
                [
                    {
                        property: "sureuser",
                        reason: `the sandbox's model of ${ROLE} has no such input; add it in sandbox/postgresql`,
                    },
                ],
            ],
            [
                "a missing input",
                GRANT_ROLE,
                { role: "r" },
                [{ property: "grantRole", reason: "is required" }],
            ],
            [
                "two kinds of password",
                ROLE,
                { password: "a", passwordWo: "b", passwordWoVersion: "1" },
                [
                    { property: "password", reason: "cannot be given with passwordWo" },
                    { property: "password", reason: "cannot be given with passwordWoVersion" },
                ],
            ],
            [
                "a write-only password without a version",
                ROLE,
                { passwordWo: "b" },
                [
                    {
                        property: "passwordWo",
                        reason: "must be given together with passwordWoVersion",
                    },
                ],
            ],
            [
                "an unknown type of object",
                GRANT,
                { ...grant, objectType: "view", privileges: [] },
                [
                    {
                        property: "objectType",
                        reason: "must be one of database, schema, table, sequence, function, procedure, routine, column, got view",
                    },
                ],
            ],
            [
                "a privilege that the type lacks",
                GRANT,
                { ...grant, privileges: ["USAGE"] },
                [
                    {
                        property: "privileges",
                        reason: "USAGE is not an allowed privilege for object type table: ALL, SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER",
                    },
                ],
            ],
            [
                "a grant without a schema",
                GRANT,
                { ...grant, schema: undefined, privileges: [] },
                [{ property: "schema", reason: "is required for object type table" }],
            ],
            [
                "objects of a schema",
                GRANT,
                { ...grant, objectType: "schema", objects: ["a"], privileges: ["USAGE"] },
                [{ property: "objects", reason: "cannot be given for object type schema" }],
            ],
            [
                "a column grant without columns or of two privileges",
                GRANT,
                {
                    ...grant,
                    objectType: "column",
                    objects: ["a"],
                    privileges: ["SELECT", "INSERT"],
                },
                [
                    { property: "columns", reason: "are required for object type column" },
                    {
                        property: "privileges",
                        reason: "must be exactly one for object type column",
                    },
                ],
            ],
            [
                "default privileges on the schemas of a schema",
                DEFAULTS,
                { ...grant, owner: "o", objectType: "schema", privileges: ["USAGE"] },
                [{ property: "schema", reason: "cannot be given for object type schema" }],
            ],
        ];
        for (const [what, type, program, expected] of failures) {
            it(what, () => {
                assert.deepEqual(check(type, program).failures, expected);
            });
        }

        it("a type that it has no model of", () => {
            assert.throws(() => check("postgresql:index/function:Function", {}), {
                message:
                    "the sandbox has no model of postgresql:index/function:Function; " +
                    "add one in sandbox/postgresql",
            });
        });

        it("settings that it does not know or that the real driver refuses", async () => {
            await assert.rejects(configured({ sslmode: "prefer", awsRdsIamAuth: "true" }), {
                message:
                    "the postgresql provider's settings: awsRdsIamAuth the sandbox's model of " +
                    "postgresql:provider has no such input; add it in sandbox/postgresql; " +
                    "sslmode must be one of disable, require, verify-ca, verify-full, got prefer",
            });
        });

        it("a server that it cannot log in to, without the password", async () => {
            const wrong = await configured({ password: "not the one" });
            const { inputs } = check(ROLE, { name: "prov_wrong" });
            const request = { urn: "", type: ROLE, name: "res", inputs, preview: false };
            await assert.rejects(wrong.create(request), {
                message:
                    `error connecting to PostgreSQL server localhost:${master().port}, database ` +
                    `"${master().database}", as "postgres": ` +
                    'password authentication failed for user "postgres"',
            });
        });

        it("a certificate of another authority", async () => {
            const stranger = await configured({ sslrootcert: undefined });
            const { inputs } = check(ROLE, { name: "prov_stranger" });
            const request = { urn: "", type: ROLE, name: "res", inputs, preview: false };
            await assert.rejects(stranger.create(request), /unable to verify|self-signed/);
        });
    });

    it("imports a role, a schema, a database and an extension by their ids, nothing else", async () => {
        const read = (type: string, id: string) =>
            standIn().read({ urn: "", type, id, inputs: {}, state: {} });
        const found = await read(ROLE, "rds_superuser");
        assert.equal(found?.inputs.name, "rds_superuser");
        assert.equal(
            (await read(SCHEMA, `${master().database}.public`))?.outputs.owner,
            "pg_database_owner",
        );
        assert.equal(
            (await read(EXTENSION, `${master().database}.plpgsql`))?.outputs.version,
            "1.0",
        );
        assert.equal(await read(DATABASE, "nowhere"), undefined);
        await assert.rejects(read(GRANT, "a_b"), /Grant "a_b" cannot be imported/);
    });
});
