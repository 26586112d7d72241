import assert from "node:assert/strict";
import { overrideMistakes, TUNABLE } from "../../infra/aurora/parameter-overrides";
import { clusterParameters, TUNINGS } from "../../infra/aurora/parameters";
import { SECURED } from "../../infra/aurora/secured-parameters";
import { PARAMETERS } from "../../sandbox/aws/rds/parameter-table";
import { checkParameters, type ParameterInput } from "../../sandbox/aws/rds/parameters";

const values = (...args: Parameters<typeof clusterParameters>) =>
    Object.fromEntries(clusterParameters(...args).map(({ name, value }) => [name, value]));

/** Values at the edges of what each tunable parameter takes. */
const EDGES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["max_connections", ["6", "262143"], ["5", "262144", "100.5", "many"]],
    ["work_mem", ["64", "2147483647"], ["63", "2147483648", "4MB"]],
    ["random_page_cost", ["0", "1.1", "4"], ["-1", "high", "", " "]],
    ["autovacuum_vacuum_scale_factor", ["0", "0.05", "100"], ["-0.1", "101"]],
    ["log_min_duration_statement", ["-1", "100", "5000"], ["0", "99", "-2"]],
    ["track_io_timing", ["0", "1"], ["2", "on", "true"]],
    ["rds.log_retention_period", ["1440", "10080"], ["1439", "10081"]],
    ["statement_timeout", ["0", "2147483647"], ["-1"]],
];

describe("cluster parameters", () => {
    it("secure and audit every cluster, however it is tuned", () => {
        for (const tuning of TUNINGS) {
            const parameters = values(tuning, { work_mem: 65536 });
            assert.deepEqual(
                Object.fromEntries(Object.keys(SECURED).map((name) => [name, parameters[name]])),
                {
                    "rds.force_ssl": "1",
                    ssl_min_protocol_version: "TLSv1.2",
                    password_encryption: "scram-sha-256",
                    log_connections: "1",
                    log_disconnections: "1",
                    log_statement: "ddl",
                    log_parameter_max_length: "0",
                    log_parameter_max_length_on_error: "0",
                    log_error_verbosity: "terse",
                    shared_preload_libraries: "pg_stat_statements,pgaudit",
                    "pgaudit.log": "ddl,role",
                    "pgaudit.role": "rds_pgaudit",
                },
            );
        }
    });

    it("differ by tuning in memory and planner alone", () => {
        const tuned = (tuning: (typeof TUNINGS)[number]) =>
            Object.entries(values(tuning)).filter(([name]) => !(name in values("minimal")));
        assert.deepEqual(tuned("medium"), [
            ["random_page_cost", "1.1"],
            ["work_mem", "16384"],
        ]);
        assert.deepEqual(tuned("optimized"), [
            ["autovacuum_analyze_scale_factor", "0.02"],
            ["autovacuum_vacuum_scale_factor", "0.05"],
            ["maintenance_work_mem", "524288"],
            ["random_page_cost", "1.1"],
            ["work_mem", "32768"],
        ]);
    });

    it("are overridden by name, as text; what is static waits for a reboot", () => {
        const overrides = { work_mem: 65536, max_connections: "500", log_lock_waits: true };
        const set = clusterParameters("medium", overrides);
        assert.deepEqual(
            set.filter(({ name }) => name in overrides),
            [
                { name: "log_lock_waits", value: "1", applyMethod: "immediate" },
                { name: "max_connections", value: "500", applyMethod: "pending-reboot" },
                { name: "work_mem", value: "65536", applyMethod: "immediate" },
            ],
        );
        assert.equal(new Set(set.map(({ name }) => name)).size, set.length);
    });

    it("tune only what can be tuned, within what is allowed", () => {
        for (const tuning of TUNINGS) {
            const tuned = Object.entries(values(tuning)).filter(([name]) => !(name in SECURED));
            assert.deepEqual(overrideMistakes(Object.fromEntries(tuned)), []);
        }
    });

    it("are taken by RDS, each with its apply method", () => {
        for (const name of Object.keys(TUNABLE)) {
            const { byDefault, isStatic } = PARAMETERS[name] ?? {};
            for (const value of new Set(["1", byDefault ?? "1"])) {
                const set = clusterParameters("optimized", { [name]: value });
                checkParameters("cluster", set as ParameterInput[]);
                const [{ applyMethod } = {}] = set.filter((parameter) => parameter.name === name);
                const waits = isStatic === true || value === TUNABLE[name]?.byDefault;
                assert.equal(applyMethod, waits ? "pending-reboot" : "immediate", name);
            }
        }
    });
});

describe("mistakes in parameters", () => {
    for (const [name, good, bad] of EDGES) {
        it(`are values of ${name} that do not fit`, () => {
            assert.deepEqual(
                good.flatMap((value) => overrideMistakes({ [name]: value })),
                [],
            );
            assert.deepEqual(
                bad.filter((value) => overrideMistakes({ [name]: value }).length === 0),
                [],
            );
        });
    }

    it("say what is allowed", () => {
        const advice = (name: string, value: string | number) =>
            overrideMistakes({ [name]: value }).map((mistake) => mistake.advice);
        assert.deepEqual(overrideMistakes({ work_mem: 1 }), [
            {
                where: "parameters.work_mem",
                got: 1,
                advice: "must be from 64 to 2147483647 kB",
            },
        ]);
        assert.deepEqual(advice("random_page_cost", -1), ["must be from 0 to 2147483647"]);
        assert.deepEqual(advice("track_io_timing", 2), ["must be true or false"]);
        assert.deepEqual(advice("log_min_duration_statement", 0), [
            "must be -1, for none, or from 100 to 2147483647 milliseconds",
        ]);
    });

    it("are parameters that secure the cluster, whatever the value, with the reason", () => {
        for (const [name, { value }] of Object.entries(SECURED)) {
            assert.equal(overrideMistakes({ [name]: value }).length, 1, name);
        }
        assert.deepEqual(overrideMistakes({ "rds.force_ssl": false }), [
            {
                where: "parameters.rds.force_ssl",
                got: false,
                advice: "must not be set: it is 1 in every cluster, because no connection goes without TLS",
            },
        ]);
    });

    it("are parameters that are not known, or weaken the audit", () => {
        for (const name of ["pgaudit.log_parameter", "session_replication_role", "wrok_mem"]) {
            const [mistake, ...others] = overrideMistakes({ [name]: "1" });
            assert.deepEqual(others, []);
            assert.match(
                mistake?.advice ?? "",
                /^must not be set: what can be tuned is autovacuum_analyze_scale_factor, .*, work_mem$/,
            );
        }
        assert.equal(overrideMistakes({ constructor: "1" }).length, 1);
    });
});
