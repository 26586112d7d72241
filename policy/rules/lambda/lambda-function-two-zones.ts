import { UNKNOWN } from "../../inspect";
import { rule } from "../../rule";

const FUNCTIONS = ["aws:lambda/function:Function"];

export const lambdaFunctionTwoZones = rule({
    name: "lambda-function-two-zones",
    description: "Functions in a VPC run in two availability zones or more.",
    why: "When the one zone fails, so does the function.",
    severity: "medium",
    remediation: "Set vpcConfig.subnetIds to subnets of at least two zones.",
    frameworks: { fsbp: ["Lambda.5"], gdpr: ["32(1)(b)"], ccpa: ["1798.100(e)"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-5",
    types: FUNCTIONS,
    check: (lambda) => {
        const ids = lambda.partly("vpcConfig.subnetIds");
        if (ids === UNKNOWN) {
            lambda.undecided("vpcConfig.subnetIds");
        } else if (Array.isArray(ids) && ids.length === 1) {
            lambda.fail("runs in one subnet; name subnets of two zones or more");
        }
    },
    checkStack: (stack) => {
        const subnets = stack.links(
            FUNCTIONS,
            "vpcConfig.subnetIds",
            ["aws:ec2/subnet:Subnet"],
            ["id"],
        );
        for (const lambda of stack.of(...FUNCTIONS)) {
            const ids = lambda.values("vpcConfig.subnetIds");
            const zones = subnets.from(lambda).map((subnet) => subnet.read("availabilityZone"));
            const areAllHere = ids.length > 1 && zones.length === ids.length;
            if (areAllHere && !zones.includes(UNKNOWN) && new Set(zones).size === 1) {
                lambda.fail("its subnets are all in one zone; name subnets of two zones or more");
            }
        }
    },
});
