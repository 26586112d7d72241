import { isAbout } from "../../policy-actions";
import { statementsOf } from "../../policy-documents";
import type { Inspected } from "../../inspect";
import { rule } from "../../rule";

const CLUSTER = "aws:dax/cluster:Cluster";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const POLICY = "aws:iam/policy:Policy";

/** What writes an item through a cluster. */
const WRITES = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];

export const daxRoleReadOnly = rule({
    name: "dax-role-read-only",
    description: "DAX clusters only read, unless a statement of their role says that they write.",
    why: "All who may use a cluster use its rights: what holds a caller to his own items in DynamoDB does not hold there.",
    severity: "high",
    remediation:
        "Take the actions that write out of the role; where writing through the cache is meant, put them into a statement whose Sid says so.",
    frameworks: { pci: ["7.2.2"], gdpr: ["25", "32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html",
    settings: {
        sids: {
            type: "array",
            items: { type: "string" },
            default: ["WriteTables"] as readonly string[],
            description: "Sids of the statements that may let a cluster write",
        },
    },
    checkStack: (stack, { sids }) => {
        const roles = stack.links([CLUSTER], "iamRoleArn", [ROLE], ["arn"]);
        const inline = stack.links([ROLE_POLICY], "role", [ROLE], ["name", "id"]);
        const attachments = stack.links([ATTACHMENT], "role", [ROLE], ["name", "id"]);
        const managed = stack.links([ATTACHMENT], "policyArn", [POLICY], ["arn"]);
        const ofClusters = new Set(stack.of(CLUSTER).flatMap((cluster) => roles.from(cluster)));
        const policies = new Set<Inspected>(
            [...ofClusters].flatMap((role) => [
                ...role.each("inlinePolicies"),
                ...inline.to(role),
                ...attachments.to(role).flatMap((attachment) => managed.from(attachment)),
            ]),
        );
        for (const policy of policies) {
            for (const statement of statementsOf(policy, "policy")) {
                const writes =
                    statement.allows &&
                    !sids.includes(statement.name) &&
                    WRITES.filter((action) => isAbout(statement, `dynamodb:${action}`));
                if (writes && writes.length > 0) {
                    policy.fail(
                        `${statement.name} lets a DAX cluster write (${writes.join(", ")}); take that out, or give the statement the Sid ${sids.join(" or ")}`,
                    );
                }
            }
        }
    },
});
