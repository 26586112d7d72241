import { Inspected } from "../../inspect";
import { isPublic } from "../../policy-access";
import { statementsOf } from "../../policy-documents";
import type { StackResource } from "../../resource";
import { rule } from "../../rule";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** Endpoints of other kinds, and those of anybody's services, take no policy. */
function takesPolicy(endpoint: StackResource): boolean {
    const kind = endpoint.read("vpcEndpointType") ?? "Gateway";
    const service = endpoint.read("serviceName");
    return (
        (kind === "Gateway" || kind === "Interface") &&
        typeof service === "string" &&
        !service.includes(".vpce-svc-") &&
        !service.includes(".vpce.")
    );
}

/** True for the policy that AWS shows where nobody has set one. */
function isDefault(policy: unknown): boolean {
    const [statement, ...others] = statementsOf(new Inspected({ policy }), "policy");
    return (
        statement !== undefined &&
        others.length === 0 &&
        isPublic(statement) &&
        statement.actions.join() === "*" &&
        statement.resources.join() === "*"
    );
}

export const endpointPolicyPresent = rule({
    name: "endpoint-policy-present",
    description: "Every VPC endpoint of an AWS service has a policy.",
    why: "Without one AWS lets every principal through to every resource of every account.",
    severity: "medium",
    remediation: "Set policy, or make an aws.ec2.VpcEndpointPolicy for the endpoint.",
    frameworks: { pci: ["1.3.2"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    checkStack: (stack) => {
        const policies = stack.links(
            ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"],
            "vpcEndpointId",
            [ENDPOINT],
            ["id"],
        );
        for (const endpoint of stack.of(ENDPOINT).filter(takesPolicy)) {
            const isBare = !endpoint.has("policy") || isDefault(endpoint.partly("policy"));
            if (isBare && policies.to(endpoint).length === 0) {
                endpoint.fail(
                    "has no policy, which lets everything through; set policy, or make an aws.ec2.VpcEndpointPolicy",
                );
            }
        }
    },
});
