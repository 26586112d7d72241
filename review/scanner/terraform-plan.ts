import { logicalName, type Resource } from "../resource";

/** A resource with what its properties were made from. */
export interface LinkedResource extends Resource {
    /** URNs of the resources that a property was made from, by property. */
    readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/** What scanners read as the JSON form of a Terraform plan, as far as they look at it. */
export interface TerraformPlan {
    readonly format_version: string;
    readonly terraform_version: string;
    readonly planned_values: { readonly root_module: { readonly resources: readonly Planned[] } };
    readonly resource_changes: readonly (Omit<Planned, "values"> & {
        readonly change: {
            readonly actions: readonly string[];
            readonly before: null;
            readonly after: unknown;
            readonly after_unknown: object;
        };
    })[];
    readonly configuration: { readonly root_module: { readonly resources: readonly object[] } };
}

interface Planned {
    readonly address: string;
    readonly mode: "managed";
    readonly type: string;
    readonly name: string;
    readonly values: Readonly<Record<string, unknown>>;
}

/** Where Terraform's name of a type is not `aws_<module>_<name>`: the module's part of it. */
const MODULES: Readonly<Record<string, string>> = {
    ec2: "aws",
    ebs: "aws_ebs",
    cfg: "aws_config",
};

/** Where it follows no pattern at all. */
const TYPES: Readonly<Record<string, string>> = {
    "aws:cfg/conformancePack:ConformancePack": "aws_config_conformance_pack",
    "aws:cfg/deliveryChannel:DeliveryChannel": "aws_config_delivery_channel",
    "aws:cfg/recorder:Recorder": "aws_config_configuration_recorder",
    "aws:cfg/recorderStatus:RecorderStatus": "aws_config_configuration_recorder_status",
    "aws:cloudtrail/trail:Trail": "aws_cloudtrail",
    "aws:rds/eventSubscription:EventSubscription": "aws_db_event_subscription",
    "aws:rds/instance:Instance": "aws_db_instance",
    "aws:rds/parameterGroup:ParameterGroup": "aws_db_parameter_group",
    "aws:rds/proxy:Proxy": "aws_db_proxy",
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": "aws_db_proxy_default_target_group",
    "aws:rds/proxyEndpoint:ProxyEndpoint": "aws_db_proxy_endpoint",
    "aws:rds/proxyTarget:ProxyTarget": "aws_db_proxy_target",
    "aws:rds/subnetGroup:SubnetGroup": "aws_db_subnet_group",
};

/** Objects whose keys are the user's, and no arguments: maps, where other objects are blocks. */
const MAPS = ["tags", "tagsAll", "variables", "dimensions", "inputTemplate", "inputPaths"];

/**
 * Resources of AWS in the form of a Terraform plan, for scanners that know no Pulumi: names of types and
 * arguments are Terraform's, blocks are lists, and references are what the state says each property
 * was made from. Lists of blocks stand under their singular name, which is Terraform's, and their plural.
 */
export function terraformPlan(resources: readonly LinkedResource[]): TerraformPlan {
    const converted = resources
        .filter(({ id, type }) => id !== undefined && type.startsWith("aws:"))
        .map((resource) => ({ resource, planned: planned(resource) }));
    const addresses = new Map(
        converted.map(({ resource, planned }) => [resource.urn, planned.address]),
    );
    return {
        format_version: "1.2",
        terraform_version: "1.9.0",
        planned_values: { root_module: { resources: converted.map(({ planned }) => planned) } },
        resource_changes: converted.map(({ planned: { values, ...identity } }) => ({
            ...identity,
            change: { actions: ["create"], before: null, after: values, after_unknown: {} },
        })),
        configuration: {
            root_module: {
                resources: converted.map(
                    ({ resource, planned: { address, mode, type, name } }) => ({
                        ...{ address, mode, type, name },
                        expressions: expressions(resource, addresses),
                    }),
                ),
            },
        },
    };
}

/** Terraform's name of a type, such as `aws_rds_cluster` for `aws:rds/cluster:Cluster`. */
export function terraformType(token: string): string {
    const [, path = "", name = ""] = token.split(":");
    const module = path.split("/")[0] ?? "";
    return TYPES[token] ?? `${MODULES[module] ?? `aws_${module}`}_${snake(name)}`;
}

function planned(resource: LinkedResource): Planned {
    const type = terraformType(resource.type);
    const name = logicalName(resource).replaceAll(/[^A-Za-z0-9_-]/g, "_");
    const values = block({ ...resource.inputs, ...resource.outputs, id: resource.id });
    return { address: `${type}.${name}`, mode: "managed", type, name, values };
}

function expressions(
    { propertyDependencies = {} }: LinkedResource,
    addresses: ReadonlyMap<string, string>,
): object {
    return Object.fromEntries(
        Object.entries(propertyDependencies).map(([property, urns]) => [
            snake(property),
            {
                references: (urns ?? []).flatMap((urn) => {
                    const address = addresses.get(urn);
                    return address === undefined ? [] : [`${address}.id`, address];
                }),
            },
        ]),
    );
}

function block(value: object): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
        Object.entries(value)
            .filter(([key]) => !key.startsWith("__"))
            .flatMap(([key, part]) => arguments_(key, part as unknown)),
    );
}

function arguments_(key: string, part: unknown): [string, unknown][] {
    const name = snake(key);
    if (MAPS.includes(key) || typeof part !== "object" || part === null) {
        return [[name, part]];
    }
    if (!Array.isArray(part)) {
        return [[name, [block(part)]]];
    }
    const list = part.map((one: unknown) =>
        typeof one === "object" && one !== null ? block(one) : one,
    );
    const blocks = list.length > 0 && list.every((one) => typeof one === "object");
    return blocks && singular(name) !== name
        ? [
              [singular(name), list],
              [name, list],
          ]
        : [[name, list]];
}

function singular(name: string): string {
    return name.replace(/ies$/, "y").replace(/([^s])s$/, "$1");
}

function snake(name: string): string {
    return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
