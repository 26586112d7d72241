import { paginateListEntitiesForPolicy, paginateListPolicies } from "@aws-sdk/client-iam";
import { paginateDescribeGlobalClusters } from "@aws-sdk/client-rds";
import { paginateGetParametersByPath } from "@aws-sdk/client-ssm";
import { parameterPath } from "../../infra/parameter-path";
import { orNone } from "./ready";
import type { Scene } from "./scene";

/** A cache and what it is made of. */
export interface Cache {
    readonly id: string;
    readonly nodes: readonly string[];
}

/** What holds data in an environment, and what reaches it, by physical names. */
export interface Found {
    /** None where there is no cluster. */
    readonly vpcId?: string;
    readonly cluster?: {
        readonly id: string;
        readonly writer?: string;
        readonly readers: readonly string[];
    };
    readonly proxies: readonly string[];
    readonly proxyEndpoints: readonly string[];
    readonly caches: readonly Cache[];
    readonly functions: readonly string[];
    /** Of tables, of their replicas, and of the streams of all. */
    readonly tableArns: readonly string[];
    /** ARNs of clusters in other regions that hold the same data, each of a stack of its own. */
    readonly followers: readonly string[];
    /** What could not be found, in words. */
    readonly problems: readonly string[];
}

/** Asks for one thing; where that fails, it is told, and the others are found all the same. */
type Asking = <T, None>(what: string, asked: Promise<T>, none: None) => Promise<T | None>;

/**
 * Asks AWS alone, by the names that the platform gives: neither Pulumi nor its state, which may be out
 * of reach or what was broken into.
 */
export async function findAll(scene: Scene): Promise<Found> {
    const problems: string[] = [];
    const asking: Asking = async (what, asked, none) => {
        try {
            return await asked;
        } catch (error) {
            problems.push(`${what} cannot be found: ${(error as Error).message}`);
            return none;
        }
    };
    const { prefix } = scene;
    const none = { proxies: [], proxyEndpoints: [] };
    const [database, followers, proxies, caches, functions, tableArns] = await Promise.all([
        asking(`the cluster ${prefix}`, databaseOf(scene), {}),
        asking("the global database", othersOf(scene), []),
        asking("the proxy", proxiesOf(scene), none),
        asking("the caches", cachesOf(scene), []),
        asking("the functions", functionsOf(scene), []),
        asking("the tables", tablesOf(scene, asking), []),
    ]);
    return { ...database, ...proxies, followers, caches, functions, tableArns, problems };
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
    const members = cluster.DBClusterMembers ?? [];
    const named = (isWriter: boolean) =>
        members.flatMap(({ DBInstanceIdentifier: id = "", IsClusterWriter = false }) =>
            IsClusterWriter === isWriter ? [id] : [],
        );
    const [writer] = named(true);
    return {
        vpcId: present?.VpcId,
        cluster: { id: prefix, ...(writer !== undefined && { writer }), readers: named(false) },
    };
}

/** ARNs of the other clusters of the global database, where the cluster is in one. */
async function othersOf({ clients, prefix, region, account }: Scene): Promise<string[]> {
    const isOwn = (arn: string) => arn.endsWith(`:${region}:${account}:cluster:${prefix}`);
    const found: string[] = [];
    for await (const { GlobalClusters = [] } of paginateDescribeGlobalClusters(
        { client: clients.rds },
        {},
    )) {
        const clusters = GlobalClusters.map(({ GlobalClusterMembers: members = [] }) =>
            members.map(({ DBClusterArn: arn = "" }) => arn),
        );
        found.push(...clusters.filter((arns) => arns.some(isOwn)).flat());
    }
    return found.filter((arn) => !isOwn(arn));
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
async function cachesOf({ clients, prefix }: Scene): Promise<Cache[]> {
    const caches: Cache[] = [];
    let NextToken: string | undefined;
    do {
        const page = await clients.dax.describeClusters({ NextToken });
        caches.push(
            ...(page.Clusters ?? []).map(({ ClusterName: id = "", Nodes = [] }) => ({
                id,
                nodes: Nodes.map(({ NodeId = "" }) => NodeId),
            })),
        );
        ({ NextToken } = page);
    } while (NextToken !== undefined);
    const own = new RegExp(`^${prefix}(-\\d+)?$`);
    return caches.filter(({ id }) => own.test(id));
}

async function functionsOf({ clients, prefix }: Scene): Promise<string[]> {
    const name = `${prefix}-database-access`;
    const found = await orNone(
        clients.lambda.getFunctionConcurrency({ FunctionName: name }),
        "ResourceNotFoundException",
    );
    return found === undefined ? [] : [name];
}

async function tablesOf({ clients, region, stack }: Scene, asking: Asking): Promise<string[]> {
    const Path = `${parameterPath(stack)}/tables`;
    const names: string[] = [];
    for await (const { Parameters = [] } of paginateGetParametersByPath(
        { client: clients.ssm },
        { Path },
    )) {
        names.push(...Parameters.map(({ Value = "" }) => Value));
    }
    const tableIn = async (TableName: string, of: string) => {
        const described = clients.dynamodb(of).describeTable({ TableName });
        return (await asking(`the table ${TableName} in ${of}`, described, undefined))?.Table;
    };
    const arns = names.map(async (name) => {
        const home = await tableIn(name, region);
        const others = (home?.Replicas ?? [])
            .filter(({ RegionName: of = region }) => of !== region)
            .map(({ RegionName = "" }) => tableIn(name, RegionName));
        return [home, ...(await Promise.all(others))].flatMap((table) => [
            ...(table?.TableArn ? [table.TableArn] : []),
            ...(table?.StreamSpecification?.StreamEnabled && table.LatestStreamArn
                ? [table.LatestStreamArn]
                : []),
        ]);
    });
    return (await Promise.all(arns)).flat();
}

/** Who has a policy of the platform that lets in to data: ARNs of roles, and users and groups in words. */
export async function whoHasAccess({ clients, prefix }: Scene): Promise<{
    readonly roles: readonly string[];
    readonly others: readonly string[];
}> {
    const { iam: client } = clients;
    const names = new Set<string>();
    const others = new Set<string>();
    for await (const { Policies = [] } of paginateListPolicies({ client }, { Scope: "Local" })) {
        const own = Policies.filter(({ PolicyName = "" }) =>
            ["login-", "tables-"].some((kind) => PolicyName.startsWith(`${prefix}-${kind}`)),
        );
        for (const { Arn: PolicyArn } of own) {
            const pages = paginateListEntitiesForPolicy({ client }, { PolicyArn });
            for await (const { PolicyRoles = [], PolicyUsers = [], PolicyGroups = [] } of pages) {
                PolicyRoles.forEach(({ RoleName = "" }) => names.add(RoleName));
                PolicyUsers.forEach(({ UserName = "" }) => others.add(`the user ${UserName}`));
                PolicyGroups.forEach(({ GroupName = "" }) => others.add(`the group ${GroupName}`));
            }
        }
    }
    const roles = [...names].sort().map(async (RoleName) => {
        const { Role } = await client.getRole({ RoleName });
        return Role?.Arn ?? "";
    });
    return { roles: await Promise.all(roles), others: [...others].sort() };
}
