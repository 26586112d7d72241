import assert from "node:assert/strict";
import { type WholeDatabase, wholeDatabase } from "./whole-database";

/** Columns of a row that is in order, as SQL expressions. */
type Row = Readonly<Record<string, string>>;

const KEY = "'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'";

const GOOD: Readonly<Record<string, Row>> = {
    encryption_keys: {
        key_type: "'kms'",
        level: "3",
        version: "7",
        identifier: KEY,
        status: "'pending'",
        retired_at: "null",
    },
    encryption_metadata: { user_id: "1", level: "3", kms_key: "2", app_key: "3", field: "'ssn'" },
    key_rotation_log: {
        key_type: "'kms'",
        level: "2",
        old_key: "1",
        new_key: "2",
        status: "'running'",
        reason: "'yearly'",
        finished_at: "null",
        fields_total: "0",
        fields_done: "0",
    },
    system_config: {
        key: "'test.one'",
        value_type: "'int'",
        value: "'5'",
        minimum: "1",
        maximum: "9",
        description: "'For a test.'",
        version: "1",
        reason: "'test'",
    },
    audit_days: { day: "'2020-01-01'", operation: "'read'", success: "true", operations: "1" },
    encryption_audit: {
        operation: "'read'",
        fields: "'{ssn}'",
        duration_ms: "0",
        success: "false",
        error_code: "'42501'",
        purpose: "'delivery'",
        actor: "repeat('a', 128)",
    },
};

/** What is wrong with a row of a table, and the constraint that says so. */
const BAD: readonly (readonly [table: string, changes: Row, constraint: string])[] = [
    ["encryption_keys", { key_type: "'rsa'" }, "encryption_keys_key_type"],
    ["encryption_keys", { level: "1" }, "encryption_keys_level"],
    [
        "encryption_keys",
        { key_type: "'application'", level: "2", identifier: "'app'" },
        "encryption_keys_level",
    ],
    ["encryption_keys", { version: "0" }, "encryption_keys_version"],
    ["encryption_keys", { version: "1" }, "encryption_keys_version_once"],
    ["encryption_keys", { identifier: "'alias/pii'" }, "encryption_keys_identifier"],
    [
        "encryption_keys",
        { key_type: "'application'", identifier: "'two words'" },
        "encryption_keys_identifier",
    ],
    ["encryption_keys", { status: "'lost'" }, "encryption_keys_status"],
    ["encryption_keys", { status: "'active'" }, "idx_encryption_keys_active"],
    ["encryption_keys", { status: "'retired'", keep_until: "now()" }, "encryption_keys_retired_at"],
    ["encryption_keys", { retired_at: "now()" }, "encryption_keys_retired_at"],
    ["encryption_metadata", { user_id: "2" }, "encryption_metadata_user_id_fkey"],
    ["encryption_metadata", { field: "'address'" }, "encryption_metadata_field"],
    ["encryption_metadata", { field: "'email'" }, "encryption_metadata_field"],
    ["encryption_metadata", { level: "2", app_key: "null" }, "encryption_metadata_field"],
    ["encryption_metadata", { level: "1", app_key: "null" }, "encryption_metadata_field"],
    ["encryption_metadata", { app_key: "null" }, "encryption_metadata_app_key"],
    [
        "encryption_metadata",
        { level: "2", field: "'address'", kms_key: "1" },
        "encryption_metadata_app_key",
    ],
    ["encryption_metadata", { field: "'credit_card'" }, "idx_encryption_metadata_user_field"],
    ["key_rotation_log", { key_type: "'rsa'" }, "key_rotation_log_key_type"],
    ["key_rotation_log", { level: "1" }, "key_rotation_log_level"],
    ["key_rotation_log", { key_type: "'application'" }, "key_rotation_log_level"],
    ["key_rotation_log", { new_key: "1" }, "key_rotation_log_other_key"],
    ["key_rotation_log", { old_key: "99" }, "key_rotation_log_old_key_fkey"],
    ["key_rotation_log", { new_key: "99" }, "key_rotation_log_new_key_fkey"],
    ["key_rotation_log", { status: "'done'" }, "key_rotation_log_status"],
    ["key_rotation_log", { status: "'finished'" }, "key_rotation_log_finished_at"],
    ["key_rotation_log", { finished_at: "now()" }, "key_rotation_log_finished_at"],
    ["key_rotation_log", { reason: "''" }, "key_rotation_log_reason"],
    ["key_rotation_log", { fields_total: "-1" }, "key_rotation_log_fields"],
    ["key_rotation_log", { fields_done: "-1" }, "key_rotation_log_fields"],
    ["key_rotation_log", { level: "3" }, "idx_key_rotation_log_status"],
    ["system_config", { key: "'One'" }, "system_config_key"],
    ["system_config", { key: "'audit.legal_hold'" }, "system_config_pkey"],
    [
        "system_config",
        { value_type: "'float'", minimum: "null", maximum: "null" },
        "system_config_value_type",
    ],
    ["system_config", { value: "'five'" }, "system_config_value"],
    ["system_config", { value: "'10'" }, "system_config_range"],
    ["system_config", { value: "'0'" }, "system_config_range"],
    ["system_config", { value_type: "'text'", maximum: "null" }, "system_config_range"],
    ["system_config", { description: "''" }, "system_config_description"],
    ["system_config", { version: "0" }, "system_config_version"],
    ["system_config", { reason: "''" }, "system_config_reason"],
    ...(
        [
            ["bool", "'yes'"],
            ["interval", "'a while'"],
            ["json", "'{'"],
        ] as const
    ).map(
        ([value_type, value]) =>
            [
                "system_config",
                { value_type: `'${value_type}'`, value, minimum: "null", maximum: "null" },
                "system_config_value",
            ] as const,
    ),
    ["audit_days", { operations: "0" }, "audit_days_operations"],
    ["encryption_audit", { operation: "'peek'" }, "audit_operation_known"],
    ["encryption_audit", { duration_ms: "-1" }, "encryption_audit_duration_ms"],
    ["encryption_audit", { success: "true" }, "encryption_audit_success"],
    ["encryption_audit", { error_code: "null" }, "encryption_audit_success"],
    ["encryption_audit", { error_code: "'for jane@example.org'" }, "audit_code_plain"],
    ["encryption_audit", { purpose: "'For Jane'" }, "audit_code_plain"],
    ["encryption_audit", { actor: "repeat('a', 129)" }, "encryption_audit_actor"],
];

