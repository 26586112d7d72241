import assert from "node:assert/strict";
import { QUERY_NAMES } from "../../../functions/database-access/queries";
import { accessTo } from "./access";

const ACTIONS = "health, schema-status, partitions, diagnostics";
const QUERIES =
    "activity, locks, table-sizes, index-usage, long-transactions, transaction-age, bloat, replication";

/** Nothing listens there, so that whoever tried to connect would say so. */
const NOWHERE = { host: "127.0.0.1", port: 1, database: "pii", user: "nobody", password: "" };

const ATTACK = "'; drop table pii.users; --";

/** Events as Lambda hands them over: what JSON can hold. */
const REFUSED: readonly (readonly [what: string, json: string, why: string])[] = [
    ["nothing", "null", "it must be an object"],
    ["a text", '"health"', "it must be an object"],
    ["a number", "1", "it must be an object"],
    ["a list", '[{"action":"health"}]', "it must be an object"],
    ["no action", "{}", `action must be one of ${ACTIONS}`],
    ["an unknown action", '{"action":"sql"}', `action must be one of ${ACTIONS}`],
    ["SQL for an action", `{"action":"${ATTACK}"}`, `action must be one of ${ACTIONS}`],
    ["a list for an action", '{"action":["health"]}', `action must be one of ${ACTIONS}`],
    ["a name of Object's", '{"action":"constructor"}', `action must be one of ${ACTIONS}`],
    ["another prototype", '{"action":"__proto__"}', `action must be one of ${ACTIONS}`],
    ["an action in capitals", '{"action":"HEALTH"}', `action must be one of ${ACTIONS}`],
    [
        "SQL beside an action",
        '{"action":"health","sql":"x"}',
        "it may have no other keys than action",
    ],
    [
        "a prototype beside an action",
        '{"action":"health","__proto__":{"action":"diagnostics"}}',
        "it may have no other keys than action",
    ],
    [
        "an action in a prototype",
        '{"__proto__":{"action":"health"}}',
        `action must be one of ${ACTIONS}`,
    ],
    [
        "a constructor beside an action",
        '{"action":"partitions","constructor":{"prototype":{"x":1}}}',
        "it may have no other keys than action",
    ],
    [
        "a schema for the status",
        '{"action":"schema-status","schema":"pg_catalog"}',
        "it may have no other keys than action",
    ],
    ["no query", '{"action":"diagnostics"}', `query must be one of ${QUERIES}`],
    [
        "SQL for a query",
        '{"action":"diagnostics","query":"select * from pii.users"}',
        `query must be one of ${QUERIES}`,
    ],
    [
        "SQL after a query",
        `{"action":"diagnostics","query":"locks${ATTACK}"}`,
        `query must be one of ${QUERIES}`,
    ],
    [
        "a name of Object's for a query",
        '{"action":"diagnostics","query":"toString"}',
        `query must be one of ${QUERIES}`,
    ],
    [
        "an object for a query",
        '{"action":"diagnostics","query":{"text":"select 1"}}',
        `query must be one of ${QUERIES}`,
    ],
    [
        "a host for a target",
        '{"action":"diagnostics","query":"locks","target":"evil.example"}',
        "target must be one of writer, reader",
    ],
    ...(['"1"', "0", "201", "1.5", "-1", "null", "[1]", "1e999", '"1; select 1"'] as const).map(
        (limit) =>
            [
                `${limit} for a limit`,
                `{"action":"diagnostics","query":"locks","limit":${limit}}`,
                "limit must be a whole number from 1 to 200",
            ] as const,
    ),
    [
        "everything wrong",
        `{"action":"diagnostics","query":"x","target":"x","limit":"x","sql":"${ATTACK}"}`,
        `query must be one of ${QUERIES}; target must be one of writer, reader; ` +
            "limit must be a whole number from 1 to 200; " +
            "it may have no other keys than action, query, target, limit",
    ],
];

describe("the event of database-access", () => {
    for (const [what, json, why] of REFUSED) {
        it(`is refused before anything is asked or connected to: ${what}`, async () => {
            const access = accessTo(NOWHERE);
            await assert.rejects(access.call(JSON.parse(json)), {
                name: "refused",
                message: `the event is not one that this function knows: ${why}`,
            });
            assert.deepEqual(access.calls, []);
        });
    }

    it("leaves a line in the log that says it was refused, and nothing of what it held", async () => {
        const access = accessTo(NOWHERE);
        const event = { action: "health", "jane@example.org": "secret", query: ATTACK };
        await assert.rejects(access.call(event), ({ message, stack }: Error) => {
            assert.doesNotMatch(`${message} ${stack}`, /jane|secret|drop/);
            return true;
        });
        const [line = "", ...others] = access.lines;
        assert.deepEqual(others, []);
        const { timestamp, milliseconds, ...rest } = JSON.parse(line) as Record<string, unknown>;
        assert.deepEqual(rest, { level: "ERROR", requestId: "request-1", outcome: "refused" });
        assert.match(timestamp as string, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.equal(typeof milliseconds, "number");
    });

    it("knows these diagnoses and no others", () => {
        assert.equal(QUERY_NAMES.join(", "), QUERIES);
    });
});
