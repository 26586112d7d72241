import { z } from "zod";
import { parseCidr } from "../../infra/cidr";
import { ENGINE_VERSIONS } from "../../infra/aurora/engine-versions";
import { fullClassName, isInstanceClass } from "../../infra/aurora/instance-classes";
import { TUNINGS } from "../../infra/aurora/parameters";
import { LOG_RETENTION_DAYS } from "../../infra/logs";
import { isAllowableDomain } from "../../infra/network/allowable-domain";
import { ENDPOINT_SERVICES } from "../../infra/network/endpoint-services";
import { dailyWindow, weeklyWindow } from "../../infra/windows";
import { ENVIRONMENTS } from "./environments";

/** A value that passes `valid`, or the advice that `allowed` gives. */
const text = (valid: (value: string) => boolean, allowed: string) =>
    z.string({ error: `must be ${allowed}` }).refine(valid, { error: `must be ${allowed}` });

const days = (low: number, high: number) => {
    const error = `must be a whole number of days from ${low} to ${high}`;
    return z.int({ error }).min(low, { error }).max(high, { error });
};

const cidr = text((value) => {
    try {
        parseCidr(value);
        return true;
    } catch {
        return false;
    }
}, "an IPv4 range at its own boundary, such as 10.0.0.0/16");

const logRetentionDays = z.literal(LOG_RETENTION_DAYS, {
    error: `must be a retention that CloudWatch Logs knows: ${LOG_RETENTION_DAYS.join(", ")} days`,
});

const window = (
    span: (text: string) => { minutes: number } | undefined,
    allowed: string,
    least: number,
) =>
    text(
        (value) => (span(value)?.minutes ?? 0) >= least,
        `${allowed}, in UTC, of at least ${least} minutes`,
    );
const weekly = (least: number) =>
    window(weeklyWindow, "a weekly window such as sun:04:00-sun:05:00", least);

const region = text(
    (value) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(value),
    "an AWS region such as eu-west-1",
);

const choice = <const T extends readonly string[]>(allowed: T) =>
    z.enum(allowed, { error: `must be one of ${allowed.join(", ")}` });

const PORT = "must be a port from 1 to 65535";
const port = z.int({ error: PORT }).min(1, { error: PORT }).max(65535, { error: PORT });

/** A port whose range is judged with the flow it is of, together with what else is wrong there. */
const flowPort = z.number({ error: PORT });

/** Without quotes YAML takes a day for a point in time, and Pulumi writes that as Go does. */
const plainDay = (text: string) => text.replace(/ 00:00:00 \+0000 UTC$/, "");

/** Any text but none. */
const words = (allowed: string) => text((value) => value.trim() !== "", allowed);

/** File with the CA certificates that the cluster's one is checked against. */
const caFile = text((file) => file !== "", "the file with RDS's CA certificates");

const flag = z.boolean({ error: "must be true or false" });

const instances = "a whole number of instances from 1 to 16";
const nodes = "1, or from 3 to 10: two nodes have no majority";

