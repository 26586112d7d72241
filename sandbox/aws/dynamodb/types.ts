import type { Account, Entry } from "../../cloud/account";
import type { Props } from "../../provider/provider";
import { partsOf } from "../shared/forms";
import { objectsOf } from "../shared/rules";

export const TABLE = "aws:dynamodb/table:Table";
export const RESOURCE_POLICY = "aws:dynamodb/resourcePolicy:ResourcePolicy";

/** The regions that have the table: the one it was made in, and those of its replicas. */
export function regionsOf({ outputs }: Entry): string[] {
    const replicas = objectsOf(outputs.replicas).map(({ regionName }) => regionName as string);
    return [outputs.region as string, ...replicas];
}

/** The table of that name, when it or a replica of it is in `region`. */
export function tableIn(account: Account, region: string, name: string): Entry | undefined {
    const table = account.get(TABLE, name);
    return table !== undefined && regionsOf(table).includes(region) ? table : undefined;
}

/** The table at an ARN, which may be that of a replica. */
export function tableAt(account: Account, arn: string): Entry | undefined {
    const { service, region, accountId, resource } = partsOf(arn);
    const [kind, name = "", ...rest] = resource.split("/");
    return service === "dynamodb" &&
        accountId === account.accountId &&
        kind === "table" &&
        rest.length === 0
        ? tableIn(account, region, name)
        : undefined;
}

/** The table with a stream of that ARN, its own or that of a replica. */
export function tableOfStream(account: Account, arn: string): Entry | undefined {
    return account
        .all(TABLE)
        .find(({ outputs }) =>
            [outputs, ...objectsOf(outputs.replicas)].some(({ streamArn }) => streamArn === arn),
        );
}

/** The key that encrypts the table in `region`, by its ARN, when it is one of the customer's. */
export function keyOfTable({ inputs, outputs }: Entry, region: string): unknown {
    const home = (inputs.serverSideEncryption as Props | undefined)?.kmsKeyArn;
    const replica = objectsOf(outputs.replicas).find(({ regionName }) => regionName === region);
    return replica === undefined ? home : replica.kmsKeyArn;
}

/** Names of the table's global secondary indexes. */
export function indexNames({ inputs }: Entry): string[] {
    return objectsOf(inputs.globalSecondaryIndexes).map(({ name }) => name as string);
}
