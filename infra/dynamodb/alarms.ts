import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmRule, Series } from "../alarms/alarm-rule";
import { Alarms } from "../alarms/alarms";
import { inRegion } from "../region";
import { accountAlarmRules } from "./alarm-rules-account";
import { cacheAlarmRules } from "./alarm-rules-dax";
import { exportAlarmRules } from "./alarm-rules-exports";
import { tableAlarmRules } from "./alarm-rules-table";
import type { AlarmThresholds } from "./alarm-thresholds";
import { dashboardBody } from "./dashboard";
import { regionsOf, type WatchedCache, type WatchedTable } from "./watched";

/** Topics of one region, as for {@link Alarms}: CloudWatch tells none of another region. */
export interface RegionTopics {
    readonly topicArn: pulumi.Input<string>;
    readonly urgentTopicArn: pulumi.Input<string>;
}

export interface DynamodbAlarmsArgs {
    /** The platform's own region, where the caches and the dashboard are. */
    readonly region: string;
    /** Of that region, and of each that has a replica. */
    readonly topics: Readonly<Record<string, RegionTopics>>;
    /** Each with what makes it: nothing here is made before it is. */
    readonly tables: readonly (WatchedTable & { readonly table: pulumi.Resource })[];
    /** Each with what makes it. @default none */
    readonly caches?: readonly (WatchedCache & {
        /** Ends its alarms' names, as in `pii-prod-dynamodb-dax-2-node-cpu`. */
        readonly name: string;
        readonly cache: pulumi.Resource;
    })[];
    /** What exports tables of the own region by the clock. @default nothing does */
    readonly exports?:
        | {
              /** The group that the schedules are in, and no others. */
              readonly scheduleGroup: string;
              readonly made: pulumi.Resource;
          }
        | undefined;
    readonly thresholds: AlarmThresholds;
}

/**
 * What makes tables and caches seen: alarms of each table in every region that has it, of each cache
 * and of the account, and one dashboard, named `name`. docs/alarms.md says what each alarm means.
 *
 * Alarms are named `<name>-<table>-<alarm>`, in other regions `<name>-<table>-<region>-<alarm>`.
 */
export class DynamodbAlarms extends pulumi.ComponentResource {
    /** Of the composite alarms, in no special order. */
    readonly inTroubleAlarmArns: pulumi.Output<string[]>;
    readonly dashboardName: pulumi.Output<string>;

    /** @throws Error when a region that has a replica has no topics */
    constructor(name: string, args: DynamodbAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:dynamodb:DynamodbAlarms", name, {}, opts);
        const { region: home, topics, tables, caches = [], exports, thresholds } = args;
        const regions = new Set([home, ...tables.flatMap((table) => regionsOf(home, table))]);
        const alarms = (
            of: string,
            region: string,
            rules: readonly AlarmRule<Series>[],
            watched: readonly pulumi.Resource[],
        ) =>
            new Alarms(
                region === home ? of : `${of}-${region}`,
                { rules, watched, ...topicsOf(topics, region) },
                { parent: this, transformations: region === home ? [] : [inRegion(region)] },
            ).inTroubleArn;

        this.inTroubleAlarmArns = pulumi.all([
            ...[...regions].map((region) => {
                const ofHome = region === home ? exports : undefined;
                const rules = ofHome ? exportAlarmRules(ofHome.scheduleGroup) : [];
                return alarms(
                    name,
                    region,
                    [...accountAlarmRules(thresholds), ...rules],
                    ofHome ? [ofHome.made] : [],
                );
            }),
            ...tables.flatMap((watched) =>
                regionsOf(home, watched).map((region, _, all) => {
                    const others = all.filter((each) => each !== region);
                    const rules = tableAlarmRules(watched, others, thresholds);
                    return alarms(`${name}-${watched.spec.name}`, region, rules, [watched.table]);
                }),
            ),
            ...caches.map((watched) =>
                alarms(`${name}-${watched.name}`, home, cacheAlarmRules(watched, thresholds), [
                    watched.cache,
                ]),
            ),
        ]);
        const tableNames = pulumi.all(tables.map(({ tableName }) => tableName));
        const dashboard = new aws.cloudwatch.Dashboard(
            name,
            {
                dashboardName: name,
                dashboardBody: pulumi
                    .all([this.inTroubleAlarmArns, tableNames])
                    .apply(([arns, names]) => {
                        const named = tables.flatMap((table, index) => {
                            const tableName = names[index];
                            return tableName === undefined ? [] : [{ ...table, tableName }];
                        });
                        return JSON.stringify(
                            dashboardBody(
                                {
                                    home,
                                    tables: named,
                                    caches,
                                    scheduleGroup: exports?.scheduleGroup,
                                    thresholds,
                                },
                                arns,
                            ),
                        );
                    }),
            },
            { parent: this },
        );
        this.dashboardName = dashboard.dashboardName;
        this.registerOutputs({
            inTroubleAlarmArns: this.inTroubleAlarmArns,
            dashboardName: this.dashboardName,
        });
    }
}

function topicsOf(topics: DynamodbAlarmsArgs["topics"], region: string): RegionTopics {
    const found = topics[region];
    if (found === undefined) {
        throw new Error(`topics has none of ${region}, which has a replica`);
    }
    return found;
}
