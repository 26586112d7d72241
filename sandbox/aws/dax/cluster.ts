import {
    AwsError,
    between,
    bool,
    type Draft,
    type Model,
    num,
    obj,
    oneOf,
    set,
    str,
} from "../../cloud/model";
import { arn } from "../shared/arn";
import { stableId } from "../shared/ids";
import { given } from "../shared/outputs";
import { assumableRole, securityGroupsIn, vpcOf, zonesOf } from "../shared/references";
import { broken, hasRepetition, numberOf } from "../shared/rules";
import { weekly } from "../shared/windows";
import { TOPIC } from "../sns/types";
import { refusePowerlessRole } from "./role";
import { DAX_CLUSTER, PARAMETER_GROUP, SUBNET_GROUP } from "./types";

const DEFAULT_PARAMETERS = "default.dax1.0";

/** Where DAX is, as AWS's rules for Config have it. */
const REGIONS = [
    ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "sa-east-1"],
    ...["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"],
    ...["ap-south-1", "ap-northeast-1", "ap-southeast-1", "ap-southeast-2"],
];

/** Node types: the sizes of each family. */
const NODES: Readonly<Record<string, readonly string[]>> = {
    t2: ["small", "medium"],
    t3: ["small", "medium"],
    r4: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"],
    r5: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"],
    r7i: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"],
};

const clusterName = (value: string): string | undefined =>
    /^[a-z][a-z0-9-]{0,19}$/.test(value) && !value.includes("--") && !value.endsWith("-")
        ? undefined
        : "must be 1 to 20 lowercase letters, digits and hyphens, start with a letter, " +
          `have no two hyphens in a row and not end in one, got "${value}"`;

const nodeType = (value: string): string | undefined => {
    const [, family = "", size = ""] = /^dax\.(\w+)\.(\w+)$/.exec(value) ?? [];
    return NODES[family]?.includes(size) === true
        ? undefined
        : `DAX has no node type "${value}"; it has sizes of ` +
              Object.keys(NODES)
                  .map((name) => `dax.${name}`)
                  .join(", ");
};

/** A cluster of DAX nodes. It is judged; nothing listens behind its names. */
export const cluster: Model = {
    type: DAX_CLUSTER,
    fields: {
        availabilityZones: set(str(), { replaces: true }),
        clusterEndpointEncryptionType: {
            ...str({ replaces: true, check: oneOf("NONE", "TLS") }),
            compared: (type?: string) => type ?? "NONE",
        },
        clusterName: str({ required: true, replaces: true, check: clusterName }),
        description: str(),
        iamRoleArn: str({ required: true, replaces: true }),
        maintenanceWindow: str({ keeps: true, check: weekly(60) }),
        nodeType: str({ required: true, replaces: true, check: nodeType }),
        notificationTopicArn: str(),
        parameterGroupName: str({ keeps: true }),
        replicationFactor: num({ required: true, check: between(1, 11) }),
        securityGroupIds: set(str(), { keeps: true }),
        serverSideEncryption: obj(
            { enabled: bool({ replaces: true }) },
            { replaces: true, keeps: true },
        ),
        subnetGroupName: str({ replaces: true, keeps: true }),
    },
    rules: ({ availabilityZones: zones, replicationFactor }) => {
        const nodes = numberOf(replicationFactor);
        return !Array.isArray(zones)
            ? []
            : broken(
                  [
                      nodes !== undefined && zones.length !== nodes,
                      "availabilityZones",
                      `must have as many entries as there are nodes (replicationFactor ` +
                          `${nodes ?? ""}), got ${zones.length}`,
                  ],
                  [
                      hasRepetition(zones),
                      "availabilityZones",
                      "names a zone twice, which the provider takes for one; leave it out and " +
                          "DAX spreads the nodes",
                  ],
              );
    },
    id: ({ inputs }) => inputs.clusterName as string,
    outputs: {
        arn: (draft) => arn(draft, "dax", `cache/${draft.id}`),
        clusterAddress: hostname,
        clusterEndpointEncryptionType: given("clusterEndpointEncryptionType", () => "NONE"),
        configurationEndpoint: (draft) => `${hostname(draft)}:${portOf(draft)}`,
        maintenanceWindow: given("maintenanceWindow", () => "sun:23:00-mon:01:00"),
        nodes: (draft) =>
            Array.from({ length: draft.inputs.replicationFactor as number }, (_, i) => {
                const zones = zonesOfCluster(draft);
                const id = `${draft.id}-${String.fromCharCode(97 + i)}`;
                return {
                    id,
                    address: `${id}.${hostname(draft).split(".").slice(1).join(".")}`,
                    availabilityZone: zones[i % zones.length],
                    port: portOf(draft),
                };
            }),
        parameterGroupName: given("parameterGroupName", () => DEFAULT_PARAMETERS),
        port: portOf,
        securityGroupIds: given("securityGroupIds", () => []),
    },
    refuse: checkUsed,
};

/** Makes sure that everything that the cluster uses is there and fits. */
function checkUsed(draft: Draft): void {
    if (!REGIONS.includes(draft.region)) {
        throw new AwsError(
            "UnknownEndpoint",
            `there is no DAX in ${draft.region}; it is in ${REGIONS.join(", ")}`,
        );
    }
    const topic = draft.inputs.notificationTopicArn;
    if (typeof topic === "string" && draft.account.get(TOPIC, topic) === undefined) {
        throw new AwsError(
            "InvalidParameterValueException",
            `notificationTopicArn: there is no topic ${topic}`,
        );
    }
    assumableRole(draft, "iamRoleArn", "dax.amazonaws.com", "InvalidParameterValueException");
    refusePowerlessRole(draft);
    const group = subnetGroupOf(draft);
    if (group === undefined) {
        throw new AwsError(
            "SubnetGroupNotFoundFault",
            `subnetGroupName: there is no ${(draft.inputs.subnetGroupName as string | undefined) ?? "default group, because the account has no default VPC"}`,
        );
    }
    securityGroupsIn(draft, "securityGroupIds", vpcOf(group), "InvalidParameterValueException");
    const parameters = draft.inputs.parameterGroupName;
    if (
        typeof parameters === "string" &&
        parameters !== DEFAULT_PARAMETERS &&
        draft.account.get(PARAMETER_GROUP, parameters) === undefined
    ) {
        throw new AwsError(
            "ParameterGroupNotFoundFault",
            `parameterGroupName: there is no ${parameters}`,
        );
    }
    const zones = (draft.inputs.availabilityZones ?? []) as string[];
    const covered = zonesOfCluster(draft);
    const outside = zones.find((zone) => !covered.includes(zone));
    if (outside !== undefined) {
        throw new AwsError(
            "InvalidParameterCombinationException",
            `availabilityZones: the subnet group has no subnet in ${outside}`,
        );
    }
}

function subnetGroupOf({ account, inputs }: Draft) {
    return account.get(SUBNET_GROUP, (inputs.subnetGroupName ?? "default") as string);
}

function zonesOfCluster(draft: Draft): string[] {
    const ids = (subnetGroupOf(draft)?.inputs.subnetIds ?? []) as string[];
    return zonesOf(ids.flatMap((id) => draft.account.get("aws:ec2/subnet:Subnet", id) ?? []));
}

function portOf({ inputs }: Draft): number {
    return inputs.clusterEndpointEncryptionType === "TLS" ? 9111 : 8111;
}

function hostname({ account, region, id }: Draft): string {
    return `${id}.${stableId(`${account.accountId} ${region}`, 6)}.dax-clusters.${region}.amazonaws.com`;
}
