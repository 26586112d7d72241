import assert from "node:assert/strict";
import { accessDifferences, applyAccess } from "../../sql/access";
import { CATALOGUE } from "../../sql/catalogue/catalogue";
import { LOGIN_ROLES } from "../../sql/catalogue/roles";
import { query, type TestConnection } from "../support/postgres";
import { asLogin, asOwner, preparedDatabase } from "./prepared";

const NONE = { mistakes: [], statements: [], roleStatements: [], findings: [] };

describe("what looks after the roles", () => {
    let connection: TestConnection;

    before(async () => {
        connection = await preparedDatabase();
    });

    const apply = () => asOwner(connection, (client) => applyAccess(client, CATALOGUE));
    const differences = () => asOwner(connection, (client) => accessDifferences(client, CATALOGUE));
    const master = (text: string) => query(connection, text);

    // Roles are the whole server's: whatever is left behind is this test's failure.
    afterEach(async () => {
        assert.deepEqual(await differences(), NONE);
    });

    it("sets the limits of each that logs in", async () => {
        for (const { name, limits } of LOGIN_ROLES) {
            const [settings] = await query(
                asLogin(connection, name),
                `select string_agg(setting, ' ' order by name) as limits,
                    current_setting('search_path') as path
                from pg_settings where name in ('statement_timeout', 'lock_timeout',
                    'idle_in_transaction_session_timeout', 'idle_session_timeout')`,
            );
            assert.deepEqual(settings, {
                limits: `${limits.idleInTransaction} ${limits.idle} ${limits.lock} ${limits.statement}`,
                path: "pii, pg_temp",
            });
        }
    });

    it("puts back what a role has set for itself", async () => {
        await query(
            asLogin(connection, "pii_app"),
            "alter role pii_app set statement_timeout = 0; alter role pii_app set work_mem = '1GB'",
        );
        await master(
            `alter role pii_app in database ${connection.database} set search_path = public`,
        );
        const roleStatements = [
            "alter role pii_app reset work_mem",
            "alter role pii_app set statement_timeout to 30000",
            `alter role pii_app in database ${connection.database} reset all`,
        ];
        assert.deepEqual(await differences(), { ...NONE, roleStatements });
        assert.deepEqual(await apply(), roleStatements);
    });

    for (const [broken, mended, findings] of [
        [
            "grant pii_auditor to pii_report",
            "revoke pii_auditor from pii_report",
            [
                "role pii_auditor has the members pii_audit, pii_report, and should pii_audit",
                "role pii_report is a member of pii_analyst, pii_auditor, rds_iam, and should pii_analyst, rds_iam",
            ],
        ],
        [
            "grant pii_reader to pii_app with admin option",
            "revoke admin option for pii_reader from pii_app",
            ["role pii_app may make others members of pii_reader, and should nothing"],
        ],
        [
            "alter role pii_app createdb connection limit 7",
            "alter role pii_app nocreatedb connection limit 100",
            [
                "role pii_app may by itself login, createdb, and should login",
                "role pii_app has the connection limit 7, and should 100",
            ],
        ],
        [
            "create role pii_stray; grant pii_owner to pii_stray",
            "drop role pii_stray",
            [
                "role pii_stray is none of the platform's; drop it",
                "role pii_owner has the members pii_stray, and should nothing",
            ],
        ],
        [
            "alter role pii_reader login",
            "alter role pii_reader nologin",
            ["role pii_reader may by itself login, and should nothing"],
        ],
        [
            `grant usage on schema public to public; grant create on schema public to pii_app`,
            `revoke all on schema public from public, pii_app`,
            [
                "revoke from pii_app: create on schema public",
                "revoke from public: usage on schema public",
            ],
        ],
    ] as const) {
        it(`tells what only who made them mends: ${broken}`, async () => {
            await master(broken);
            const found = await differences();
            await master(mended);
            assert.deepEqual(found, { ...NONE, findings });
        });
    }

    it("tells what everybody or a role may do with the database", async () => {
        const { database } = connection;
        await master(
            `grant temporary on database ${database} to public;
            revoke connect on database ${database} from pii_reader`,
        );
        const { findings } = await differences();
        await master(
            `revoke temporary on database ${database} from public;
            grant connect on database ${database} to pii_reader`,
        );
        assert.deepEqual(findings, [
            "revoke from public: temporary on the database",
            "grant to pii_reader: connect on the database",
        ]);
    });
});
