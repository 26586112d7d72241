import assert from "node:assert/strict";
import { Client } from "pg";
import { databaseAccess } from "../../../operations/access-review/database-access";
import { type Access, isFault } from "../../../operations/access-review/finding";
import { asLogin, preparedDatabase } from "../../sql/prepared";
import { type TestConnection } from "../../support/postgres";

describe("the access review of a database", () => {
    let connection: TestConnection;
    before(async () => {
        connection = await preparedDatabase();
    });

    const review = async () => {
        const client = new Client(asLogin(connection, "pii_access"));
        await client.connect();
        try {
            return await databaseAccess(client);
        } finally {
            await client.end();
        }
    };
    /** What is marked after `statements`, that the master or a role that it may become runs. */
    const after = async (statements: string, undo: string) => {
        const client = new Client(connection);
        await client.connect();
        try {
            await client.query(statements);
            return (await review()).filter(isFault).map(told);
        } finally {
            await client.query(undo);
            await client.end();
        }
    };
    const told = ({ who, kind, what, marks }: Access) =>
        `${who} ${kind} ${what}: ${marks.map(({ reason }) => reason).join("; ")}`;
    const line = ({ kind, what, detail, by }: Access) =>
        [kind, what, detail, by.join("+")].join(" | ");

    it("finds no fault in what a deployment leaves, as who looks after the database", async () => {
        const found = await review();
        assert.deepEqual(found.filter(isFault), []);
        assert.deepEqual(found.filter(({ marks }) => marks.length > 0).map(told), [
            "pii_app log in the database: reads level 1 in clear, and ciphertexts of level 3",
            `${connection.user} administer everything in pii, pii_migrations: ` +
                "the master user: nobody but the layer database logs in as it",
        ]);
    });

    it("tells what a login reaches, by level, and which group gives it", async () => {
        const found = await review();
        const of = (login: string) =>
            found.filter(({ who, kind }) => who === login && kind !== "log in").map(line);
        assert.deepEqual(of("pii_report"), [
            "read | pii.users_masked | select level 1 masked: email, first_name, last_name, phone; " +
                "not personal: created_at, id, updated_at | pii_analyst",
        ]);
        assert.ok(
            of("pii_app").includes(
                "write | pii.users | update level 1: email, first_name, last_name, phone; " +
                    "not personal: updated_at | pii_writer",
            ),
        );
        const logIn = found.find(({ who, kind }) => who === "pii_app" && kind === "log in");
        assert.deepEqual(logIn?.by, ["pii_decryptor", "pii_reader", "pii_writer", "rds_iam"]);
    });

    it("marks rights that the catalogue does not give, whoever gave them to whom", async () => {
        const cases: readonly [string, string, string[]][] = [
            [
                "set role pii_owner; grant select (ssn_encrypted) on pii.users to pii_reader",
                "revoke select (ssn_encrypted) on pii.users from pii_reader; reset role",
                ["pii_app read pii.users: the catalogue does not give it select of ssn_encrypted"],
            ],
            [
                "set role pii_owner; grant delete on pii.users to pii_report",
                "revoke delete on pii.users from pii_report; reset role",
                ["pii_report write pii.users: the catalogue does not give it delete"],
            ],
            [
                "grant pii_decryptor to pii_report",
                "revoke pii_decryptor from pii_report",
                [
                    "pii_report log in the database: the catalogue makes it no member of pii_decryptor",
                    ...["encryption_keys"].map(
                        (name) =>
                            `pii_report read pii.${name}: the catalogue does not give it select of ` +
                            "id, identifier, key_type, level, status, version",
                    ),
                    "pii_report call pii.log_operations(text[], bigint[], text[], text[], integer[], " +
                        "smallint[], smallint[]): the catalogue does not give it execute",
                    "pii_report call pii.read_encrypted(bigint, text[], text): " +
                        "the catalogue does not give it execute",
                ],
            ],
        ];
        for (const [statements, undo, marked] of cases) {
            assert.deepEqual(await after(statements, undo), marked);
        }
    });

    it("marks a login that is none of the platform's, and who could become the owner", async () => {
        assert.deepEqual(
            await after(
                "create role by_hand login in role pii_reader; grant pii_owner to pii_report",
                "drop role by_hand; revoke pii_owner from pii_report",
            ),
            [
                "by_hand log in the database: by_hand is none of the platform's logins",
                "by_hand read pii.users: the catalogue does not give it select of " +
                    "created_at, email, first_name, id, last_name, phone, updated_at",
                "pii_report log in the database: the catalogue makes it no member of pii_owner",
                "pii_report administer everything in pii, pii_migrations: " +
                    "may do everything with all personal data",
            ],
        );
    });
});
