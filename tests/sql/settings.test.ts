import assert from "node:assert/strict";
import { GROUP_ROLES } from "../../sql/catalogue/roles";
import { Logged } from "./logged";
import { type WholeDatabase, wholeDatabase } from "./whole-database";

describe("the settings of the platform", () => {
    let database: WholeDatabase;
    let session: Logged;

    before(async () => {
        database = await wholeDatabase();
    });
    beforeEach(async () => {
        session = await Logged.begin(database.connection);
    });
    afterEach(() => session.end());

    const set = async (
        key: string | null,
        value: string | null,
        reason: string | null = "test",
    ) => {
        const text = "select pii.set_config_value($1, $2, $3) as version";
        const [row] = await session.query<{ version: number }>(text, [key, value, reason]);
        return row?.version;
    };
    const history = (key: string) =>
        session.query(
            `select version, value, changed_by, reason, changed_at <= clock_timestamp() as past
            from pii.system_config_history where key = $1 order by version`,
            [key],
        );

    it("are these from the beginning, each with its history, and described", async () => {
        const rows = await session.query<Record<string, unknown>>(`
            select c.key, c.value_type as type, c.value, minimum::int as min, maximum::int as max,
                h.value as first, h.reason
            from pii.system_config c left join pii.system_config_history h using (key, version)
            where c.key like 'audit.%' order by c.key`);
        const same = { reason: "default" };
        assert.deepEqual(rows, [
            {
                key: "audit.legal_hold",
                type: "bool",
                value: "false",
                min: null,
                max: null,
                first: "false",
                ...same,
            },
            {
                key: "audit.partitions_ahead_months",
                type: "int",
                value: "3",
                min: 2,
                max: 24,
                first: "3",
                ...same,
            },
            {
                key: "audit.retention_months",
                type: "int",
                value: "24",
                min: 1,
                max: 600,
                first: "24",
                ...same,
            },
        ]);
        const undescribed = `select key from pii.system_config
            where description !~ '^[A-Z].{20,}\\.$' or not exists (
                select from pii.system_config_history h
                where (h.key, h.version) = (system_config.key, system_config.version)
            )`;
        assert.deepEqual(await session.query(undescribed), []);
    });

    it("keep every value that they had, by whom and why", async () => {
        assert.equal(
            await set("audit.retention_months", "36", "the auditors ask for three years"),
            2,
        );
        assert.equal(await set("audit.retention_months", "12", "no longer"), 3);
        const same = { changed_by: "postgres", past: true };
        assert.deepEqual(await history("audit.retention_months"), [
            { version: 1, value: "24", reason: "default", ...same },
            { version: 2, value: "36", reason: "the auditors ask for three years", ...same },
            { version: 3, value: "12", reason: "no longer", ...same },
        ]);
        const now = `select version, value, reason, changed_by from pii.system_config
            where key = 'audit.retention_months'`;
        assert.deepEqual(await session.query(now), [
            { version: 3, value: "12", reason: "no longer", changed_by: "postgres" },
        ]);
        const entry = { operation: "config_update", fields: ["audit.retention_months"] };
        assert.deepEqual(await session.log(), [entry, entry]);
    });

    it("have no value without its version", async () => {
        const text =
            "update pii.system_config set value = '12' where key = 'audit.retention_months'";
        await assert.rejects(session.query(text), { constraint: "system_config_history_pkey" });
    });

    it("can be described otherwise without a new version", async () => {
        const text = `update pii.system_config set description = 'How long.'
            where key = 'audit.retention_months'`;
        await session.query(text);
        assert.equal((await history("audit.retention_months")).length, 1);
    });

    for (const [key, value, reason, message] of [
        [
            "audit.retention_month",
            "12",
            "test",
            /^there is no setting 'audit\.retention_month'; there are audit\.legal_hold, audit\.partitions_ahead_months, audit\.retention_months/,
        ],
        [null, "12", "test", /^there is no setting NULL; there are /],
        [
            "audit.retention_months",
            "0",
            "test",
            /^audit\.retention_months must be of type int from 1 to 600, and the reason say why in 1 to 500 characters; got '0' and 'test'$/,
        ],
        ["audit.retention_months", "601", "test", / got '601' and 'test'$/],
        ["audit.retention_months", "a year", "test", / got 'a year' and 'test'$/],
        ["audit.retention_months", "1.5", "test", / got '1\.5' and 'test'$/],
        ["audit.retention_months", null, "test", / got NULL and 'test'$/],
        ["audit.retention_months", "12", "", / got '12' and ''$/],
        ["audit.retention_months", "12", null, / got '12' and NULL$/],
        ["audit.legal_hold", "yes", "test", /^audit\.legal_hold must be of type bool, and /],
    ] as const) {
        it(`refuse ${JSON.stringify({ key, value, reason })}`, async () => {
            await assert.rejects(set(key, value, reason), { code: "22023", message });
        });
    }

    it("of every type take what is of it, and nothing else", async () => {
        await session.query(`
            insert into pii.system_config (key, value_type, value, description, reason) values
                ('test.text', 'text', 'a', 'For a test.', 'test'),
                ('test.interval', 'interval', '1 day', 'For a test.', 'test'),
                ('test.json', 'json', '{}', 'For a test.', 'test')`);
        assert.equal(await set("test.text", ""), 2);
        assert.equal(await set("test.interval", "36 hours"), 2);
        assert.equal(await set("test.json", '["a"]'), 2);
        for (const [key, value] of [
            ["test.interval", "soon"],
            ["test.json", "{a}"],
        ] as const) {
            await session.query("savepoint before");
            await assert.rejects(set(key, value), { code: "22023" });
            await session.query("rollback to before");
        }
    });

    it("are set by one after the other, and no change is lost", async () => {
        const versions = await Promise.all(
            Array.from({ length: 8 }, async (_, index) => {
                const rows = await database.owner<{ version: number }>(
                    "select pii.set_config_value('audit.partitions_ahead_months', $1, 'test') as version",
                    [String(index + 2)],
                );
                return rows[0]?.version;
            }),
        );
        assert.deepEqual(
            versions.sort((a, b) => Number(a) - Number(b)),
            [2, 3, 4, 5, 6, 7, 8, 9],
        );
        assert.equal((await history("audit.partitions_ahead_months")).length, 9);
    });

    it("are the owner's to change, so that no role shortens what it is judged by", async () => {
        for (const role of GROUP_ROLES) {
            const call = "select pii.set_config_value('audit.retention_months', '1', 'test')";
            await assert.rejects(database.as(role)(call), { code: "42501" }, role);
            const update = "update pii.system_config set value = '1'";
            await assert.rejects(database.as(role)(update), { code: "42501" }, role);
        }
    });
});
