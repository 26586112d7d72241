import { field, ofType, text } from "../fields";
import type { Resource } from "../resource";
import { type Charge, charge, classCharge, type ChargeRule, meant } from "./charge";
import { clusterCharges, instanceCharges, proxyCharges } from "./databases";
import { type Price, PRICES } from "./prices";

/** One of it, whatever it is like. */
const one =
    (price: Price): ChargeRule =>
    () => [charge(price, 1)];

/** One for each entry in a list. */
const each =
    (price: Price, key: string): ChargeRule =>
    (resource) => [charge(price, length(resource, key))];

/** By type: `ec2/natGateway` of `aws:ec2/natGateway:NatGateway`. */
export const RULES: Readonly<Record<string, ChargeRule>> = {
    "autoscaling/group": groupCharges,
    "cloudwatch/compositeAlarm": one(PRICES.compositeAlarm),
    "cloudwatch/dashboard": one(PRICES.dashboard),
    "cloudwatch/logMetricFilter": one(PRICES.metric),
    "cloudwatch/metricAlarm": alarmCharges,
    "dax/cluster": (cluster) => [
        classCharge("DAX", text(cluster, "nodeType") ?? "?", field(cluster, "replicationFactor")),
    ],
    "dynamodb/table": (table) =>
        text(table, "billingMode") === "PAY_PER_REQUEST" ? [] : [unpriced("provisioned capacity")],
    "ec2/eip": one(PRICES.publicAddress),
    "ec2/natGateway": one(PRICES.natGateway),
    "ec2/vpcEncryptionControl": () => [unpriced("encryption control")],
    "ec2/vpcEndpoint": endpointCharges,
    "kinesis/stream": () => [unpriced("Kinesis stream")],
    "kms/key": one(PRICES.key),
    "kms/replicaKey": one(PRICES.key),
    "rds/cluster": clusterCharges,
    "rds/clusterActivityStream": one(PRICES.shard),
    "rds/clusterInstance": instanceCharges,
    "rds/proxy": proxyCharges,
    "rds/proxyEndpoint": each(PRICES.endpoint, "vpcSubnetIds"),
    "route53/resolverFirewallDomainList": each(PRICES.firewallDomain, "domains"),
    "secretsmanager/secret": (secret) => [
        charge(PRICES.secret, 1 + (length(secret, "replicas") ?? 0)),
    ],
    "ssm/parameter": (parameter) =>
        ["Standard", undefined].includes(text(parameter, "tier"))
            ? []
            : [charge(PRICES.advancedParameter, 1)],
    "wafv2/webAcl": (acl) => [
        charge(PRICES.webAcl, 1),
        charge(PRICES.webRule, length(acl, "rules")),
    ],
};

function endpointCharges(endpoint: Resource): Charge[] {
    const type = text(endpoint, "vpcEndpointType") ?? "Gateway";
    if (type === "Gateway") {
        return [];
    }
    return type === "Interface"
        ? [charge(PRICES.endpoint, length(endpoint, "subnetIds"))]
        : [unpriced(`${type} endpoint`)];
}

/** By the metrics that they look at, a minute at a time or longer; computing costs nothing more. */
function alarmCharges(alarm: Resource): Charge[] {
    const queries = field(alarm, "metricQueries");
    const metrics = Array.isArray(queries)
        ? queries.flatMap(({ metric }: { metric?: { period?: unknown } }) => metric ?? [])
        : [{ period: field(alarm, "period") }];
    return metrics.length > 0 &&
        metrics.every(({ period }) => typeof period === "number" && period >= 60)
        ? [charge(PRICES.alarm, metrics.length)]
        : [unpriced("alarm of seconds")];
}

function groupCharges(group: Resource, all: readonly Resource[]): Charge[] {
    const { id } = (field(group, "launchTemplate") ?? {}) as { id?: unknown };
    const templates = ofType(all, "aws:ec2/launchTemplate:LaunchTemplate");
    const template = meant(group, id, templates, "name");
    const type = template && text(template, "instanceType");
    return type === undefined
        ? [{ what: "EC2", why: "the launch template does not tell the type of the instances" }]
        : [classCharge("EC2", type, field(group, "desiredCapacity") ?? field(group, "minSize"))];
}

function unpriced(what: string): Charge {
    return { what, why: "its price is not in the table" };
}

/** Number of entries of a list, known or not; `undefined` when the list itself is not known. */
function length(resource: Resource, key: string): number | undefined {
    const value = field(resource, key);
    return Array.isArray(value) ? value.length : undefined;
}
