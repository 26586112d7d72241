import type { Stack, StackResource } from "../../resource";
import { rule } from "../../rule";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";

/** The VPCs that reach AWS and all else through a NAT gateway. */
function withNat(stack: Stack): ReadonlySet<StackResource> {
    const subnets = stack.links(["aws:ec2/natGateway:NatGateway"], "subnetId", [SUBNET], ["id"]);
    const vpcs = stack.links([SUBNET], "vpcId", [VPC], ["id"]);
    return new Set(
        stack
            .of(SUBNET)
            .filter((subnet) => subnets.to(subnet).length > 0)
            .flatMap((subnet) => vpcs.from(subnet)),
    );
}

export const endpointsPresent = rule({
    name: "endpoints-present",
    description: "Every VPC without NAT reaches the AWS services that it needs by endpoints.",
    why: "Without an endpoint and without NAT the only way to a service is a public address, past every policy of an endpoint.",
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
    // They may be made in another stack than the VPC, and so may its way out.
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
        const endpoints = stack.links([ENDPOINT], "vpcId", [VPC], ["id"]);
        const others = withNat(stack);
        for (const vpc of stack.of(VPC).filter((vpc) => !others.has(vpc))) {
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
