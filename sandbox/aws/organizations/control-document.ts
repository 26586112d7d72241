import { json } from "../../cloud/model";
import type { Props } from "../../provider/provider";
import { identityPolicy, keyPolicy } from "../shared/policy-checks";

/**
 * Services whose resources a resource control policy protects
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html).
 */
const PROTECTED = [
    ...["aoss", "cognito-identity", "cognito-idp", "dynamodb", "ecr", "kms", "logs", "s3"],
    ...["secretsmanager", "sqs", "sts"],
];

/** Why a document is none of its type, or nothing. */
export function documentProblem(type: string, document: string): string | undefined {
    switch (type) {
        case "SERVICE_CONTROL_POLICY":
            // Of the same elements as the policy of an identity.
            return identityPolicy(document);
        case "RESOURCE_CONTROL_POLICY":
            // Of the same elements as the policy of a key.
            return keyPolicy(document) ?? resourceControlProblem(document);
        default:
            return json(document);
    }
}

/** It denies, to everybody, actions that are named with a service that it can protect. */
function resourceControlProblem(document: string): string | undefined {
    const { Statement } = JSON.parse(document) as { Statement: Props | Props[] };
    return [Statement]
        .flat()
        .map((statement, index) => {
            const where = `Statement[${index}]`;
            if (statement.Effect !== "Deny") {
                return `${where}.Effect must be Deny in a resource control policy`;
            }
            if (statement.Principal !== "*") {
                return `${where}.Principal must be "*" in a resource control policy`;
            }
            if (statement.NotAction !== undefined) {
                return `${where} cannot have NotAction in a resource control policy`;
            }
            const strange = [statement.Action]
                .flat()
                .find((action) => !PROTECTED.includes(String(action).split(":")[0] ?? ""));
            return strange === undefined
                ? undefined
                : `${where}: ${JSON.stringify(strange)} is of no service that supports resource control policies: ${PROTECTED.join(", ")}`;
        })
        .find((problem) => problem !== undefined);
}