describe("the tables beside users", () => {
    let database: WholeDatabase;

    before(async () => {
        database = await wholeDatabase();
        await database.owner(`
            insert into pii.users (email, first_name, last_name) values ('ann@example.org', 'A', 'B');
            insert into pii.encryption_keys (key_type, level, version, identifier, status) values
                ('kms', 2, 1, ${KEY}, 'active'), ('kms', 3, 1, ${KEY}, 'active'),
                ('application', 3, 1, 'app/1', 'active'), ('kms', 3, 2, ${KEY}, 'pending');
            insert into pii.encryption_metadata (user_id, level, kms_key, app_key, field)
                values (1, 3, 2, 3, 'credit_card');
            insert into pii.key_rotation_log
                (key_type, level, old_key, new_key, reason, fields_total)
                values ('kms', 3, 2, 4, 'yearly', 1)`);
    });

    const insert = (table: string, changes: Row = {}) => {
        const row = { ...GOOD[table], ...changes };
        const names = Object.keys(row).join(", ");
        // All of it is rolled back.
        return database.owner(
            `begin; insert into pii.${table} (${names}) values (${Object.values(row).join(", ")});
            rollback`,
        );
    };

    for (const table of Object.keys(GOOD)) {
        it(`takes a row of ${table} that is in order`, async () => {
            await insert(table);
        });
    }

    for (const [table, changes, constraint] of BAD) {
        it(`refuses in ${table} ${JSON.stringify(changes)}`, async () => {
            await assert.rejects(insert(table, changes), { constraint });
        });
    }

    for (const [value_type, value] of [
        ["text", "anything"],
        ["bool", "true"],
        ["interval", "90 days"],
        ["json", '{"a": [1]}'],
    ] as const) {
        it(`takes a setting of type ${value_type}`, async () => {
            const range = { minimum: "null", maximum: "null" };
            await insert("system_config", {
                value_type: `'${value_type}'`,
                value: `'${value}'`,
                ...range,
            });
        });
    }

    it("refuses metadata under a key that is none, of another kind or level, or retired", async () => {
        const reason = /must name keys of their kind and level .* that are not retired/;
        for (const [column, key] of [
            ["kms_key", "99"],
            ["kms_key", "1"],
            ["kms_key", "3"],
            ["app_key", "99"],
            ["app_key", "2"],
        ] as const) {
            await assert.rejects(insert("encryption_metadata", { [column]: key }), reason);
        }
        await assert.rejects(
            database.owner("update pii.encryption_metadata set kms_key = 1"),
            reason,
        );
        await assert.rejects(
            database.owner(`
                begin;
                update pii.encryption_keys
                set status = 'retired', retired_at = now(), keep_until = now() where id = 2;
                insert into pii.encryption_metadata (user_id, level, kms_key, app_key, field)
                values (1, 3, 2, 3, 'ssn')`),
            reason,
        );
    });

    it("takes a person's metadata away with the person", async () => {
        const [bob] = await database.owner<{ id: string }>(`
            insert into pii.users (email, first_name, last_name)
            values ('bob@example.org', 'B', 'C') returning id`);
        const id = bob?.id;
        await database.owner(
            `insert into pii.encryption_metadata (user_id, level, kms_key, field)
            values ($1, 2, 1, 'address')`,
            [id],
        );
        await database.owner("delete from pii.users where id = $1", [id]);
        const left = await database.owner(
            "select from pii.encryption_metadata where user_id = $1",
            [id],
        );
        assert.deepEqual(left, []);
    });

    it("has the seed's indexes, and those that the log is searched by", async () => {
        const rows = await database.owner<{ indexdef: string }>(`
            select indexdef from pg_indexes i
            where schemaname = 'pii' and tablename <> 'users'
                and tablename !~ 'encryption_audit_'
            order by indexname`);
        const on = (line: string) => line.replace(/^CREATE (UNIQUE )?INDEX /, "");
        const common =
            "'user_insert'::text, 'user_update'::text, 'metadata_insert'::text, 'metadata_update'::text, " +
            "'read'::text, 'encrypt'::text, 'decrypt'::text, 'reencrypt'::text";
        assert.deepEqual(
            rows.map(({ indexdef }) => on(indexdef)),
            [
                "audit_days_pkey ON pii.audit_days USING btree (day, operation, success)",
                "encryption_audit_pkey ON ONLY pii.encryption_audit USING btree (accessed_at, id)",
                "encryption_keys_pkey ON pii.encryption_keys USING btree (id)",
                "encryption_keys_version_once ON pii.encryption_keys USING btree (key_type, level, version)",
                "idx_encryption_audit_failures ON ONLY pii.encryption_audit USING btree (accessed_at) WHERE (NOT success)",
                "idx_encryption_audit_operation ON ONLY pii.encryption_audit USING btree (operation, accessed_at) " +
                    `WHERE ((operation)::text <> ALL (ARRAY[${common}]))`,
                "idx_encryption_audit_user_time ON ONLY pii.encryption_audit USING btree (user_id, accessed_at)",
                "idx_encryption_keys_active ON pii.encryption_keys USING btree (key_type, level) WHERE (status = 'active'::text)",
                "idx_encryption_metadata_level ON pii.encryption_metadata USING btree (level, kms_key, app_key)",
                "idx_encryption_metadata_user_field ON pii.encryption_metadata USING btree (user_id, field)",
                "idx_key_rotation_log_key_type ON pii.key_rotation_log USING btree (key_type, level, started_at)",
                "idx_key_rotation_log_status ON pii.key_rotation_log USING btree (key_type, level) " +
                    "WHERE (status = ANY (ARRAY['running'::text, 'rolling_back'::text]))",
                "key_rotation_log_pkey ON pii.key_rotation_log USING btree (id)",
                "system_config_history_pkey ON pii.system_config_history USING btree (key, version)",
                "system_config_pkey ON pii.system_config USING btree (key)",
            ],
        );
    });
});
