import { rule } from "../../rule";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const endpointsPresent = rule({
    name: "endpoints-present",
    description: "Every VPC reaches the AWS services that it needs by endpoints.",
    why: "Without an endpoint the only way to a service is over the internet, past every policy of an endpoint.",
    severity: "medium",
    remediation:
        "Make an aws.ec2.VpcEndpoint for each service: gateways for S3 and DynamoDB, interfaces for the others.",
    frameworks: {
        fsbp: ["EC2.10", "EC2.55", "EC2.56", "EC2.57", "EC2.58", "EC2.60"],
        pci: ["1.4.4"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-10",
    // They may be made in another stack than the VPC.
    level: "advisory",
    settings: {
        services: {
            type: "array",
            items: { type: "string" },
            default: [
                "s3",
                "dynamodb",
                "secretsmanager",
                "kms",
                "logs",
                "ssm",
            ] as readonly string[],
            description: "services by their names in com.amazonaws.<region>.<name>",
        },
    },
    checkStack: (stack, { services }) => {
        const endpoints = stack.links([ENDPOINT], "vpcId", ["aws:ec2/vpc:Vpc"], ["id"]);
        for (const vpc of stack.of("aws:ec2/vpc:Vpc")) {
            const names = endpoints
                .to(vpc)
                .map((endpoint) => endpoint.read("serviceName"))
                // A name that is not known yet may be any of them.
                .map((name) => (typeof name === "string" ? name : undefined));
            const missing = services.filter(
                (service) =>
                    !names.some((name) => name === undefined || name.endsWith(`.${service}`)),
            );
            if (missing.length > 0) {
                vpc.fail(`has no endpoint for ${missing.join(", ")}; make one for each`);
            }
        }
    },
});
