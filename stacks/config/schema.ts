import { z } from "zod";
import { isAllowableDomain } from "../../infra/network/allowable-domain";
import { ENDPOINT_SERVICES } from "../../infra/network/endpoint-services";
import { ALARMS_SCHEMA } from "./alarms-schema";
import { AURORA_SCHEMA } from "./aurora-schema";
import { DYNAMODB_SCHEMA } from "./dynamodb-schema";
import { ENVIRONMENTS } from "./environments";
import { GUARDRAILS_SCHEMA } from "./guardrails-schema";
import {
    choice,
    cidr,
    days,
    flag,
    flowPort,
    logRetentionDays,
    plainDay,
    port,
    region,
    text,
    whole,
    words,
} from "./fields";

/** File with the CA certificates that the cluster's one is checked against. */
const caFile = text((file) => file !== "", "the file with RDS's CA certificates");

/** The way to the database, where there is one. */
const reached = {
    caFile,
    /** Whether a preview that cannot reach the database goes on with a warning. @default "warn" */
    unreachableAtPreview: choice(["warn", "fail"]).optional(),
    /** Another number makes another password for each role that logs in with one. @default 1 */
    passwordVersion: whole(1, 9999, "versions").optional(),
};

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
    /** Lets an update take back what `npm run emergency -- isolate` did, where its journal is lost. */
    unsafeUpdateWhileIsolated: flag.optional(),
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
    aurora: AURORA_SCHEMA.optional(),
    alarms: ALARMS_SCHEMA.optional(),
    backup: z
        .strictObject({
            /** Days that backups are kept, by how often they are taken. */
            keepDays: z
                .strictObject({
                    daily: days(1, 36_500).optional(),
                    weekly: days(1, 36_500).optional(),
                    monthly: days(1, 36_500).optional(),
                })
                .optional(),
            /** Shortest and longest time that the locked vault takes. */
            lockDays: z
                .strictObject(
                    { min: days(1, 36_500), max: days(1, 36_500) },
                    { error: "must have min and max, in days" },
                )
                .optional(),
            /** Region that every backup is copied to. */
            copyRegion: region.optional(),
            /** After fourteen days nobody, AWS included, can take the lock off or delete a backup. */
            complianceLockThatCanNeverBeUndone: flag.optional(),
        })
        .optional(),
    dynamodb: DYNAMODB_SCHEMA.optional(),
    database: z
        .discriminatedUnion(
            "connection",
            [
                /** No path into the VPC from here: the database layer waits. */
                z.strictObject({ connection: z.literal("none") }),
                /** From inside the VPC, or over a VPN: straight to the cluster's endpoint. */
                z.strictObject({ connection: z.literal("direct"), ...reached }),
                /** Through a tunnel, such as SSM port forwarding, that ends on this machine. */
                z.strictObject({
                    connection: z.literal("tunnel"),
                    host: text((host) => host !== "", "the tunnel's end, such as 127.0.0.1"),
                    port,
                    ...reached,
                }),
            ],
            { error: "connection must be one of none, direct, tunnel" },
        )
        .optional(),
    guardrails: GUARDRAILS_SCHEMA.optional(),
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
