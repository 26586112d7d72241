import type { Client } from "pg";

/** A field as `pii.next_rotation_batch` answers it; keys are numbers of `pii.encryption_keys`. */
export interface Field {
    readonly user_id: string;
    readonly field: string;
    readonly ciphertext: Buffer;
    readonly digest: Buffer;
    readonly kms_key: number;
    /** Of level 3 only. */
    readonly app_key: number | null;
    /** Takes the place of that of its kind. The other one of the same rotation, once it turns back. */
    readonly to_key: number;
}

/**
 * Moves what nobody else is moving, batch by batch, and answers how many fields that was. Several of
 * these may run at once, each on a connection of its own, and each may be killed at any time.
 * @param reencrypt decrypts a field, and encrypts it anew under `to_key`
 */
export async function moveFields(
    client: Client,
    rotation: string,
    people: number,
    reencrypt: (field: Field) => Promise<Buffer>,
): Promise<number> {
    const failed: string[] = [];
    for (let moved = 0; ;) {
        await client.query("begin");
        try {
            const { rows: fields } = await client.query<Field>(
                "select * from pii.next_rotation_batch($1, $2, $3)",
                [rotation, people, failed],
            );
            const [first] = fields;
            if (first === undefined) {
                await client.query("commit");
                return moved;
            }
            const anew = await Promise.allSettled(fields.map(reencrypt));
            const done = fields.flatMap((field, n) =>
                anew[n]?.status === "fulfilled" ? [{ ...field, ciphertext: anew[n].value }] : [],
            );
            const { rows } = await client.query<{ moved: number }>(
                "select pii.record_rotated($1, $2, $3, $4, $5, $6) as moved",
                [
                    rotation,
                    first.to_key,
                    done.map(({ user_id }) => user_id),
                    done.map(({ field }) => field),
                    done.map(({ digest }) => digest),
                    done.map(({ ciphertext }) => ciphertext),
                ],
            );
            await client.query("commit");
            moved += rows[0]?.moved ?? 0;
            failed.push(
                ...fields
                    .filter((_, n) => anew[n]?.status === "rejected")
                    .map(({ user_id }) => user_id),
            );
        } catch (error) {
            await client.query("rollback");
            throw error;
        }
    }
}
