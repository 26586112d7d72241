import * as pulumi from "@pulumi/pulumi";
import { accountScope } from "../../infra/account";
import { DataTable } from "../../infra/dynamodb/data-table";
import { DaxCache } from "../../infra/dynamodb/dax-cache";
import { TABLES } from "../../tables/tables";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";

/** Layer 4: the tables, and the cache that reads them. */
export function dynamodb(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    network: Upstream<"network">,
): Exports<"dynamodb"> {
    const settings = config.dynamodb;
    const tables = TABLES.map((spec) => {
        const table = new DataTable(spec.name, {
            spec,
            keyArn: keys.dynamodbKeyArn,
            recoveryDays: settings.recoveryDays,
            deletionProtection: config.deletionProtection,
        });
        return [spec.name, table] as const;
    });
    const dax = new DaxCache("dax", {
        scope: accountScope(config.region),
        clusterName: config.prefix,
        nodeType: settings.daxNodeType,
        nodes: settings.daxNodes,
        tableArns: tables.map(([, { tableArn }]) => tableArn),
        tableKeyArn: keys.dynamodbKeyArn,
        subnetIds: network.privateSubnetIds,
        securityGroupId: network.daxSecurityGroupId,
        maintenanceWindow: settings.daxMaintenanceWindow,
        protect: config.deletionProtection,
    });
    const byName = (field: (table: DataTable) => pulumi.Output<string>) =>
        Object.fromEntries(tables.map(([name, table]) => [name, field(table)]));
    return {
        tableNames: pulumi.output(byName(({ tableName }) => tableName)),
        tableArns: pulumi.output(byName(({ tableArn }) => tableArn)),
        daxEndpoint: dax.endpoint,
    };
}
