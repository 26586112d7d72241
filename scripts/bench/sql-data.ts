import type { Database } from "./sql-database";

/** Whole months that the audit trail has, beside the part of this one. */
export const MONTHS = 12;

/** Fields of users that hold ciphertexts, and how long these are as KMS makes them, in bytes. */
export const CIPHERTEXTS = {
    address_encrypted: 230,
    date_of_birth_encrypted: 170,
    ip_address_encrypted: 175,
    ssn_encrypted: 200,
    bank_account_encrypted: 210,
    credit_card_encrypted: 206,
};

export const COLUMNS = ["email, first_name, last_name, phone", ...Object.keys(CIPHERTEXTS)].join();

/** Numbers of the keys; the last one is there to be rotated to. */
export const KEYS = { level2: 1, level3: 2, application: 3, newLevel3: 4 };

/** The person with a hundredth of all operations; everybody else has about fifty. */
export const BUSY = 1;

/** The first day of the month that many months from now, in UTC. */
export function monthStart(from: number): Date {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + from, 1));
}

/** Name of the partition of that month, without its schema. */
export function partition(from: number): string {
    return `encryption_audit_${monthStart(from).toISOString().slice(0, 7).replace("-", "_")}`;
}

/** How many people there are with so many rows of the audit trail. */
export const peopleFor = (rows: number) => Math.max(20_000, Math.round(rows / 50));

/** Fills the database without logging that; the schema `bench` holds what rows are made of. */
export async function fill(database: Database, rows: number): Promise<void> {
    const master = await database.as("none");
    await master.run("create schema bench authorization pii_owner");
    await master.end();
    const owner = await database.as("pii_owner", "-c synchronous_commit=off");
    const random = Object.entries(CIPHERTEXTS).map(
        ([name, length]) => `(
            select substr(string_agg(uuid_send(gen_random_uuid()), ''), 1, ${length})
            from generate_series(0 * i, ${Math.ceil(length / 16)})
        ) as ${name}`,
    );
    await owner.run(
        `create table bench.seed as select i, ${random.join()} from generate_series(1, 10000) i`,
        ...["('kms', 2, '%s')", "('kms', 3, '%s')", "('application', 3, 'app')", "('kms', 3, '%s')"]
            .map((key) => key.replace("%s", "arn:aws:kms:eu-central-1:111122223333:key/1"))
            .map((key) => `select pii.add_encryption_key${key}`),
        "alter table pii.users disable trigger log_insert",
        "alter table pii.encryption_metadata disable trigger log_insert",
        `insert into pii.users (${COLUMNS})
        select 'u' || g || '@example.com', 'Ann', 'Example', '+15550100',
            ${Object.keys(CIPHERTEXTS).join()}
        from generate_series(1, ${peopleFor(rows)}) g join bench.seed on i = g % 10000 + 1`,
        `insert into pii.encryption_metadata (user_id, level, kms_key, app_key, field)
        select u.id, level, kms_key, app_key, field
        from pii.users u, (values
            (2, ${KEYS.level2}, null, 'address'), (2, ${KEYS.level2}, null, 'date_of_birth'),
            (2, ${KEYS.level2}, null, 'ip_address'),
            (3, ${KEYS.level3}, ${KEYS.application}, 'ssn'),
            (3, ${KEYS.level3}, ${KEYS.application}, 'bank_account'),
            (3, ${KEYS.level3}, ${KEYS.application}, 'credit_card')
        ) as of (level, kms_key, app_key, field)
        order by u.id`,
        "alter table pii.users enable always trigger log_insert",
        "alter table pii.encryption_metadata enable always trigger log_insert",
        `insert into pii.key_rotation_log (key_type, level, old_key, new_key, status, reason,
            started_at, finished_at, fields_total, fields_done)
        select 'kms', 3, ${KEYS.level3}, ${KEYS.newLevel3}, 'finished', 'made up',
            now() - i * interval '1 day', now() - i * interval '1 day' + interval '1 hour', 9, 9
        from generate_series(1, 1000) i`,
        ...auditTrail(rows),
    );
    const tables = ["users", "encryption_metadata", ...months().map(partition)];
    // Not those of months to come: nothing of theirs is ever vacuumed before they have rows.
    await owner.run(`vacuum (analyze) ${tables.map((name) => `pii.${name}`).join()}`);
    await owner.end();
}

/** The months that have rows, as distances from this one. */
const months = () => Array.from({ length: MONTHS + 1 }, (_, index) => index - MONTHS);

/** Rows at equal distances, from the first day on till now. */
function auditTrail(rows: number): string[] {
    const start = monthStart(-MONTHS).getTime();
    const step = (Date.now() - start) / rows;
    const before = (from: number) =>
        Math.min(rows, Math.ceil((monthStart(from).getTime() - start) / step));
    return [
        ...months().flatMap((month) => {
            const name = `pii.${partition(month)}`;
            const insert = `
                insert into ${name} (accessed_at, id, user_id, duration_ms, kms_key, app_key,
                    success, operation, fields, login_role, purpose, error_code)
                select to_timestamp(${start / 1000} + i * ${step / 1000}::float8), i + 1,
                    case when random() < 0.01 then ${BUSY}
                        else (2 + random() * ${peopleFor(rows) - 2})::int end,
                    2 + random() * 8, ${KEYS.level3}, ${KEYS.application}, success,
                    case when o < 0.7 then 'decrypt' when o < 0.9 then 'read'
                        when o < 0.99 then 'user_update' when o < 0.9999 then 'reencrypt'
                        else 'user_delete' end,
                    '{ssn}', 'pii_app', 'delivery', case when not success then 'AccessDenied' end
                from (
                    select i, random() as o, random() >= 0.002 as success
                    from generate_series(${before(month)}, ${before(month + 1) - 1}) i
                ) made`;
            if (month === 0) {
                return [insert];
            }
            // As pii.create_audit_partitions makes them; indexes are built when it is attached.
            const [from, to] = [monthStart(month), monthStart(month + 1)].map((date) =>
                date.toISOString(),
            );
            return [
                `create table ${name} (like pii.encryption_audit including defaults
                    including constraints)`,
                insert,
                `alter table pii.encryption_audit attach partition ${name}
                    for values from ('${from}') to ('${to}')`,
            ];
        }),
        `select setval(pg_get_serial_sequence('pii.encryption_audit', 'id'), ${rows + 1})`,
    ];
}
