/**
 * What AWS takes for what stands there, used or not. List prices: on demand, without free tiers,
 * discounts and taxes. Each is what AWS's page behind it said when it was noted, by hand, from public
 * copies of those pages and from memory: AWS may have changed it since, and other regions differ.
 * A price that could not be found twice is left out, and what needs it has no price.
 */
export const PRICE_TABLE = {
    region: "us-east-1",
    /** The day on which the prices were noted. Whoever changes one looks all of them up. */
    date: "2026-11-21",
    file: "review/costs/prices.ts",
} as const;

export interface Price {
    /** What one of it is, such as `NAT gateway`. */
    readonly what: string;
    readonly usd: number;
    readonly per: "hour" | "month";
    /** AWS's page that says so. */
    readonly source: string;
}

/** As many as AWS's own calculator takes. */
const HOURS_PER_MONTH = 730;

/** Of one, in USD. */
export function monthly({ usd, per }: Price): number {
    return per === "hour" ? usd * HOURS_PER_MONTH : usd;
}

const page = (path: string) => `https://aws.amazon.com/${path}/pricing/`;

const AURORA = page("rds/aurora");
const CLOUDWATCH = page("cloudwatch");
const PROXY = page("rds/proxy");
const VPC = page("vpc");

/** What has one price, whatever its size. */
export const PRICES = {
    natGateway: { what: "NAT gateway", usd: 0.045, per: "hour", source: VPC },
    endpoint: {
        what: "interface endpoint, in one zone",
        usd: 0.01,
        per: "hour",
        source: page("privatelink"),
    },
    publicAddress: { what: "public IPv4 address", usd: 0.005, per: "hour", source: VPC },
    firewallDomain: {
        what: "name on a list of the DNS firewall",
        usd: 0.0005,
        per: "month",
        source: page("route53"),
    },
    key: { what: "KMS key", usd: 1, per: "month", source: page("kms") },
    secret: { what: "secret", usd: 0.4, per: "month", source: page("secrets-manager") },
    advancedParameter: {
        what: "advanced parameter",
        usd: 0.05,
        per: "month",
        source: page("systems-manager"),
    },
    // As many as the cluster keeps at its least: the rest is by use.
    acu: { what: "Aurora capacity unit, kept", usd: 0.12, per: "hour", source: AURORA },
    proxyVcpu: { what: "RDS Proxy, for a vCPU", usd: 0.015, per: "hour", source: PROXY },
    proxyAcu: { what: "RDS Proxy, for a capacity unit", usd: 0.015, per: "hour", source: PROXY },
    insightsVcpu: {
        what: "advanced Database Insights, for a vCPU",
        usd: 0.0125,
        per: "hour",
        source: CLOUDWATCH,
    },
    insightsAcu: {
        what: "advanced Database Insights, for a capacity unit",
        usd: 0.003125,
        per: "hour",
        source: CLOUDWATCH,
    },
    // Of an activity stream: RDS adds more as it needs them.
    shard: {
        what: "Kinesis shard, the first",
        usd: 0.015,
        per: "hour",
        source: page("kinesis/data-streams"),
    },
    alarm: { what: "metric of an alarm", usd: 0.1, per: "month", source: CLOUDWATCH },
    compositeAlarm: { what: "composite alarm", usd: 0.5, per: "month", source: CLOUDWATCH },
    metric: { what: "metric counted from a log", usd: 0.3, per: "month", source: CLOUDWATCH },
    webAcl: { what: "web ACL", usd: 5, per: "month", source: page("waf") },
    webRule: { what: "rule of a web ACL", usd: 1, per: "month", source: page("waf") },
    dashboard: { what: "dashboard", usd: 3, per: "month", source: CLOUDWATCH },
} as const satisfies Readonly<Record<string, Price>>;

/** Instances of an I/O-optimized cluster cost so much more, and its I/O nothing. */
export const IO_OPTIMIZED = 1.3;

/** The proxy charges for so many at least. */
export const PROXY_LEAST = { Vcpu: 2, Acu: 8 } as const;

/** What is charged by class, in USD an hour. */
const CLASSES = {
    Aurora: {
        source: AURORA,
        usd: {
            "db.t3.medium": 0.082,
            "db.t3.large": 0.164,
            "db.t4g.medium": 0.073,
            "db.t4g.large": 0.146,
            "db.r5.large": 0.29,
            "db.r5.xlarge": 0.58,
            "db.r5.2xlarge": 1.16,
            "db.r5.4xlarge": 2.32,
            "db.r5.8xlarge": 4.64,
            "db.r5.12xlarge": 6.96,
            "db.r5.16xlarge": 9.28,
            "db.r5.24xlarge": 13.92,
            "db.r6g.large": 0.26,
            "db.r6g.xlarge": 0.519,
            "db.r6g.2xlarge": 1.038,
            "db.r6g.4xlarge": 2.076,
            "db.r6g.8xlarge": 4.153,
            "db.r6g.12xlarge": 6.229,
            "db.r6g.16xlarge": 8.306,
            "db.r7g.large": 0.276,
            "db.r7g.xlarge": 0.553,
            "db.r7g.2xlarge": 1.106,
            "db.r7g.4xlarge": 2.211,
            "db.r7g.8xlarge": 4.422,
            "db.r7g.12xlarge": 6.633,
            "db.r7g.16xlarge": 8.844,
        },
    },
    DAX: {
        source: page("dynamodb"),
        usd: {
            "dax.t3.small": 0.04,
            "dax.t3.medium": 0.08,
            "dax.r5.large": 0.255,
            "dax.r5.xlarge": 0.509,
            "dax.r5.2xlarge": 1.017,
            "dax.r5.4xlarge": 2.034,
            "dax.r5.8xlarge": 4.069,
        },
    },
    EC2: {
        source: page("ec2"),
        usd: {
            "t4g.nano": 0.0042,
            "t4g.micro": 0.0084,
            "t4g.small": 0.0168,
            "t4g.medium": 0.0336,
            "t4g.large": 0.0672,
        },
    },
} as const satisfies Readonly<
    Record<string, { readonly source: string; readonly usd: Readonly<Record<string, number>> }>
>;

/** Price of an instance or a node of the class; `undefined` when it is not in the table. */
export function classPrice(service: keyof typeof CLASSES, name: string): Price | undefined {
    const { source, usd }: { source: string; usd: Readonly<Record<string, number>> } =
        CLASSES[service];
    return Object.hasOwn(usd, name)
        ? { what: `${service} ${name}`, usd: usd[name] ?? Number.NaN, per: "hour", source }
        : undefined;
}
