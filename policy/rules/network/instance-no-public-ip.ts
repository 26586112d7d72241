import { rule } from "../../rule";

export const instanceNoPublicIp = rule({
    name: "instance-no-public-ip",
    description: "No instance has a public address.",
    why: "It would be on the internet, one open port away from the data.",
    severity: "high",
    remediation:
        "Set associatePublicIpAddress to false; reach the instance by Session Manager, and AWS by endpoints.",
    frameworks: {
        fsbp: ["EC2.9", "EC2.25", "AutoScaling.5"],
        pci: ["1.4.4"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9",
    types: [
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
    ],
    check: (resource) => {
        for (const part of [resource, ...resource.each("networkInterfaces")]) {
            part.must(
                "associatePublicIpAddress",
                // A launch template has it as text.
                (on) => String(on) !== "true",
                "gets a public address; set associatePublicIpAddress to false",
            );
        }
    },
});
