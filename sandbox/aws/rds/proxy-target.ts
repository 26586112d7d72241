import type { Entry } from "../../cloud/account";
import {
    AwsError,
    between,
    type Draft,
    list,
    type Model,
    num,
    obj,
    oneOf,
    str,
} from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { arn } from "../shared/arn";
import { randomId } from "../shared/ids";
import { once } from "../shared/outputs";
import { broken, exactlyOne, isGiven, numberOf, objectOf } from "../shared/rules";
import { membersOf } from "./members";
import { CLUSTER, PROXY, PROXY_TARGET, PROXY_TARGET_GROUP, SUBNET_GROUP } from "./types";

/** What the provider sends for what a program leaves out. */
const POOL = {
    connectionBorrowTimeout: 120,
    initQuery: "",
    maxConnectionsPercent: 100,
    maxIdleConnectionsPercent: 50,
    sessionPinningFilters: [],
};

const proxyName = str({ required: true, replaces: true, refersTo: { type: PROXY, by: "id" } });

/** The settings of a proxy's only target group, which is there as soon as the proxy is. */
export const proxyDefaultTargetGroup: Model = {
    type: PROXY_TARGET_GROUP,
    untaggable: true,
    fields: {
        connectionPoolConfig: obj({
            // The provider would take up to 3600, which the API refuses.
            connectionBorrowTimeout: num({ check: between(0, 300) }),
            initQuery: str(),
            maxConnectionsPercent: num({ check: between(1, 100) }),
            maxIdleConnectionsPercent: num({ check: between(0, 100) }),
            sessionPinningFilters: list(str(), {
                check: ({ length }) => (length === 0 ? undefined : "are for MySQL only"),
            }),
        }),
        dbProxyName: proxyName,
    },
    rules: poolFailures,
    id: ({ inputs }) => inputs.dbProxyName as string,
    outputs: {
        arn: once(PROXY_TARGET_GROUP, "arn", (draft) =>
            arn(draft, "rds", `target-group:prx-tg-${randomId(17)}`),
        ),
        connectionPoolConfig: ({ inputs }) => ({
            ...POOL,
            ...objectOf(inputs.connectionPoolConfig),
        }),
        name: () => "default",
    },
};

/** The cluster behind a proxy. */
export const proxyTarget: Model = {
    type: PROXY_TARGET,
    untaggable: true,
    fields: {
        dbClusterIdentifier: str({ replaces: true, refersTo: { type: CLUSTER, by: "id" } }),
        dbInstanceIdentifier: str({
            replaces: true,
            check: () => "is for databases that are not Aurora; give dbClusterIdentifier",
        }),
        dbProxyName: proxyName,
        targetGroupName: str({ required: true, replaces: true, check: oneOf("default") }),
    },
    rules: (inputs) => exactlyOne(inputs, "dbClusterIdentifier", "dbInstanceIdentifier"),
    id: ({ inputs }) =>
        `${String(inputs.dbProxyName)}/default/TRACKED_CLUSTER/${String(inputs.dbClusterIdentifier)}`,
    outputs: {
        endpoint: (draft) => clusterOf(draft)?.outputs.endpoint,
        port: (draft) => clusterOf(draft)?.outputs.port,
        rdsResourceId: ({ inputs }) => inputs.dbClusterIdentifier,
        targetArn: (draft) => clusterOf(draft)?.outputs.arn,
        trackedClusterId: () => "",
        type: () => "TRACKED_CLUSTER",
    },
    onCreate: checkTarget,
};

function poolFailures(inputs: Props): Failure[] {
    const pool = objectOf(inputs.connectionPoolConfig) ?? {};
    const max = numberOf(pool.maxConnectionsPercent) ?? POOL.maxConnectionsPercent;
    const idle = numberOf(pool.maxIdleConnectionsPercent) ?? POOL.maxIdleConnectionsPercent;
    return broken([
        isGiven(pool, "maxConnectionsPercent") && idle > max,
        "connectionPoolConfig.maxIdleConnectionsPercent",
        `must not be above maxConnectionsPercent (${max}), got ${idle}` +
            (isGiven(pool, "maxIdleConnectionsPercent") ? "" : ", the provider's default"),
    ]);
}

function clusterOf({ account, inputs }: Draft): Entry | undefined {
    return account.get(CLUSTER, String(inputs.dbClusterIdentifier));
}

function checkTarget(draft: Draft): void {
    const { account, inputs } = draft;
    const proxy = account.get(PROXY, inputs.dbProxyName as string);
    const cluster = clusterOf(draft);
    const rival = account
        .all(PROXY_TARGET)
        .find(({ inputs: other }) => other.dbProxyName === inputs.dbProxyName);
    if (rival !== undefined) {
        throw new AwsError(
            "DBProxyTargetAlreadyRegisteredFault",
            `${String(inputs.dbProxyName)} has a target already, ${rival.id}`,
        );
    }
    if (cluster === undefined || membersOf({ account, id: cluster.id }).length === 0) {
        throw new AwsError(
            "InvalidDBClusterStateFault",
            `dbClusterIdentifier: ${String(inputs.dbClusterIdentifier)} has no instance yet; ` +
                "create one first (dependsOn)",
        );
    }
    const group = account.get(SUBNET_GROUP, String(cluster.outputs.dbSubnetGroupName));
    const [subnet = ""] = (proxy?.inputs.vpcSubnetIds ?? []) as string[];
    const vpc = account.get("aws:ec2/subnet:Subnet", subnet)?.outputs.vpcId;
    if (group?.outputs.vpcId !== vpc) {
        throw new AwsError(
            "InvalidVPCNetworkStateFault",
            `dbClusterIdentifier: ${cluster.id} is in another VPC than the proxy`,
        );
    }
    if (
        proxy?.outputs.defaultAuthScheme === "IAM_AUTH" &&
        cluster.inputs.iamDatabaseAuthenticationEnabled !== true
    ) {
        throw new AwsError(
            "InvalidDBClusterStateFault",
            `dbClusterIdentifier: the proxy logs in by IAM, for which ${cluster.id} needs ` +
                "iamDatabaseAuthenticationEnabled: true",
        );
    }
}
