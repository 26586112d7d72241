import { rule } from "../../rule";

export const vpcBlockPublicAccessOn = rule({
    name: "vpc-block-public-access-on",
    description: "VPC Block Public Access, where it is set, blocks.",
    why: "Off, any internet gateway that somebody attaches leads in.",
    severity: "medium",
    remediation: "Set internetGatewayBlockMode to 'block-ingress' or 'block-bidirectional'.",
    frameworks: { fsbp: ["EC2.172"], pci: ["1.4.4"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-172",
    types: ["aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"],
    check: (options) => {
        options.must(
            "internetGatewayBlockMode",
            (mode) => mode === "block-ingress" || mode === "block-bidirectional",
            (got) => `internetGatewayBlockMode is ${got}; set it to "block-bidirectional"`,
        );
    },
});
