import { rule } from "../../rule";

export const endpointServiceNotPublic = rule({
    name: "endpoint-service-not-public",
    description: "No endpoint service is offered to everyone.",
    why: "Every AWS account in the world could ask to be let into the network.",
    severity: "high",
    remediation: "Name the accounts, roles or users that may connect.",
    frameworks: { pci: ["1.3.1", "7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
    types: [
        "aws:ec2/vpcEndpointService:VpcEndpointService",
        "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
    ],
    check: (service) => {
        const isSomeone = (principal: unknown) => principal !== "*";
        const message = "is offered to everyone; name accounts, roles or users";
        for (const principal of service.each("allowedPrincipals")) {
            principal.must("", isSomeone, message);
        }
        service.must("principalArn", isSomeone, message);
    },
});
