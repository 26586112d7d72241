import * as good from "../good";
import { type Props, unknown } from "../support";
import type { Table } from "./table";

const { parameters } = good;

/** A table for a parameter: `bad` and `fine` values, where `undefined` is that it is not set. */
function ofParameter(
    rule: string,
    name: string,
    values: {
        readonly bad: readonly (string | undefined)[];
        readonly fine: readonly (string | undefined)[];
    },
): Table[] {
    const changes = (list: readonly (string | undefined)[]): Record<string, Props> =>
        Object.fromEntries(
            list.map((value) => [
                `${name} ${value ?? "not set"}`,
                { parameters: parameters({ [name]: value }) },
            ]),
        );
    const [worst] = values.bad;
    const others = parameters({ [name]: undefined });
    const unnamed = { name: unknown, value: worst ?? "x" };
    return [good.parameterGroup, good.singleParameterGroup].map((on) => ({
        rule,
        on,
        bad: changes(values.bad),
        fine: {
            ...changes(values.fine),
            "of another engine": { family: "aurora-mysql8.0", parameters: [] },
        },
        late: {
            value: [
                { parameters: parameters({ [name]: unknown }) },
                { parameters: parameters({ [name]: worst }) },
            ],
            name: [
                { parameters: [...others, unnamed] },
                { parameters: parameters({ [name]: worst }) },
            ],
            parameters: [{ parameters: unknown }, { parameters: parameters({ [name]: worst }) }],
        },
    }));
}

export const rdsParameterTables: readonly Table[] = [
    ...ofParameter("rds-forced-tls", "rds.force_ssl", { bad: ["0", undefined], fine: ["1"] }),
    {
        rule: "rds-forced-tls",
        on: good.parameterGroup,
        bad: {
            "switched off where it is on by default": {
                family: "aurora-postgresql17",
                parameters: parameters({ "rds.force_ssl": "0" }),
            },
        },
        fine: {
            "by default": {
                family: "aurora-postgresql17",
                parameters: parameters({ "rds.force_ssl": undefined }),
            },
            "as a number": {
                parameters: [
                    ...parameters({ "rds.force_ssl": undefined }),
                    { name: "rds.force_ssl", value: 1 },
                ],
            },
        },
    },
    {
        rule: "rds-forced-tls",
        on: good.singleParameterGroup,
        fine: {
            "by default": {
                family: "postgres15",
                parameters: parameters({ "rds.force_ssl": undefined }),
            },
        },
    },
    ...ofParameter("rds-tls-version", "ssl_min_protocol_version", {
        bad: ["TLSv1", "TLSv1.1"],
        fine: ["TLSv1.2", "TLSv1.3", undefined],
    }),
    ...ofParameter("rds-statements-logged", "log_statement", {
        bad: ["none", undefined],
        fine: ["ddl", "mod", "all"],
    }),
    ...ofParameter("rds-slow-statements-logged", "log_min_duration_statement", {
        bad: ["-1", undefined],
        fine: ["0", "5000"],
    }),
    ...ofParameter("rds-pgaudit-loaded", "shared_preload_libraries", {
        bad: ["pg_stat_statements", "pgaudit_other", undefined],
        fine: ["pgaudit", "pg_stat_statements, pgaudit"],
    }),
    ...ofParameter("rds-pgaudit-configured", "pgaudit.log", {
        bad: ["none", "", undefined],
        fine: ["all"],
    }),
    {
        rule: "rds-pgaudit-configured",
        on: good.parameterGroup,
        fine: {
            "object by object": {
                parameters: parameters({ "pgaudit.log": undefined, "pgaudit.role": "rds_pgaudit" }),
            },
        },
    },
    {
        rule: "rds-own-parameter-group",
        on: good.cluster,
        bad: {
            "none named": { dbClusterParameterGroupName: undefined },
            "that of AWS": { dbClusterParameterGroupName: "default.aurora-postgresql16" },
        },
        fine: {
            "being made": { dbClusterParameterGroupName: unknown },
            "of another engine": {
                engine: "aurora-mysql",
                dbClusterParameterGroupName: undefined,
            },
        },
    },
    {
        rule: "rds-own-parameter-group",
        on: good.instance,
        bad: {
            "none named": { parameterGroupName: undefined },
            "that of AWS": { parameterGroupName: "default.postgres17" },
        },
        fine: { "of another engine": { engine: "mysql", parameterGroupName: undefined } },
    },
    {
        rule: "rds-logs-exported",
        on: good.cluster,
        bad: {
            "others only": { enabledCloudwatchLogsExports: ["instance"] },
            "not set": { enabledCloudwatchLogsExports: undefined },
        },
        fine: {
            "of another engine": {
                engine: "aurora-mysql",
                enabledCloudwatchLogsExports: ["audit"],
            },
        },
        late: {
            logs: [{ enabledCloudwatchLogsExports: unknown }, { enabledCloudwatchLogsExports: [] }],
        },
        mended: {
            "others only": [
                { enabledCloudwatchLogsExports: ["instance"] },
                { enabledCloudwatchLogsExports: ["instance", "postgresql"] },
            ],
            "nothing that is not known": [
                { enabledCloudwatchLogsExports: ["instance", unknown] },
                { enabledCloudwatchLogsExports: ["instance", unknown] },
            ],
            "no other engine": [
                { engine: "aurora-mysql", enabledCloudwatchLogsExports: ["audit"] },
                { engine: "aurora-mysql", enabledCloudwatchLogsExports: ["audit"] },
            ],
        },
    },
    {
        rule: "rds-logs-exported",
        on: good.instance,
        bad: {
            "without upgrades": { enabledCloudwatchLogsExports: ["postgresql"] },
            "of upgrades alone": { enabledCloudwatchLogsExports: ["upgrade"] },
        },
        mended: {
            "not set": [
                { enabledCloudwatchLogsExports: undefined },
                { enabledCloudwatchLogsExports: ["postgresql", "upgrade"] },
            ],
        },
    },
];
