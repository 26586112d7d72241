interface Service {
    /**
     * What asks for the endpoint: every network, or one whose way in is a host with Session Manager.
     * Where it is missing, only the configuration does.
     */
    readonly neededBy?: "always" | "wayIn";
    /** Becomes a tag of the endpoint, so that whoever pays for it knows what it is for. */
    readonly why: string;
}

/**
 * Services that have an interface endpoint with private DNS and a policy of its own.
 *
 * DynamoDB is not here: its interface endpoint has no private DNS, and the gateway is free. Nor is
 * S3, for the gateway's sake, nor EC2, whose callers use images that are not their own.
 * Names as in `com.amazonaws.<region>.<name>`
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html).
 */
const SERVICES = {
    secretsmanager: { neededBy: "always", why: "logins of the database" },
    kms: { neededBy: "always", why: "applications encrypt fields with keys of their own" },
    logs: { neededBy: "always", why: "programs write their logs" },
    ssm: { neededBy: "always", why: "programs look up where databases, tables and caches are" },
    ssmmessages: { neededBy: "wayIn", why: "sessions and commands of administrators" },
    // The agent has needed only ssmmessages since 3.3.40.0, and every current image has a later one
    // (https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html).
    ec2messages: { why: "commands for agents of Systems Manager before 3.3.40.0" },
    sts: { why: "programs take other roles of ours" },
    monitoring: { why: "programs and the CloudWatch agent write metrics" },
    xray: { why: "programs write traces" },
    rds: { why: "programs describe and operate databases" },
    "rds-data": { why: "programs query by the Data API" },
    lambda: { why: "programs call functions" },
    states: { why: "programs start state machines" },
    sns: { why: "programs publish messages" },
    sqs: { why: "programs use queues" },
    events: { why: "programs publish events" },
    "ecr.api": { why: "containers find their images" },
    "ecr.dkr": { why: "containers fetch their images" },
    backup: { why: "programs start and watch backups" },
    cloudtrail: { why: "programs read the audit trail" },
    config: { why: "programs report and read compliance" },
    guardduty: { why: "programs read findings" },
} as const satisfies Record<string, Service>;

export type EndpointService = keyof typeof SERVICES;

/** Every service that can be asked for, in the order in which {@link platformServices} has them. */
export const ENDPOINT_SERVICES = Object.keys(SERVICES) as EndpointService[];

/**
 * The services that get an interface endpoint: each costs about 7 USD a month in every availability
 * zone, and 0.01 USD per GB.
 * @param extra what programs of the platform's users call in addition
 * @returns each once, in an order that depends on neither argument's
 */
export function platformServices(
    wayIn: "none" | "host",
    extra: readonly EndpointService[],
): EndpointService[] {
    return ENDPOINT_SERVICES.filter((service) => {
        const { neededBy }: Service = SERVICES[service];
        return (
            neededBy === "always" ||
            (neededBy === "wayIn" && wayIn === "host") ||
            extra.includes(service)
        );
    });
}

/** What the endpoint of `service` is for, in a few words. */
export function purposeOf(service: EndpointService): string {
    return SERVICES[service].why;
}
