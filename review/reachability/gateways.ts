import { type ByType, idOf, label, text, valuesOf } from "./values";

export interface NatGateway {
    readonly name: string;
    readonly isPublic: boolean;
    /** A regional one has none: AWS puts it in front of the internet gateway. */
    readonly subnetId?: string;
}

export function readNatGateways(byType: ByType): ReadonlyMap<string, NatGateway> {
    return new Map(
        byType("aws:ec2/natGateway:NatGateway").map((gateway) => {
            const values = valuesOf(gateway);
            const isRegional = text(values, "availabilityMode") === "regional";
            return [
                idOf(gateway),
                {
                    name: `NAT gateway ${label(gateway)}`,
                    isPublic: text(values, "connectivityType") !== "private",
                    subnetId: isRegional ? undefined : text(values, "subnetId"),
                },
            ];
        }),
    );
}

export function readInternetGateways(byType: ByType): ReadonlyMap<string, string | undefined> {
    const attached = new Map(
        byType("aws:ec2/internetGateway:InternetGateway").map((gateway) => [
            idOf(gateway),
            text(valuesOf(gateway), "vpcId"),
        ]),
    );
    for (const attachment of byType(
        "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
    )) {
        const values = valuesOf(attachment);
        attached.set(text(values, "internetGatewayId") ?? "", text(values, "vpcId"));
    }
    return attached;
}

export function readPeerings(byType: ByType): ReadonlyMap<string, readonly (string | undefined)[]> {
    return new Map(
        byType("aws:ec2/vpcPeeringConnection:VpcPeeringConnection").map((peering) => {
            const values = valuesOf(peering);
            return [idOf(peering), [text(values, "vpcId"), text(values, "peerVpcId")]];
        }),
    );
}
