import { field, ofType, text } from "../fields";
import type { Resource } from "../resource";
import { type Charge, charge, classCharge, type ChargeRule, meant, reference } from "./charge";
import { IO_OPTIMIZED, type Price, PRICES, PROXY_LEAST } from "./prices";

const CLUSTER = "aws:rds/cluster:Cluster";
const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";

/** The class whose capacity follows the load. */
const SERVERLESS = "db.serverless";

/** What the size of an instance is counted in. */
type Unit = "Vcpu" | "Acu";

interface Size {
    readonly unit: Unit;
    /** At its least; `undefined` when nobody can say. */
    readonly count: number | undefined;
}

const NOT_HERE = "the cluster is not among the resources, or not known before an update";

/** The secret that RDS keeps the master's password in. */
export const clusterCharges: ChargeRule = (cluster) =>
    field(cluster, "manageMasterUserPassword") === true ? [charge(PRICES.secret, 1)] : [];

/** An instance by its class or its least capacity, and its advanced insights. */
export const instanceCharges: ChargeRule = (instance, all) => {
    const className = classOf(instance);
    const cluster = clusterOf(instance, all);
    if (cluster === undefined) {
        return [{ what: `Aurora ${className}`, why: NOT_HERE }];
    }
    const isOptimized = text(cluster, "storageType") === "aurora-iopt1";
    const changed = isOptimized ? optimized : (price: Price) => price;
    const { unit, count } = sizeOf(instance, cluster);
    return [
        className === SERVERLESS
            ? charge(changed(PRICES.acu), count)
            : classCharge("Aurora", className, 1, changed),
        ...(text(cluster, "databaseInsightsMode") === "advanced"
            ? [charge(PRICES[`insights${unit}`], count)]
            : []),
    ];
};

/** A proxy by the size of all instances behind it. */
export const proxyCharges: ChargeRule = (proxy, all) => {
    const targets = ofType(all, "aws:rds/proxyTarget:ProxyTarget").filter(
        (target) => meant(target, reference(target, "dbProxyName"), [proxy], "name") === proxy,
    );
    const clusters = targets.map((target) =>
        meant(
            target,
            reference(target, "dbClusterIdentifier"),
            ofType(all, CLUSTER),
            "clusterIdentifier",
        ),
    );
    const sizes = clusters.flatMap((cluster) =>
        cluster === undefined
            ? []
            : ofType(all, INSTANCE)
                  .filter((instance) => clusterOf(instance, all) === cluster)
                  .map((instance) => sizeOf(instance, cluster)),
    );
    return sizes.length === 0
        ? [{ what: "RDS Proxy", why: NOT_HERE }]
        : (["Vcpu", "Acu"] as const).flatMap((unit) => proxyCharge(unit, sizes));
};

function proxyCharge(unit: Unit, sizes: readonly Size[]): Charge[] {
    const counts = sizes.filter((size) => size.unit === unit).map(({ count }) => count);
    const known = counts.filter((count) => count !== undefined);
    const price = PRICES[`proxy${unit}`];
    const sum = known.reduce((total, count) => total + count, 0);
    return [
        ...(known.length > 0 ? [charge(price, Math.max(sum, PROXY_LEAST[unit]))] : []),
        ...(known.length < counts.length ? [charge(price, undefined)] : []),
    ];
}

function optimized(price: Price): Price {
    return { ...price, what: `${price.what}, I/O-optimized`, usd: price.usd * IO_OPTIMIZED };
}

function classOf(instance: Resource): string {
    return text(instance, "instanceClass") ?? "of an unknown class";
}

function clusterOf(instance: Resource, all: readonly Resource[]): Resource | undefined {
    const id = reference(instance, "clusterIdentifier");
    return meant(instance, id, ofType(all, CLUSTER), "clusterIdentifier");
}

function sizeOf(instance: Resource, cluster: Resource): Size {
    if (classOf(instance) === SERVERLESS) {
        const range = field(cluster, "serverlessv2ScalingConfiguration");
        const { minCapacity } = (range ?? {}) as { minCapacity?: number };
        return { unit: "Acu", count: minCapacity };
    }
    return { unit: "Vcpu", count: vcpus(classOf(instance)) };
}

/** Aurora's classes have two vCPUs up to `large`, and four for each `x`. */
function vcpus(className: string): number | undefined {
    const [, times, size] = /\.(\d*)(medium|large|xlarge)$/.exec(className) ?? [];
    if (size === undefined) {
        return undefined;
    }
    return size === "xlarge" ? 4 * Number(times === "" ? 1 : times) : 2;
}
