import { rule } from "../../rule";

export const vpcFlowLogPresent = rule({
    name: "vpc-flow-log-present",
    description: "Every VPC has a flow log.",
    why: "Without it nobody can tell after an incident where the data went.",
    severity: "medium",
    remediation: "Make an aws.ec2.FlowLog with the vpcId of the VPC and trafficType 'ALL'.",
    frameworks: { fsbp: ["EC2.6"], cis: ["3.7"], pci: ["10.2.1"], gdpr: ["33"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
    checkStack: (stack) => {
        const logs = stack.links(["aws:ec2/flowLog:FlowLog"], "vpcId", ["aws:ec2/vpc:Vpc"], ["id"]);
        for (const vpc of stack.of("aws:ec2/vpc:Vpc")) {
            if (logs.to(vpc).length === 0) {
                vpc.fail("has no flow log; make an aws.ec2.FlowLog with its vpcId");
            }
        }
    },
});
