import { AwsError, type Draft } from "../../cloud/model";
import { LOG_GROUP } from "../logs";
import { QUEUE } from "../sqs/types";
import { TOPIC } from "../sns/types";
import { arn } from "../shared/arn";
import { partsOf } from "../shared/forms";
import { securityGroupsIn, subnetsOf, vpcOf } from "../shared/references";
import { roleMay } from "../shared/role-permissions";
import { objectOf } from "../shared/rules";
import { findFunction } from "./invocation";

const CODE = "InvalidParameterValueException";

/** The function is in subnets and security groups of one VPC, and its role may plug it in there. */
export function refuseUnplugged(draft: Draft): void {
    const vpc = objectOf(draft.inputs.vpcConfig) as
        { subnetIds: string[]; securityGroupIds: string[] } | undefined;
    if (vpc === undefined || vpc.subnetIds.length === 0) {
        return;
    }
    const within: Draft = { ...draft, inputs: { ...vpc } };
    const [subnet] = subnetsOf(within, 1, CODE);
    securityGroupsIn(within, "securityGroupIds", subnet && vpcOf(subnet), CODE);
    const ec2 = (resource: string) => arn(draft, "ec2", resource);
    // Lambda asks about the interfaces to come, which nobody can name yet.
    const needed = [
        ["CreateNetworkInterface", ec2("network-interface/*")],
        ["CreateNetworkInterface", ec2(`subnet/${vpc.subnetIds[0]}`)],
        ["DescribeNetworkInterfaces", "*"],
        ["DeleteNetworkInterface", ec2("*/*")],
    ] as const;
    for (const [call, resource] of needed) {
        refuseUnless(draft, "EC2", `ec2:${call}`, resource);
    }
}

/** Where failed events go exists, and the role may send there. */
export function refuseUndelivered(draft: Draft, target: unknown, role = draft.inputs.role): void {
    if (typeof target !== "string") {
        return;
    }
    const { service } = partsOf(target);
    const kinds: Readonly<Record<string, readonly [found: unknown, action: string]>> = {
        sqs: [draft.account.find(QUEUE, "arn", target), "sqs:SendMessage"],
        sns: [draft.account.find(TOPIC, "arn", target), "sns:Publish"],
        lambda: [findFunction(draft.account, target), "lambda:InvokeFunction"],
    };
    const [found, action = ""] = kinds[service] ?? [];
    if (found === undefined) {
        throw new AwsError(CODE, `the target ${target} does not exist`);
    }
    refuseUnless({ ...draft, inputs: { role } }, service.toUpperCase(), action, target);
}

/** A traced function may hand over its traces. */
export function refuseUntraced(draft: Draft): void {
    if (objectOf(draft.inputs.tracingConfig)?.mode === "Active") {
        refuseUnless(draft, "XRAY", "xray:PutTraceSegments", "*");
    }
}

/**
 * The log group is there and the role may write to it. Stricter than AWS on purpose: there the logs
 * are lost, or go to a group that Lambda makes, without key and retention.
 */
export function refuseUnlogged(draft: Draft, group: string): void {
    if (draft.account.get(LOG_GROUP, group) === undefined) {
        throw new AwsError(
            "UnownedLogGroup",
            `the log group ${group} does not exist, so that Lambda would make it without key and ` +
                "retention; make it first, and let the function depend on it",
        );
    }
    const stream = arn(draft, "logs", `log-group:${group}:log-stream:2027/01/31/[$LATEST]0`);
    for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
        if (!roleMay(draft.account, draft.inputs.role as string, { action, resource: stream })) {
            throw new AwsError(
                "UnwritableLogGroup",
                `role: its policies do not let the function do ${action} in ${group}, so that ` +
                    "its logs would be lost",
            );
        }
    }
}

function refuseUnless(draft: Draft, service: string, action: string, resource: string): void {
    if (!roleMay(draft.account, draft.inputs.role as string, { action, resource })) {
        throw new AwsError(
            CODE,
            "The provided execution role does not have permissions to call " +
                `${action.split(":")[1]} on ${service} (${resource}); let the function depend on ` +
                "the role's policies",
        );
    }
}
