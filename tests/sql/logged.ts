import { Client, type QueryResultRow } from "pg";
import type { TestConnection } from "../support/postgres";
import { acting } from "./whole-database";

/** A row of the audit trail, without what is null in it, and without who and when. */
export type Entry = Readonly<Record<string, unknown>>;

/** A transaction of the owner's, never committed, that begins with an empty audit trail. */
export class Logged {
    private constructor(readonly client: Client) {}

    static async begin(connection: TestConnection): Promise<Logged> {
        const client = new Client(acting(connection, "pii_owner"));
        await client.connect();
        await client.query("begin; delete from pii.encryption_audit");
        return new Logged(client);
    }

    async query<Row extends QueryResultRow = Record<string, string>>(
        text: string,
        values?: unknown[],
    ): Promise<Row[]> {
        return (await this.client.query<Row>(text, values)).rows;
    }

    /** What has been logged, the oldest first. */
    async log(): Promise<Entry[]> {
        const rows = await this.query<{ entry: Entry }>(`
            select jsonb_strip_nulls(to_jsonb(a)) - '{accessed_at,id,login_role}'::text[] as entry
            from pii.encryption_audit a order by a.id`);
        return rows.map(({ entry: { success, ...entry } }) =>
            success === true ? entry : { ...entry, success },
        );
    }

    /** Forgets what has been logged so far. */
    async forget(): Promise<void> {
        await this.query("delete from pii.encryption_audit");
    }

    end(): Promise<void> {
        return this.client.end();
    }
}
