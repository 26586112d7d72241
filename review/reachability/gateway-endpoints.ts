import { EVERYTHING, type Family } from "./ranges";
import type { Route, Target } from "./routes";
import { type ByType, idOf, label, text, texts, type Values, valuesOf } from "./values";

/** The routes that AWS adds to the tables of each gateway endpoint. */
export function readEndpointRoutes(byType: ByType) {
    const added: { readonly tableId: string; readonly routes: readonly Route[] }[] = [];
    const routes = new Map<string, Route[]>();
    for (const endpoint of byType("aws:ec2/vpcEndpoint:VpcEndpoint")) {
        const service = gatewayService(valuesOf(endpoint));
        if (service !== undefined) {
            const target: Target = { kind: "gateway endpoint", id: label(endpoint) };
            const own = familiesOf(valuesOf(endpoint)).map((family) => ({
                range: EVERYTHING[family],
                target,
                service,
            }));
            routes.set(idOf(endpoint), own);
            const tables = texts(endpoint.inputs, "routeTableIds");
            added.push(...tables.map((tableId) => ({ tableId, routes: own })));
        }
    }
    for (const association of byType(
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
    )) {
        const values = valuesOf(association);
        added.push({
            tableId: text(values, "routeTableId") ?? "",
            routes: routes.get(text(values, "vpcEndpointId") ?? "") ?? [],
        });
    }
    return added;
}

function familiesOf(endpoint: Values): Family[] {
    switch (text(endpoint, "ipAddressType")) {
        case "dualstack":
            return [4, 6];
        case "ipv6":
            return [6];
        default:
            return [4];
    }
}

/** `s3` or `dynamodb`, when it is an endpoint of the kind that works by routes. */
export function gatewayService(endpoint: Values): string | undefined {
    const type = text(endpoint, "vpcEndpointType") ?? "Gateway";
    return type === "Gateway" ? text(endpoint, "serviceName")?.split(".").at(-1) : undefined;
}
