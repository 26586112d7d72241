import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountScope } from "../../infra/account";
import { ALARM_PUBLISHERS, AlarmTopic } from "../../infra/alarms/alarm-topic";
import { alarmThresholds } from "../../infra/dynamodb/alarm-thresholds";
import { DynamodbAlarms } from "../../infra/dynamodb/alarms";
import { DataTable } from "../../infra/dynamodb/data-table";
import { presentTables } from "../../infra/dynamodb/present-table";
import { TableResourcePolicies } from "../../infra/dynamodb/resource-policy";
import { DataKey } from "../../infra/keys/data-key";
import type { KeyUse } from "../../infra/keys/key-policy";
import type { RunOptions } from "../../sandbox/engine/project-stack";
import { ROOT } from "../../sandbox/platform/repository";
import { deleteSandbox, openSandbox, stopSandbox } from "../../sandbox/platform/sandbox";
import { readSettings } from "../../sandbox/platform/settings";
import { findCli } from "../../sandbox/pulumi-cli/find";
import { consents } from "../../tables/consents";
import type { TableSpec } from "../../tables/table-spec";
import { type Figures, print, ratio, timed } from "./figures";

const SIZES = [1, 10, 100];

const ENVIRONMENT = "prod";
const PREFIX = "pii-bench";

/**
 * How long a preview without a change takes as tables grow, each with its policy and alarms as the
 * layer has them: near linear means that ten times the tables take at most ten times as long.
 */
export async function tableFigures(rounds: number): Promise<void> {
    const dir = mkdtempSync(join(tmpdir(), "pii-bench-"));
    let specs: readonly TableSpec[] = [];
    const sandbox = await openSandbox({
        dir,
        environment: ENVIRONMENT,
        config: readSettings(ROOT, ENVIRONMENT),
        cli: await findCli({ report: () => undefined }),
        what: "npm run bench",
        projects: [{ name: "tables", settings: {}, program: () => program(specs) }],
        report: () => undefined,
    });
    const figures: Figures = new Map();
    try {
        for (const stack of sandbox.stacks) {
            for (const size of SIZES) {
                specs = Array.from({ length: size }, (_, i) => ({
                    ...consents,
                    name: `table-${i}`,
                }));
                await savedOnce(() => stack.up({ policies: false }));
                for (let round = 0; round < rounds; round++) {
                    const unchanged = async (options: RunOptions) => {
                        const { changed } = await stack.preview(options);
                        if (changed > 0) {
                            throw new Error(`the preview of ${of(size)} changes ${changed}`);
                        }
                    };
                    await timed(figures, of(size), () => unchanged({}));
                    await timed(figures, `${of(size)}, no policies`, () =>
                        unchanged({ policies: false }),
                    );
                }
            }
        }
    } finally {
        sandbox.close();
        await stopSandbox(dir);
        deleteSandbox(dir);
    }
    print("preview without a change, as tables grow", figures);
    ratio(figures, of(10), of(1));
    ratio(figures, of(100), of(10));
    ratio(figures, `${of(100)}, no policies`, `${of(10)}, no policies`);
}

/** The engine would write all of the state after every resource, which is not what is measured. */
async function savedOnce(work: () => Promise<unknown>): Promise<void> {
    const { env } = process;
    process.env = { ...env, PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
    try {
        await work();
    } finally {
        process.env = env;
    }
}

const of = (size: number) => (size === 1 ? "1 table" : `${size} tables`);

async function program(specs: readonly TableSpec[]): Promise<void> {
    const { "aws:region": region } = readSettings(ROOT, ENVIRONMENT) as { "aws:region": string };
    const scope = accountScope(region);
    const key = (name: string, use: KeyUse) =>
        new DataKey(name, {
            scope,
            description: "A bench's.",
            alias: `${PREFIX}/${name}`,
            use,
            rotationDays: 365,
            deletionWindowDays: 30,
            protect: true,
        }).arn;
    const keyArn = key("dynamodb", { kind: "service", services: ["dynamodb"] });
    const topicArn = new AlarmTopic(`${PREFIX}-alarms`, {
        scope,
        keyArn: key("alarms", { kind: "topics", publishers: ALARM_PUBLISHERS }),
        emails: [],
        pagers: {},
    }).arn;
    const present = await presentTables(PREFIX, specs);
    const tables = specs.map((spec) => {
        const table = new DataTable(spec.name, {
            scope,
            spec,
            prefix: PREFIX,
            present: present[spec.name],
            keyArn,
            recoveryDays: 35,
            deletionProtection: true,
            contributorInsights: "off",
            changeStreams: "off",
        });
        new TableResourcePolicies(spec.name, {
            scope,
            vpcId: "vpc-0123456789abcdef0",
            cacheRoleArns: [],
            regions: table.regions,
        });
        return { spec, table, tableName: table.tableName };
    });
    new DynamodbAlarms(PREFIX, {
        region,
        topics: { [region]: { topicArn, urgentTopicArn: topicArn } },
        tables,
        thresholds: alarmThresholds(),
    });
}
