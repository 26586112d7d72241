import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { highestLevel, keyAttributes } from "../../tables/derived";
import { specMistakes } from "../../tables/mistakes";
import type { TableSpec } from "../../tables/table-spec";
import { userError } from "../user-error";

export interface DataTableArgs {
    readonly spec: TableSpec;
    /** Key that encrypts the table. A change re-encrypts it in place. */
    readonly keyArn: pulumi.Input<string>;
    /** How far back the table can be restored, in days (1 to 35). */
    readonly recoveryDays: number;
    /** DynamoDB refuses to delete the table, Pulumi to delete or replace it. */
    readonly deletionProtection: boolean;
}

/** A DynamoDB table made from its spec: our key, point-in-time recovery, on-demand capacity. */
export class DataTable extends pulumi.ComponentResource {
    readonly tableName: pulumi.Output<string>;
    readonly tableArn: pulumi.Output<string>;

    /** @throws pulumi.RunError that names every mistake of the spec */
    constructor(name: string, args: DataTableArgs, opts?: pulumi.ComponentResourceOptions) {
        const { spec } = args;
        const mistakes = specMistakes(spec);
        if (mistakes.length > 0) {
            throw userError(
                mistakes
                    .map(
                        ({ where, got, advice }) =>
                            `table "${spec.name}": ${where} is ${JSON.stringify(got)}; it ${advice}`,
                    )
                    .join("\n"),
            );
        }
        super("pii:dynamodb:DataTable", name, {}, opts);
        const table = new aws.dynamodb.Table(
            name,
            {
                billingMode: "PAY_PER_REQUEST",
                attributes: Object.entries(keyAttributes(spec)).map(([key, type]) => ({
                    name: key,
                    type,
                })),
                hashKey: spec.key.hash,
                rangeKey: spec.key.range,
                globalSecondaryIndexes: Object.entries(spec.indexes ?? {}).map(
                    ([index, { hash, range, projection }]) => ({
                        name: index,
                        hashKey: hash,
                        rangeKey: range,
                        ...(typeof projection === "string"
                            ? { projectionType: projection }
                            : { projectionType: "INCLUDE", nonKeyAttributes: [...projection] }),
                    }),
                ),
                ttl:
                    spec.ttl === undefined ? undefined : { enabled: true, attributeName: spec.ttl },
                serverSideEncryption: { enabled: true, kmsKeyArn: args.keyArn },
                pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: args.recoveryDays },
                deletionProtectionEnabled: args.deletionProtection,
                tags: { "pii-level": String(highestLevel(spec)) },
            },
            { parent: this, protect: args.deletionProtection },
        );
        this.tableName = table.name;
        this.tableArn = table.arn;
        this.registerOutputs({ tableName: this.tableName, tableArn: this.tableArn });
    }
}
