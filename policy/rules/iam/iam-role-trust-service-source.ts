import { limitsCallers } from "../../policy-conditions";
import { statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

export const iamRoleTrustServiceSource = rule({
    name: "iam-role-trust-service-source",
    description: "Roles of services that tell for whom they act are for the own account only.",
    why: "Without it a stranger can have the service act under this role for them: the confused deputy.",
    severity: "medium",
    remediation: "Add a condition on aws:SourceAccount or aws:SourceArn to assumeRolePolicy.",
    frameworks: { pci: ["7.2.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention",
    settings: {
        services: {
            type: "array",
            items: { type: "string" },
            // Those whose guides show such a condition in the role's trust policy.
            default: [
                "bedrock.amazonaws.com",
                "cloudformation.amazonaws.com",
                "events.amazonaws.com",
                "logs.amazonaws.com",
                "monitoring.rds.amazonaws.com",
                "pipes.amazonaws.com",
                "scheduler.amazonaws.com",
                "ssm.amazonaws.com",
                "states.amazonaws.com",
                "transfer.amazonaws.com",
                "vpc-flow-logs.amazonaws.com",
            ],
            description: "services that tell for whom they act",
        },
    },
    types: ["aws:iam/role:Role"],
    check: (role, { services }) => {
        for (const statement of statementsOf(role, "assumeRolePolicy")) {
            const service =
                statement.allows && statement.principals.find(({ id }) => services.includes(id));
            if (service && !limitsCallers(statement.conditions)) {
                role.fail(
                    `assumeRolePolicy: ${statement.name} lets ${service.id} act for anyone; add a condition on aws:SourceAccount or aws:SourceArn`,
                );
            }
        }
    },
});
