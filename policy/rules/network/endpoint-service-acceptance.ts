import { rule } from "../../rule";

export const endpointServiceAcceptance = rule({
    name: "endpoint-service-acceptance",
    description: "Every connection to an endpoint service has to be accepted.",
    why: "Otherwise whoever is allowed in principle connects unseen, and stays connected.",
    severity: "medium",
    remediation: "Set acceptanceRequired to true, and accept connections one by one.",
    frameworks: { pci: ["1.3.1", "7.2.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
    types: ["aws:ec2/vpcEndpointService:VpcEndpointService"],
    check: (service) => {
        service.must(
            "acceptanceRequired",
            (required) => required === true,
            "accepts connections by itself; set acceptanceRequired to true",
        );
    },
});
