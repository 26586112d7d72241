import { AwsError, type Draft } from "../../cloud/model";
import { deniedActions } from "../dynamodb/denials";
import { keyOfTable, regionsOf, RESOURCE_POLICY, TABLE } from "../dynamodb/types";
import { arn } from "../shared/arn";
import { viaService } from "../shared/key-use";
import { roleMay } from "../shared/role-permissions";

/** What reads items, of which a cluster needs one at least. */
const READS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"];

/**
 * Throws for a role that reads no table of the region, or not all that it takes to read one.
 * Stricter than AWS on purpose: it makes the cluster, which then answers every client with an error.
 */
export function refusePowerlessRole(draft: Draft): void {
    const { account, region } = draft;
    const role = draft.inputs.iamRoleArn as string;
    const refuse = (problem: string) => {
        throw new AwsError("PowerlessRole", `iamRoleArn: ${role} ${problem}`);
    };
    const tables = account.all(TABLE).filter((table) => regionsOf(table).includes(region));
    const readable = tables.filter(({ id }) => {
        const resource = arn(draft, "dynamodb", `table/${id}`);
        return READS.some((action) => roleMay(account, role, { action, resource }));
    });
    if (readable.length === 0) {
        refuse(
            `may not read any table in ${region}; let the cluster depend on the role's policies`,
        );
    }
    for (const table of readable) {
        const resource = arn(draft, "dynamodb", `table/${table.id}`);
        if (!roleMay(account, role, { action: "dynamodb:DescribeTable", resource })) {
            refuse(`may read ${resource}, and not do dynamodb:DescribeTable on it`);
        }
        const key = keyOfTable(table, region);
        const context = {
            ...viaService(draft, "dynamodb"),
            "kms:CallerAccount": account.accountId,
        };
        const request = { action: "kms:Decrypt", resource: key as string, context };
        if (typeof key === "string" && !roleMay(account, role, request)) {
            refuse(`may read ${resource}, and not do kms:Decrypt with its key ${key}`);
        }
        const policy = account.get(RESOURCE_POLICY, resource)?.inputs.policy;
        const denied =
            policy === undefined ? [] : deniedActions(draft, policy, resource, role, READS);
        if (denied.length > 0) {
            refuse(`may read ${resource}, whose policy denies it ${denied.join(", ")}`);
        }
    }
}
