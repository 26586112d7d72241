/** How a masked view shows a column of level 1: what of it can still be seen, and how. */
interface Mask {
    /** What can still be seen, for the comment on the column. */
    readonly shows: string;
    /** The expression that shows it; of null, null. Calls nothing that tells its argument. */
    readonly sql: (column: string) => string;
}

/** Stands for what is hidden, of whatever length. */
const HIDDEN = "***";

export const MASKS = {
    initial: {
        shows: "the first letter",
        sql: (column) => `pg_catalog."left"(${column}, 1) || '${HIDDEN}'`,
    },
    mailbox: {
        shows: "the first letter and the domain",
        // Where there is no @ there is no domain, and nothing of what else it is.
        sql: (column) =>
            `pg_catalog."left"(${column}, 1) || '${HIDDEN}' || ` +
            `coalesce(pg_catalog."substring"(${column}, '@[^@]*$'), '')`,
    },
    ending: {
        shows: "the last two characters of more than six",
        sql: (column) =>
            `case when pg_catalog.length(${column}) > 6 ` +
            `then '${HIDDEN}' || pg_catalog."right"(${column}, 2) ` +
            `when ${column} is not null then '${HIDDEN}' end`,
    },
} as const satisfies Readonly<Record<string, Mask>>;

export type MaskName = keyof typeof MASKS;
