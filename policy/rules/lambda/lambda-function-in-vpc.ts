import { rule } from "../../rule";

export const lambdaFunctionInVpc = rule({
    name: "lambda-function-in-vpc",
    description: "Functions run in the VPC.",
    why: "Outside of it they talk to the internet, past endpoints and their policies, security groups and flow logs. Advisory by default, because a function that reaches only public interfaces of AWS, such as DynamoDB's, can be sound without.",
    severity: "high",
    remediation: "Set vpcConfig, with private subnets and a security group.",
    frameworks: {
        fsbp: ["Lambda.3"],
        pci: ["1.3.2", "1.4.4"],
        gdpr: ["32(1)(b)"],
        ccpa: ["1798.100(e)"],
    },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-3",
    level: "advisory",
    types: ["aws:lambda/function:Function"],
    check: (lambda) => {
        const asked = ["vpcConfig.subnetIds", "vpcConfig.securityGroupIds"];
        const missing = asked.filter((property) => !lambda.has(property));
        if (missing.length > 0) {
            lambda.fail(`runs outside of the VPC; set ${missing.join(" and ")}`);
        }
    },
});
