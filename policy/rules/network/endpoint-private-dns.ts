import { rule } from "../../rule";

export const endpointPrivateDns = rule({
    name: "endpoint-private-dns",
    description: "Interface endpoints of AWS services answer to the service's own name.",
    why: "Otherwise programs look the service up on the internet and go there, or nowhere, past the endpoint.",
    severity: "low",
    remediation: "Set privateDnsEnabled to true.",
    frameworks: { pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    // A network that others resolve names through has zones of its own instead.
    level: "advisory",
    types: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
    check: (endpoint) => {
        const service = String(endpoint.read("serviceName"));
        // S3 and DynamoDB go by the gateway; somebody's own service may have no name.
        const hasName =
            /^com\.amazonaws\.|^cn\.com\.amazonaws\.|^aws\./.test(service) &&
            !/\.vpce|\.(s3|dynamodb)$/.test(service);
        if (endpoint.read("vpcEndpointType") === "Interface" && hasName) {
            endpoint.must(
                "privateDnsEnabled",
                (on) => on === true,
                "does not answer to the service's name; set privateDnsEnabled to true",
            );
        }
    },
});
