import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "../user-error";
import { specMistakes, type TableSpec } from "./table-spec";

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
            throw userError(mistakes.join("\n"));
        }
        super("pii:dynamodb:DataTable", name, {}, opts);
        const table = new aws.dynamodb.Table(
            name,
            {
                billingMode: "PAY_PER_REQUEST",
                attributes: Object.entries(spec.keys).map(([key, type]) => ({ name: key, type })),
                hashKey: spec.hashKey,
                rangeKey: spec.rangeKey,
                globalSecondaryIndexes: spec.indexes?.map((index) => ({
                    name: index.name,
                    hashKey: index.hashKey,
                    rangeKey: index.rangeKey,
                    projectionType: index.projection,
                })),
                ttl:
                    spec.ttlAttribute === undefined
                        ? undefined
                        : { enabled: true, attributeName: spec.ttlAttribute },
                serverSideEncryption: { enabled: true, kmsKeyArn: args.keyArn },
                pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: args.recoveryDays },
                deletionProtectionEnabled: args.deletionProtection,
                tags: { "pii-level": String(spec.piiLevel) },
            },
            { parent: this, protect: args.deletionProtection },
        );
        this.tableName = table.name;
        this.tableArn = table.arn;
        this.registerOutputs({ tableName: this.tableName, tableArn: this.tableArn });
    }
}
