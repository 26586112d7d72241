import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TableSpec } from "../../tables/table-spec";
import type { AccountScope } from "../account";
import { mistakeLine } from "../mistake";
import { userError } from "../user-error";
import { changeStream } from "./change-stream";
import { contributorInsights, type Insights } from "./contributor-insights";
import { scaledInputs, TableAutoscaling } from "./table-autoscaling";
import { changeMistakes } from "./table-changes";
import { tableInputs, type TableSettings, warmInputs } from "./table-inputs";
import { tableMistakes } from "./table-mistakes";

export interface DataTableArgs extends TableSettings {
    readonly scope: AccountScope;
    /** With the environment's settings in it: capacity, table class. */
    readonly spec: TableSpec;
    /** Counts the busiest keys, in the table's own region. */
    readonly contributorInsights: "off" | Insights;
    /** Hands every change to a Kinesis stream, for which the key must be open to Kinesis. */
    readonly changeStreams: "off" | "kinesis";
}

/** A table where it can be asked: in its own region, or as a replica in another one. */
export interface RegionalTable {
    readonly region: string;
    readonly arn: pulumi.Output<string>;
    /**
     * Of its stream, where it has one that the provider tells of: not that of a strongly consistent
     * replica (https://github.com/hashicorp/terraform-provider-aws/issues/48213). A stream that is made
     * anew has another ARN.
     */
    readonly streamArn: pulumi.Output<string> | undefined;
}

/**
 * A DynamoDB table made from its spec, with its indexes, replicas and autoscaling: under our key,
 * recoverable, and protected in every region. Who may reach it says `TableResourcePolicies`.
 *
 * Another key or local index would replace it, and lose all items: refused. Indexes come and go one
 * at a time, as AWS has it; each can take hours to be built.
 */
export class DataTable extends pulumi.ComponentResource {
    readonly tableName: pulumi.Output<string>;
    readonly tableArn: pulumi.Output<string>;
    /** Of the Kinesis stream, where changes go to one. */
    readonly changeStreamArn: pulumi.Output<string> | undefined;
    /** The table in all of its regions, its own first. */
    readonly regions: readonly RegionalTable[];

    /** @throws pulumi.RunError that names every mistake of the spec, and what the table cannot become */
    constructor(name: string, args: DataTableArgs, opts?: pulumi.ComponentResourceOptions) {
        const { present, spec } = args;
        const mistakes = [...tableMistakes(spec, args), ...changeMistakes(present, spec, args)];
        if (mistakes.length > 0) {
            throw userError([`table "${spec.name}":`, ...mistakes.map(mistakeLine)].join("\n"));
        }
        super("pii:dynamodb:DataTable", name, {}, opts);
        const inputs = tableInputs(spec, args);
        const table = new aws.dynamodb.Table(name, inputs, {
            parent: this,
            protect: args.deletionProtection,
            ignoreChanges: [...scaledInputs(present, spec), ...warmInputs(present, spec)],
            // An index and a replica are built of the whole table, each update waiting for them; the
            // provider's own limits are minutes.
            customTimeouts: { create: "2h", update: "24h", delete: "1h" },
        });
        this.tableName = table.name;
        this.tableArn = table.arn;
        const { tableName } = this;
        if (spec.capacity?.mode === "provisioned") {
            const { capacity } = spec;
            new TableAutoscaling(name, { tableName, spec, capacity }, { parent: this });
        }
        const insights = args.contributorInsights;
        if (insights !== "off") {
            contributorInsights(name, { tableName, spec, insights }, this);
        }
        this.changeStreamArn =
            args.changeStreams === "kinesis"
                ? changeStream(
                      name,
                      { tableName, keyArn: args.keyArn, protect: args.deletionProtection },
                      this,
                  ).arn
                : undefined;
        this.regions = regionsOf(table, args, inputs.streamEnabled === true);
        this.registerOutputs({
            tableName,
            tableArn: this.tableArn,
            changeStreamArn: this.changeStreamArn,
            regions: this.regions,
        });
    }
}

function regionsOf(
    table: aws.dynamodb.Table,
    { scope, replicas }: DataTableArgs,
    hasStream: boolean,
): RegionalTable[] {
    const { accountId, partition, region } = scope;
    return [
        { region, arn: table.arn, streamArn: hasStream ? table.streamArn : undefined },
        ...Object.keys(replicas?.keyArns ?? {}).map((other) => ({
            region: other,
            arn: pulumi.interpolate`arn:${partition}:dynamodb:${other}:${accountId}:table/${table.name}`,
            streamArn:
                replicas?.consistency === "strong"
                    ? undefined
                    : table.replicas.apply(
                          (all) =>
                              all?.find(({ regionName }) => regionName === other)?.streamArn ?? "",
                      ),
        })),
    ];
}
