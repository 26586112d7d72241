import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { Client } from "pg";
import { query, type TestConnection } from "../support/postgres";
import { preparedDatabase } from "./prepared";
import type { Field } from "./rotation-worker";

const FIELDS = ["address", "date_of_birth", "ip_address", "ssn", "bank_account", "credit_card"];

/** Numbers of the keys that {@link rotationDatabase} makes, in the order of their making. */
export const KEY = {
    level2: 1,
    level3: 2,
    app: 3,
    newLevel2: 4,
    newLevel3: 5,
    newApp: 6,
} as const;

/** A database with so many people, and of each kind of key an active and a pending one. */
export async function rotationDatabase(people: number): Promise<TestConnection> {
    const connection = await preparedDatabase();
    const client = await session(connection, "pii_rotator");
    for (const version of ["old", "new"]) {
        for (const [type, level, identifier] of [
            ["kms", 2, `arn:aws:kms:eu-central-1:123456789012:key/level2-${version}`],
            ["kms", 3, `arn:aws:kms:eu-central-1:123456789012:key/level3-${version}`],
            ["application", 3, `/pii/app-key/${version}`],
        ]) {
            await client.query("select pii.add_encryption_key($1, $2, $3)", [
                type,
                level,
                identifier,
            ]);
        }
    }
    await client.end();
    const writer = await session(connection, "pii_writer");
    for (let person = 1; person <= people; person++) {
        await addPerson(writer, person, {
            level2: KEY.level2,
            level3: KEY.level3,
            app: KEY.app,
        });
    }
    await writer.end();
    return connection;
}

/** A connection that acts as `role`. @default who logs in */
export async function session(connection: TestConnection, role = "none"): Promise<Client> {
    const client = new Client({ ...connection, options: `-c role=${role}` });
    // Of one that a test terminates; the query in hand is rejected as well.
    client.on("error", () => undefined);
    await client.connect();
    return client;
}

/** The keys that a writer encrypts under. */
export interface Keys {
    readonly level2: number;
    readonly level3: number;
    readonly app: number;
}

/** Adds a person with all six fields, in one statement. */
async function addPerson(writer: Client, person: number, keys: Keys): Promise<void> {
    await writer.query(
        `with person as (
            insert into pii.users (email, first_name, last_name)
            values ($1, 'A', 'B') returning id
        )
        select pii.store_encrypted(id, $2, $3, $4, $5) from person`,
        [
            `${person}@example.org`,
            ...stored(
                FIELDS,
                FIELDS.map((field) => clear(person, field)),
                keys,
            ),
        ],
    );
}

/** What a person's field says when it has never been changed. */
export const clear = (person: number | string, field: string) => `${field} of ${person}`;

/** The last four arguments of `pii.store_encrypted`. */
export function stored(fields: readonly string[], values: readonly string[], keys: Keys) {
    const isLevel3 = (field: string) => FIELDS.indexOf(field) >= 3;
    return [
        fields,
        fields.map((field, n) =>
            isLevel3(field)
                ? sealed(keys.level3, sealed(keys.app, Buffer.from(values[n] ?? "")))
                : sealed(keys.level2, Buffer.from(values[n] ?? "")),
        ),
        fields.map((field) => (isLevel3(field) ? keys.level3 : keys.level2)),
        fields.map((field) => (isLevel3(field) ? keys.app : null)),
    ] as const;
}

const secret = (key: number) => createHash("sha256").update(`key ${key}`).digest();

/** One layer of encryption: a nonce, what is encrypted, a tag. */
function sealed(key: number, content: Buffer): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", secret(key), nonce);
    return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Throws where `key` is not the one that it was encrypted under. */
function opened(key: number, layer: Buffer): Buffer {
    const decipher = createDecipheriv("aes-256-gcm", secret(key), layer.subarray(0, 12));
    decipher.setAuthTag(layer.subarray(-16));
    return Buffer.concat([decipher.update(layer.subarray(12, -16)), decipher.final()]);
}

/** What a field says, by the keys that it is said to be under. */
export function decrypted({
    ciphertext,
    kms_key,
    app_key,
}: Omit<Field, "digest" | "to_key">): string {
    const inner = opened(kms_key, ciphertext);
    return (app_key === null ? inner : opened(app_key, inner)).toString();
}

/** Encrypts a field anew under its `to_key`. */
export async function reencrypt({ kms_key, app_key, to_key, ciphertext }: Field): Promise<Buffer> {
    await Promise.resolve();
    const inner = opened(kms_key, ciphertext);
    return to_key === KEY.app || to_key === KEY.newApp
        ? sealed(kms_key, sealed(to_key, opened(app_key ?? 0, inner)))
        : sealed(to_key, inner);
}

/** A field as it stands in the database. */
export interface Stored extends Omit<Field, "digest" | "to_key"> {
    /** What it says. */
    readonly value: string;
}

/**
 * Every field of everybody, at one moment.
 * @throws where column and metadata do not agree
 */
export async function allFields(connection: TestConnection): Promise<Stored[]> {
    const rows = await query<Omit<Field, "digest" | "to_key">>(
        { ...connection, options: "-c role=pii_owner" },
        `select coalesce(c.user_id, m.user_id) as user_id, coalesce(c.field, m.field) as field,
            c.ciphertext, m.kms_key, m.app_key
        from (
            select u.id as user_id, f as field, pii.ciphertext_of(u, f) as ciphertext
            from pii.users u cross join unnest(pii.encrypted_fields()) as f
            where pii.ciphertext_of(u, f) is not null
        ) c full join pii.encryption_metadata m using (user_id, field)
        order by 1, 2`,
    );
    return rows.map((row) => ({ ...row, value: decrypted(row) }));
}
