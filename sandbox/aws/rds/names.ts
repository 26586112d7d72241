import type { Draft } from "../../cloud/model";
import { stableId } from "../shared/ids";

/** Field check for the name of a cluster, an instance, a proxy or an endpoint. */
export const identifier = (value: string): string | undefined =>
    /^[a-z][a-z0-9-]{0,62}$/.test(value) && !value.includes("--") && !value.endsWith("-")
        ? undefined
        : "must be 1 to 63 lowercase letters, digits and hyphens, start with a letter, " +
          `have no two hyphens in a row and not end in one, got "${value}"`;

/** A name that RDS gives: the same 12 characters for everything of one account and region. */
export function hostname({ account, region }: Pick<Draft, "account" | "region">, prefix: string) {
    return `${prefix}${stableId(`${account.accountId} ${region}`, 12)}.${region}.rds.amazonaws.com`;
}
