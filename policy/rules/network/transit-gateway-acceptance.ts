import { rule } from "../../rule";

export const transitGatewayAcceptance = rule({
    name: "transit-gateway-acceptance",
    description: "Every attachment of another account to a transit gateway has to be accepted.",
    why: "Otherwise whoever the gateway is shared with joins the network unseen.",
    severity: "high",
    remediation: "Leave autoAcceptSharedAttachments out, or set it to 'disable'.",
    frameworks: { fsbp: ["EC2.23"], pci: ["1.3.1"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-23",
    types: ["aws:ec2transitgateway/transitGateway:TransitGateway"],
    check: (gateway) => {
        gateway.must(
            "autoAcceptSharedAttachments",
            (accepts) => accepts !== "enable",
            'accepts attachments by itself; set autoAcceptSharedAttachments to "disable"',
        );
    },
});
