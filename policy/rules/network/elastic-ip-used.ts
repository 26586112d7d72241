import { rule } from "../../rule";

const ADDRESS = "aws:ec2/eip:Eip";

/** What takes an address of the account, and by which property. */
const USERS: readonly (readonly [type: string, property: string])[] = [
    ["aws:ec2/eipAssociation:EipAssociation", "allocationId"],
    ["aws:ec2/natGateway:NatGateway", "allocationId"],
    ["aws:ec2/natGateway:NatGateway", "secondaryAllocationIds"],
];

export const elasticIpUsed = rule({
    name: "elastic-ip-used",
    description: "Every Elastic IP address is in use.",
    why: "A spare public address waits to be attached to something private. Off by default, because what uses it may be in another stack.",
    severity: "low",
    remediation: "Attach the address, or release it.",
    frameworks: { fsbp: ["EC2.12"], pci: ["1.4.4"], gdpr: ["25"] },
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-12",
    level: "disabled",
    checkStack: (stack) => {
        const uses = USERS.map(([type, property]) =>
            stack.links([type], property, [ADDRESS], ["allocationId", "id"]),
        );
        for (const address of stack.of(ADDRESS)) {
            const isAttached = address.has("instance") || address.has("networkInterface");
            if (!isAttached && uses.every((links) => links.to(address).length === 0)) {
                address.fail("is attached to nothing; release it");
            }
        }
    },
});
