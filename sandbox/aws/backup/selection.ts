import { randomUUID } from "node:crypto";
import { AwsError, bool, type Draft, list, map, type Model, oneOf, str } from "../../cloud/model";
import type { Failure, Props } from "../../provider/provider";
import { anyArn, partsOf } from "../shared/forms";
import { assumableRole } from "../shared/references";
import { roleMay } from "../shared/role-permissions";
import { broken, isGiven } from "../shared/rules";
import { PLAN, planName, SELECTION } from "./types";

const MAX_RESOURCES = 500;
const MAX_WILDCARDS = 30;

/** What the role needs for a resource, by the service in its ARN. */
const NEEDED: Readonly<Record<string, string>> = {
    rds: "rds:CreateDBClusterSnapshot",
    dynamodb: "dynamodb:CreateBackup",
};

const RESOURCE_TYPES = [
    ...["Aurora", "CloudFormation", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "EKS", "FSx"],
    ...["Neptune", "RDS", "Redshift", "Redshift Serverless", "S3", "SAP HANA on Amazon EC2"],
    ...["Storage Gateway", "Timestream", "VirtualMachine"],
];

const always = { replaces: true };

function resourceArn(value: string): string | undefined {
    return value === "*" || (value.startsWith("arn:") && !/\*./.test(value))
        ? undefined
        : `must be an ARN with "*" at its end or nowhere, or "*", got "${value}"`;
}

const resources = list(str({ check: resourceArn }), {
    ...always,
    check: (arns) => {
        const wild = arns.filter((arn) => typeof arn === "string" && arn.endsWith("*")).length;
        return arns.length > MAX_RESOURCES
            ? `must be at most ${MAX_RESOURCES}, got ${arns.length}`
            : wild > MAX_WILDCARDS
              ? `must have "*" in at most ${MAX_WILDCARDS}, got ${wild}`
              : undefined;
    },
});

const tests = list({
    key: str({
        required: true,
        check: (key) =>
            key.startsWith("aws:ResourceTag/")
                ? undefined
                : `must begin with "aws:ResourceTag/", got "${key}"`,
    }),
    value: str({ required: true }),
});

/** What a plan backs up, and as which role. */
const selection: Model = {
    type: SELECTION,
    untaggable: true,
    autoName: { field: "name", maxLength: 255 },
    fields: {
        conditions: list(
            {
                stringEquals: tests,
                stringLikes: tests,
                stringNotEquals: tests,
                stringNotLikes: tests,
            },
            always,
        ),
        iamRoleArn: str({ required: true, ...always, check: anyArn }),
        name: str({ ...always, check: planName }),
        notResources: resources,
        planId: str({ required: true, ...always, refersTo: { type: PLAN, by: "id" } }),
        resources,
        selectionTags: list(
            {
                key: str({ required: true }),
                type: str({ required: true, check: oneOf("STRINGEQUALS") }),
                value: str({ required: true }),
            },
            always,
        ),
    },
    rules: selectionFailures,
    id: () => randomUUID(),
    onCreate: (draft) => {
        const code = "InvalidParameterValueException";
        assumableRole(draft, "iamRoleArn", "backup.amazonaws.com", code);
        if (isGiven(draft.inputs, "selectionTags") || isGiven(draft.inputs, "conditions")) {
            refuseUnless(draft, "tag:GetResources", "*");
        }
        for (const resource of (draft.inputs.resources ?? []) as string[]) {
            refuseUnknown(draft, resource);
            const action = NEEDED[partsOf(resource).service];
            if (action !== undefined) {
                refuseUnless(draft, action, resource);
            }
        }
    },
};

/** Stricter than AWS on purpose, which only fails the jobs, and backs up nothing without a word. */
function refuseUnless({ account, inputs }: Draft, action: string, resource: string): void {
    const role = inputs.iamRoleArn as string;
    if (!roleMay(account, role, { action, resource })) {
        throw new AwsError(
            "InvalidParameterValueException",
            `IAM Role ${role} is not authorized to call ${action} on ${resource}; let the selection ` +
                "depend on the role's policies",
        );
    }
}

function refuseUnknown({ account }: Draft, resource: string): void {
    const isOurs = partsOf(resource).accountId === account.accountId && !resource.endsWith("*");
    if (isOurs && !account.everything().some(({ outputs }) => outputs.arn === resource)) {
        throw new AwsError(
            "NoSuchResource",
            `resources: ${resource} does not exist, so that nothing would be backed up`,
        );
    }
}

function selectionFailures(inputs: Props): Failure[] {
    return broken([
        !["resources", "selectionTags", "notResources"].some((name) => isGiven(inputs, name)),
        "resources",
        "give resources, selectionTags or notResources",
    ]);
}

const preference = {
    ...map(bool()),
    check: (types: object) => {
        const stranger = Object.keys(types).find((type) => !RESOURCE_TYPES.includes(type));
        return stranger && `has "${stranger}", there are ${RESOURCE_TYPES.join(", ")}`;
    },
};

/** Which services AWS Backup works for at all, in the account and region. */
const regionSettings: Model = {
    type: "aws:backup/regionSettings:RegionSettings",
    untaggable: true,
    fields: {
        resourceTypeManagementPreference: preference,
        resourceTypeOptInPreference: { ...preference, required: true },
    },
    id: ({ region }) => region,
};

export const selectionModels: readonly Model[] = [selection, regionSettings];
