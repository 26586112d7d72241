import { isTied } from "../../policy-access";
import { type Statement, statementsOf } from "../../policy-documents";
import { rule } from "../../rule";

function isOpen(statement: Statement): boolean {
    if (!statement.allows || isTied(statement)) {
        return false;
    }
    const { actions, notActions, resources, notResources } = statement;
    const negated = notActions !== undefined || notResources !== undefined;
    return negated || resources.includes("*") || actions.includes("*");
}

export const endpointPolicyNotOpen = rule({
    name: "endpoint-policy-not-open",
    description: "VPC endpoints let through only what their policy names.",
    why: "An open endpoint is a private way out: with a stolen credential data goes to somebody else's bucket or account.",
    severity: "medium",
    remediation:
        "Set a policy that names actions and resources, or ties them to the organization or account by condition.",
    frameworks: { pci: ["1.3.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    types: ["aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"],
    check: (endpoint) => {
        if (statementsOf(endpoint, "policy").some(isOpen)) {
            endpoint.fail(
                "its policy lets anyone through to anything; name resources, or tie it to the account or organization",
            );
        }
    },
});