/** Every key that `Pulumi.<env>.yaml` may have under `pii:`. Absent ones get their defaults later. */
export const PII_SCHEMA = z.strictObject({
    /** Kind of the environment. @default the stack's name, where it is one of the kinds */
    environment: choice(ENVIRONMENTS),
    /** One stack for everything, or one per layer; fixed for the life of the environment. */
    layout: choice(["whole", "layered"]).optional(),
    /** Organization whose principals and resources the endpoints serve, not this account's alone. */
    organizationId: text(
        (value) => /^o-[a-z0-9]{10,32}$/.test(value),
        "the id of an organization, such as o-a1b2c3d4e5",
    ).optional(),
    /** Regions where personal data may be kept. */
    residency: z
        .array(region, { error: "must be a list of AWS regions, such as [eu-west-1]" })
        .min(1, { error: "must name at least one AWS region, such as [eu-west-1]" }),
    /** Deletion protection of cluster and tables, and Pulumi's `protect` on all that holds data. */
    deletionProtection: flag.optional(),
    /** Lets `deletionProtection: false` stand in prod, as the first step of taking it down. */
    unsafeAllowProdDeletion: flag.optional(),
    keys: z
        .strictObject({
            /** How long a key awaits its deletion. Without it, what it encrypted is lost. */
            deletionWindowDays: days(7, 30).optional(),
            rotationDays: days(90, 2560).optional(),
        })
        .optional(),
    network: z.strictObject({
        /** Range of the VPC. A change replaces the whole network. */
        cidrBlock: cidr,
        /** Availability zones by name; at least two, because Aurora wants them. */
        availabilityZones: z
            .array(z.string(), { error: "must be a list of availability zones" })
            .min(2, { error: "must name at least two availability zones" }),
        /** IPAM pool that `cidrBlock` is taken from and entered in. */
        ipamPoolId: text(
            (value) => /^ipam-pool-[0-9a-f]{8,17}$/.test(value),
            "the id of an IPAM pool, such as ipam-pool-0123456789abcdef0",
        ).optional(),
        /** Ranges of the organization, VPNs and peers, which the VPC may not overlap. */
        reservedCidrBlocks: z.array(cidr).optional(),
        /** Egress over IPv4, and no ingress: through one NAT gateway, or one per zone. */
        nat: choice(["none", "single", "perZone"]).optional(),
        /**
         * A way out over IPv6 alone, and none in: free, and without a NAT gateway. It can be switched
         * on, but not off: AWS refuses to take the VPC's /56 and the subnets' /64 away in use.
         */
        ipv6Egress: flag.optional(),
        /** Peers of your own by name, such as further applications, and the tier that each is in. */
        peers: z
            .record(z.string(), choice(["private", "isolated"]), {
                error: "must name peers and the tier of each, such as { reporting: private }",
            })
            .optional(),
        /** Connections beside those that the platform itself allows. */
        flows: z
            .array(
                z.strictObject(
                    {
                        from: words("the peer that opens the connection, such as app"),
                        to: words("the peer, gateway (s3, dynamodb) or internet, that is reached"),
                        port: flowPort,
                        why: words("the reason for it"),
                    },
                    { error: "must have from, to, port and why" },
                ),
                { error: "must be a list of connections, each with from, to, port and why" },
            )
            .optional(),
        /** Ranges of the organization and its VPNs that may enter, each until a day. */
        allowedCidrs: z
            .array(
                z.strictObject(
                    {
                        cidr: words("an IPv4 or IPv6 range, such as 10.200.0.0/24"),
                        to: words("the peer that may be reached from it, such as app"),
                        port: flowPort,
                        reason: words("the reason for it"),
                        until: words("the last day of it, such as 2030-12-31").transform(plainDay),
                    },
                    { error: "must have cidr, to, port, reason and until" },
                ),
                { error: "must be a list of ranges, each with cidr, to, port, reason and until" },
            )
            .optional(),
        /** Services to reach privately beside those that the platform itself calls. */
        extraEndpoints: z
            .array(choice(ENDPOINT_SERVICES), {
                error: `must be a list of services: ${ENDPOINT_SERVICES.join(", ")}`,
            })
            .optional(),
        /** Where the flow logs go: CloudWatch Logs, or a bucket as Parquet. */
        flowLogs: choice(["cloudwatch", "s3"]).optional(),
        logRetentionDays: logRetentionDays.optional(),
        /** What DNS may ask: anything, nothing that looks like a tunnel, or AWS and what is listed. */
        dnsFirewall: choice(["off", "threats", "allowList"]).optional(),
        /** Names that `dnsFirewall: allowList` lets through beside AWS's APIs and the VPC. */
        dnsAllowedDomains: z
            .array(
                text(
                    isAllowableDomain,
                    "a domain of two or more labels, or all below one, such as *.example.com",
                ),
                { error: "must be a list of domains, such as [*.example.com]" },
            )
            .optional(),
        /** Blocks internet gateways in every VPC of the account and region, not in this one alone. */
        accountWideBlockPublicAccess: choice(["off", "ingress", "bidirectional"]).optional(),
        /**
         * Watches, or enforces, that traffic inside the VPC is encrypted by the hardware. Under
         * `enforce` what `allowedCidrs` lets in must come by a transit gateway, not a VPN gateway,
         * and functions of Lambda cannot be in the VPC unless they are excluded by hand.
         */
        encryptionControl: choice(["off", "monitor", "enforce"]).optional(),
        /** A host (bastion) without any open port, through which Session Manager forwards. */
        wayIn: choice(["none", "host"]).optional(),
    }),
    aurora: z
        .strictObject({
            engineVersion: text(
                (value) => ENGINE_VERSIONS.some(({ version }) => version === value),
                `a version that AWS offers: ${ENGINE_VERSIONS.map((v) => v.version).join(", ")}`,
            ).optional(),
            instanceClass: z
                .string()
                .transform(fullClassName)
                .refine(isInstanceClass, {
                    error: "must be a class of Aurora PostgreSQL, such as db.t4g.medium or db.r7g.large",
                })
                .optional(),
            instances: z
                .int({ error: `must be ${instances}` })
                .min(1, { error: `must be ${instances}` })
                .max(16, { error: `must be ${instances}` })
                .optional(),
            /** Makes changes that restart the database at once, not in the maintenance window. */
            applyImmediately: flag.optional(),
            /** Spreads new instances over the availability zones. */
            multiAz: flag.optional(),
            /** Fixed for the life of the cluster. */
            subnetTier: choice(["private", "isolated"]).optional(),
            tuning: choice(TUNINGS).optional(),
            databaseName: text(
                (value) => /^[a-z][a-z0-9_]{0,62}$/.test(value),
                "1 to 63 lower-case letters, digits and underscores, a letter first",
            ).optional(),
            backupRetentionDays: days(1, 35).optional(),
            backupWindow: window(dailyWindow, "a daily window such as 03:00-04:00", 30).optional(),
            maintenanceWindow: weekly(30).optional(),
            logRetentionDays: logRetentionDays.optional(),
        })
        .optional(),
    dynamodb: z
        .strictObject({
            recoveryDays: days(1, 35).optional(),
            daxNodes: z
                .int({ error: `must be ${nodes}` })
                .refine((n) => n === 1 || (n >= 3 && n <= 10), { error: `must be ${nodes}` })
                .optional(),
            daxNodeType: text(
                (value) => /^dax\.(t[23]\.(small|medium)|(r4|r5|r7i)\.\d*x?large)$/.test(value),
                "a DAX node type, such as dax.t3.small or dax.r5.large",
            ).optional(),
            daxMaintenanceWindow: weekly(60).optional(),
        })
        .optional(),
    database: z
        .discriminatedUnion(
            "connection",
            [
                /** No path into the VPC from here: the database layer waits. */
                z.strictObject({ connection: z.literal("none") }),
                /** From inside the VPC, or over a VPN: straight to the cluster's endpoint. */
                z.strictObject({ connection: z.literal("direct"), caFile }),
                /** Through a tunnel, such as SSM port forwarding, that ends on this machine. */
                z.strictObject({
                    connection: z.literal("tunnel"),
                    host: text((host) => host !== "", "the tunnel's end, such as 127.0.0.1"),
                    port,
                    caFile,
                }),
            ],
            { error: "connection must be one of none, direct, tunnel" },
        )
        .optional(),
    guardrails: z.strictObject({ logRetentionDays: logRetentionDays.optional() }).optional(),
});

/** What the `aws:` keys must say. */
export const AWS_SCHEMA = z.object({
    region,
    allowedAccountIds: z
        .array(
            text((id) => /^\d{12}$/.test(id), 'an account id of 12 digits, quoted: "111122223333"'),
            { error: 'must be a list of account ids, such as ["111122223333"]' },
        )
        .min(1, { error: "must name the accounts that this environment may be deployed to" }),
});
