import { paginateListEntitiesForPolicy, paginateListPolicies } from "@aws-sdk/client-iam";
import { paginateGetParametersByPath } from "@aws-sdk/client-ssm";
import { parameterPath } from "../../infra/parameter-path";
import type { Scene } from "./scene";

/** What holds data in an environment, and what reaches it, by physical names. */
export interface Found {
    /** None where there is no cluster. */
    readonly vpcId?: string;
    readonly cluster?: {
        readonly id: string;
        readonly instances: readonly string[];
        /** Of the master's, where RDS keeps it. */
        readonly secretArn?: string;
    };
    readonly proxies: readonly string[];
    readonly proxyEndpoints: readonly string[];
    readonly caches: readonly string[];
    readonly functions: readonly string[];
    /** Of tables, of their replicas, and of the streams of all. */
    readonly tableArns: readonly string[];
}

/**
 * Asks AWS alone, by the names that the platform gives: neither Pulumi nor its state, which may be out
 * of reach or what was broken into.
 */
export async function findAll(scene: Scene): Promise<Found> {
    const [database, proxies, caches, functions, tableArns] = await Promise.all([
        databaseOf(scene),
        proxiesOf(scene),
        cachesOf(scene),
        functionsOf(scene),
        tablesOf(scene),
    ]);
    return { ...database, ...proxies, caches, functions, tableArns };
}

async function databaseOf({ clients, prefix }: Scene): Promise<Pick<Found, "cluster" | "vpcId">> {
    const found = await orNone(
        clients.rds.describeDBClusters({ DBClusterIdentifier: prefix }),
        "DBClusterNotFoundFault",
    );
    const cluster = found?.DBClusters?.[0];
    if (cluster === undefined) {
        return {};
    }
    const [group] = cluster.VpcSecurityGroups ?? [];
    const { SecurityGroups: [present] = [] } = await clients.ec2.describeSecurityGroups({
        GroupIds: [group?.VpcSecurityGroupId ?? ""],
    });
    return {
        vpcId: present?.VpcId,
        cluster: {
            id: prefix,
            instances: (cluster.DBClusterMembers ?? []).map(
                ({ DBInstanceIdentifier: id = "" }) => id,
            ),
            secretArn: cluster.MasterUserSecret?.SecretArn,
        },
    };
}

async function proxiesOf({ clients, prefix }: Scene) {
    const name = `${prefix}-proxy`;
    const found = await orNone(
        clients.rds.describeDBProxies({ DBProxyName: name }),
        "DBProxyNotFoundFault",
    );
    if (found === undefined) {
        return { proxies: [], proxyEndpoints: [] };
    }
    const { DBProxyEndpoints: endpoints = [] } = await clients.rds.describeDBProxyEndpoints({
        DBProxyName: name,
    });
    return {
        proxies: [name],
        // The proxy's own goes with the proxy.
        proxyEndpoints: endpoints.flatMap(({ IsDefault, DBProxyEndpointName: endpoint = "" }) =>
            IsDefault ? [] : [endpoint],
        ),
    };
}

/** `pii-prod`, and while another takes its place `pii-prod-2`. */
async function cachesOf({ clients, prefix }: Scene): Promise<string[]> {
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
        const page = await clients.dax.describeClusters({ NextToken });
        names.push(...(page.Clusters ?? []).map(({ ClusterName: name = "" }) => name));
        ({ NextToken } = page);
    } while (NextToken !== undefined);
    const own = new RegExp(`^${prefix}(-\\d+)?$`);
    return names.filter((name) => own.test(name));
}

async function functionsOf({ clients, prefix }: Scene): Promise<string[]> {
    const name = `${prefix}-database-access`;
    const found = await orNone(
        clients.lambda.getFunctionConcurrency({ FunctionName: name }),
        "ResourceNotFoundException",
    );
    return found === undefined ? [] : [name];
}

async function tablesOf({ clients, region, stack }: Scene): Promise<string[]> {
    const Path = `${parameterPath(stack)}/tables`;
    const names: string[] = [];
    for await (const { Parameters = [] } of paginateGetParametersByPath(
        { client: clients.ssm },
        { Path },
    )) {
        names.push(...Parameters.map(({ Value = "" }) => Value));
    }
    const arns = names.map(async (TableName) => {
        const { Table: home } = await clients.dynamodb(region).describeTable({ TableName });
        const others = (home?.Replicas ?? []).map(async ({ RegionName = "" }) => {
            const { Table } = await clients.dynamodb(RegionName).describeTable({ TableName });
            return Table;
        });
        return [home, ...(await Promise.all(others))].flatMap((table) => [
            ...(table?.TableArn ? [table.TableArn] : []),
            ...(table?.StreamSpecification?.StreamEnabled && table.LatestStreamArn
                ? [table.LatestStreamArn]
                : []),
        ]);
    });
    return (await Promise.all(arns)).flat();
}

/** ARNs of the roles that have a policy of the platform which lets in to data. */
export async function rolesWithAccess({ clients, prefix }: Scene): Promise<string[]> {
    const { iam: client } = clients;
    const names = new Set<string>();
    for await (const { Policies = [] } of paginateListPolicies({ client }, { Scope: "Local" })) {
        const own = Policies.filter(({ PolicyName = "" }) =>
            ["login-", "tables-"].some((kind) => PolicyName.startsWith(`${prefix}-${kind}`)),
        );
        for (const { Arn: PolicyArn } of own) {
            const pages = paginateListEntitiesForPolicy(
                { client },
                { PolicyArn, EntityFilter: "Role" },
            );
            for await (const { PolicyRoles = [] } of pages) {
                PolicyRoles.forEach(({ RoleName = "" }) => names.add(RoleName));
            }
        }
    }
    const roles = [...names].sort().map(async (RoleName) => {
        const { Role } = await client.getRole({ RoleName });
        return Role?.Arn ?? "";
    });
    return Promise.all(roles);
}

async function orNone<T>(asked: Promise<T>, error: string): Promise<T | undefined> {
    try {
        return await asked;
    } catch (thrown) {
        if ((thrown as Error).name === error) {
            return undefined;
        }
        throw thrown;
    }
}
