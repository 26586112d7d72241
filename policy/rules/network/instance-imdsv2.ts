import { rule } from "../../rule";

export const instanceImdsv2 = rule({
    name: "instance-imdsv2",
    description: "Instances hand out their credentials only to requests with a token (IMDSv2).",
    why: "Without, one request that a program is tricked into making gives away the role of the instance.",
    severity: "high",
    remediation: "Set metadataOptions.httpTokens to 'required'.",
    frameworks: {
        fsbp: ["EC2.8", "EC2.170", "AutoScaling.3"],
        cis: ["5.7"],
        pci: ["2.2.6"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8",
    types: [
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
    ],
    check: (resource) => {
        const isOff = resource.read("metadataOptions.httpEndpoint") === "disabled";
        // What an instance leaves out, its template says.
        const isElsewhere = resource.has("launchTemplate") && !resource.has("metadataOptions");
        if (!isOff && !isElsewhere) {
            resource.must(
                "metadataOptions.httpTokens",
                (tokens) => tokens === "required",
                'takes requests without a token; set metadataOptions.httpTokens to "required"',
            );
        }
    },
});
