import * as z from "zod";
import { Failure } from "./failures";
import { QUERY_NAMES } from "./queries";

const ACTIONS = ["health", "schema-status", "partitions", "diagnostics"] as const;

const TARGETS = ["writer", "reader"] as const;

/** Most rows that a diagnosis gives. */
const MOST_ROWS = 200;

/** What each key may be. */
const ALLOWED: Readonly<Record<PropertyKey, string>> = {
    action: `must be one of ${ACTIONS.join(", ")}`,
    query: `must be one of ${QUERY_NAMES.join(", ")}`,
    target: `must be one of ${TARGETS.join(", ")}`,
    limit: `must be a whole number from 1 to ${MOST_ROWS}`,
};

/** An object with these keys and no others. */
function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
    return z.strictObject(shape, {
        error: `may have no other keys than ${Object.keys(shape).join(", ")}`,
    });
}

const SCHEMA = z.discriminatedUnion(
    "action",
    [
        /** Whether the database can be reached and is as it should be. */
        strict({ action: z.literal("health") }),
        /** What is there: versions, applied migrations, tables. */
        strict({ action: z.literal("schema-status") }),
        /** Makes the partitions that will be needed, and drops those that are past their time. */
        strict({ action: z.literal("partitions") }),
        /** One read-only query of a fixed list. */
        strict({
            action: z.literal("diagnostics"),
            query: z.enum(QUERY_NAMES),
            /** Statistics are each instance's own, so the readers are asked themselves. */
            target: z.enum(TARGETS).default("writer"),
            limit: z.int().min(1).max(MOST_ROWS).default(50),
        }),
    ],
    { error: "must be an object" },
);

export type AccessEvent = z.output<typeof SCHEMA>;

/**
 * The event, checked before anything is connected to.
 * @throws Failure `refused`, with everything that is wrong and what is allowed, but nothing of the
 * event, not even its keys: the log keeps what is thrown, and there may be data in a wrong place
 */
export function parseEvent(event: unknown): AccessEvent {
    const { success, data, error } = SCHEMA.safeParse(event);
    if (success) {
        return data;
    }
    const wrong = error.issues.map(({ path: [key], message }) =>
        key === undefined ? `it ${message}` : `${String(key)} ${ALLOWED[key] ?? ""}`,
    );
    throw new Failure("refused", [...new Set(wrong)].join("; "));
}
