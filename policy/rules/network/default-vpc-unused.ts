import { rule } from "../../rule";

export const defaultVpcUnused = rule({
    name: "default-vpc-unused",
    description: "Nothing is built on the default VPC.",
    why: "It comes with public subnets and an internet gateway, and whoever names no subnet lands in it.",
    severity: "low",
    remediation: "Make a VPC of your own, and delete the default one.",
    frameworks: { pci: ["1.4.4", "2.2.2"], gdpr: ["25"] },
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
    // Adopting it is also the way to delete it.
    level: "advisory",
    types: ["aws:ec2/defaultVpc:DefaultVpc", "aws:ec2/defaultSubnet:DefaultSubnet"],
    check: (resource) => {
        resource.must(
            "forceDestroy",
            (destroyed) => destroyed === true,
            "is of the default VPC; make a VPC of your own",
        );
    },
});
