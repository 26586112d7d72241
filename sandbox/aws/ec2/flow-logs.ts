import type { Account } from "../../cloud/account";
import { AwsError, bool, matching, type Model, num, obj, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { isUnknown } from "../../provider/unknown";
import { ROLE } from "../iam/roles";
import { LOG_GROUP } from "../logs";
import { arn } from "../shared/arn";
import { assumableRole } from "../shared/references";
import { exactlyOne, isGiven } from "../shared/rules";
import { newId } from "./ids";
import * as ec2 from "./types";

const SERVICE = "vpc-flow-logs.amazonaws.com";
const TO_LOGS = "cloud-watch-logs";

const flowLog: Model = {
    type: ec2.FLOW_LOG,
    fields: {
        vpcId: ec2.idOf(ec2.VPC, { replaces: true }),
        subnetId: ec2.idOf(ec2.SUBNET, { replaces: true }),
        eniId: str({ replaces: true }),
        trafficType: str({
            required: true,
            replaces: true,
            check: oneOf("ACCEPT", "REJECT", "ALL"),
        }),
        logDestination: str({
            required: true,
            replaces: true,
            check: matching(/^arn:/, "the ARN of a log group or bucket"),
        }),
        logDestinationType: str({
            default: TO_LOGS,
            replaces: true,
            check: oneOf(TO_LOGS, "s3"),
        }),
        iamRoleArn: str({ replaces: true, refersTo: { type: ROLE, by: "arn" } }),
        logFormat: str({
            replaces: true,
            check: knownFields,
        }),
        maxAggregationInterval: num({ default: 600, replaces: true, check: oneOf(60, 600) }),
        destinationOptions: obj(
            {
                fileFormat: str({ check: oneOf("plain-text", "parquet") }),
                hiveCompatiblePartitions: bool(),
                perHourPartition: bool(),
            },
            { replaces: true },
        ),
    },
    rules: (inputs) => [
        ...exactlyOne(inputs, "vpcId", "subnetId", "eniId"),
        ...destinationRules(inputs),
    ],
    id: () => newId("fl"),
    outputs: {
        arn: (draft) => arn(draft, "ec2", `vpc-flow-log/${draft.id}`),
        logFormat: ({ inputs }) => inputs.logFormat ?? DEFAULT_FORMAT,
    },
    onCreate: (draft) => {
        const { account, inputs } = draft;
        const { logDestination, logDestinationType } = inputs as Record<string, string>;
        if (logDestinationType === "s3") {
            refuseMissing(
                account,
                "aws:s3/bucket:Bucket",
                /^[^/]+/.exec(logDestination ?? "")?.[0],
            );
            return;
        }
        refuseMissing(account, LOG_GROUP, logDestination?.replace(/:\*$/, ""));
        assumableRole(draft, "iamRoleArn", SERVICE, "InvalidParameterValue");
    },
};

/** What a record holds where the program names no fields. */
const DEFAULT_FIELDS =
    "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status".split(
        " ",
    );

const DEFAULT_FORMAT = DEFAULT_FIELDS.map((field) => `\${${field}}`).join(" ");

/** Fields of later versions of the format, without those of ECS. */
const MORE_FIELDS = [
    "vpc-id",
    "subnet-id",
    "instance-id",
    "tcp-flags",
    "type",
    "pkt-srcaddr",
    "pkt-dstaddr",
    "region",
    "az-id",
    "sublocation-type",
    "sublocation-id",
    "pkt-src-aws-service",
    "pkt-dst-aws-service",
    "flow-direction",
    "traffic-path",
    "reject-reason",
    "resource-id",
    "encryption-status",
];

function knownFields(format: string): string | undefined {
    const form = matching(
        /^\$\{[a-z0-9-]+\}( \$\{[a-z0-9-]+\})*$/,
        'fields such as "${version} ${srcaddr}", one space between them',
    )(format);
    const fields = [...format.matchAll(/[a-z0-9-]+/g)].map(([field]) => field);
    const unknown = fields.filter((field) => ![...DEFAULT_FIELDS, ...MORE_FIELDS].includes(field));
    return form ?? (unknown.length > 0 ? `has no field ${unknown.join(", ")}` : undefined);
}

function destinationRules(inputs: Props): Failure[] {
    if (isUnknown(inputs.logDestinationType)) {
        return [];
    }
    const isToLogs = inputs.logDestinationType === TO_LOGS;
    const found: Failure[] = [];
    if (isToLogs !== isGiven(inputs, "iamRoleArn")) {
        const reason = isToLogs
            ? `is required for logDestinationType "${TO_LOGS}"`
            : 'cannot be given for logDestinationType "s3", where the bucket policy decides';
        found.push({ property: "iamRoleArn", reason });
    }
    if (isToLogs && isGiven(inputs, "destinationOptions")) {
        const reason = 'is for logDestinationType "s3" only';
        found.push({ property: "destinationOptions", reason });
    }
    return found;
}

function refuseMissing(account: Account, type: string, found: string | undefined): void {
    if (account.find(type, "arn", found) === undefined) {
        throw new AwsError("InvalidParameterValue", `logDestination ${found} does not exist`);
    }
}

export const flowLogModels: readonly Model[] = [flowLog];
