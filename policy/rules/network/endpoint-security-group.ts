import { rule } from "../../rule";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const endpointSecurityGroup = rule({
    name: "endpoint-security-group",
    description: "Interface endpoints have a security group of their own.",
    why: "Otherwise they get the VPC's default group, which is open to its members, or, once closed, to nobody.",
    severity: "low",
    remediation: "Set securityGroupIds, or make an aws.ec2.SecurityGroupAssociation.",
    frameworks: { pci: ["1.3.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    checkStack: (stack) => {
        const associations = stack.links(
            ["aws:ec2/securityGroupAssociation:SecurityGroupAssociation"],
            "vpcEndpointId",
            [ENDPOINT],
            ["id"],
        );
        for (const endpoint of stack.of(ENDPOINT)) {
            if (
                endpoint.read("vpcEndpointType") === "Interface" &&
                !endpoint.has("securityGroupIds") &&
                associations.to(endpoint).length === 0
            ) {
                endpoint.fail("has the VPC's default security group; set securityGroupIds");
            }
        }
    },
});
