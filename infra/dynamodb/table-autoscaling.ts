import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Provisioned, Scaled, TableSpec } from "../../tables/table-spec";
import type { PresentTable } from "./present-table";
import { scaledIndex } from "./table-inputs";

/** How much of the capacity should be in use, where a spec does not say. */
const TARGET_PERCENT = 70;

export interface TableAutoscalingArgs {
    readonly tableName: pulumi.Input<string>;
    readonly spec: Pick<TableSpec, "indexes">;
    readonly capacity: Provisioned;
}

/**
 * Capacity of a provisioned table and of each of its indexes that follows the load. What it sets,
 * the table's inputs leave alone: `scaledInputs`. DynamoDB hands its settings on to replicas.
 */
export class TableAutoscaling extends pulumi.ComponentResource {
    constructor(name: string, args: TableAutoscalingArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:dynamodb:TableAutoscaling", name, {}, opts);
        const { capacity, tableName } = args;
        this.#scale(name, "table", pulumi.interpolate`table/${tableName}`, capacity);
        for (const index of Object.keys(args.spec.indexes ?? {})) {
            this.#scale(
                `${name}-${index}`,
                "index",
                pulumi.interpolate`table/${tableName}/index/${index}`,
                scaledIndex(capacity, index),
            );
        }
        this.registerOutputs({});
    }

    #scale(
        name: string,
        what: "table" | "index",
        resourceId: pulumi.Output<string>,
        { read, write }: Pick<Provisioned, "read" | "write">,
    ): void {
        const both: [direction: string, metric: string, scaled: Scaled][] = [
            ["read", "Read", read],
            ["write", "Write", write],
        ];
        for (const [direction, metric, { min, max, targetPercent }] of both) {
            const target = new aws.appautoscaling.Target(
                `${name}-${direction}`,
                {
                    serviceNamespace: "dynamodb",
                    scalableDimension: `dynamodb:${what}:${metric}CapacityUnits`,
                    resourceId,
                    minCapacity: min,
                    maxCapacity: max,
                },
                { parent: this },
            );
            new aws.appautoscaling.Policy(
                `${name}-${direction}`,
                {
                    // As DynamoDB calls its own, of replicated tables: ours then changes that one,
                    // and is not refused as a second one
                    // (https://github.com/hashicorp/terraform-provider-aws/issues/41179).
                    name: pulumi.interpolate`DynamoDB${metric}CapacityUtilization:${resourceId}`,
                    serviceNamespace: target.serviceNamespace,
                    scalableDimension: target.scalableDimension,
                    resourceId: target.resourceId,
                    policyType: "TargetTrackingScaling",
                    targetTrackingScalingPolicyConfiguration: {
                        predefinedMetricSpecification: {
                            predefinedMetricType: `DynamoDB${metric}CapacityUtilization`,
                        },
                        targetValue: targetPercent ?? TARGET_PERCENT,
                    },
                },
                { parent: this },
            );
        }
    }
}

/**
 * Inputs that autoscaling has moved on, and that an update must leave alone. Not where AWS does not
 * scale the table yet: a switch of its mode needs them. Those of indexes only while the same indexes
 * stay: Pulumi cannot ignore anything within a list that grows or shrinks, and goes by places in it.
 */
export function scaledInputs(present: PresentTable | undefined, spec: TableSpec): string[] {
    if (present?.billingMode !== "PROVISIONED" || spec.capacity?.mode !== "provisioned") {
        return [];
    }
    const names = Object.keys(spec.indexes ?? {});
    const before = present.globalSecondaryIndexes.map(({ name }) => name);
    const same = names.length === before.length && names.every((name) => before.includes(name));
    const holders = ["", ...(same ? names.map((_, i) => `globalSecondaryIndexes[${i}].`) : [])];
    return holders.flatMap((of) => [`${of}readCapacity`, `${of}writeCapacity`]);
}
