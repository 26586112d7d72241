import { gatewayService } from "./gateway-endpoints";
import { parseRange, type Range } from "./ranges";
import { addTo, blocks, type ByType, idOf, text, type Values, valuesOf } from "./values";

export function readPrefixLists(byType: ByType): ReadonlyMap<string, readonly Range[]> {
    const lists = new Map<string, Range[]>();
    const add = (id: string, entry: Values) => {
        addTo(lists, id, parseRange(text(entry, "cidr") ?? ""));
    };
    for (const list of byType("aws:ec2/managedPrefixList:ManagedPrefixList")) {
        lists.set(idOf(list), []);
        for (const entry of blocks(list.inputs, "entries")) {
            add(idOf(list), entry);
        }
    }
    for (const entry of byType("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry")) {
        const values = valuesOf(entry);
        add(text(values, "prefixListId") ?? "", values);
    }
    return lists;
}

export function readServiceLists(byType: ByType): ReadonlyMap<string, string> {
    return new Map(
        byType("aws:ec2/vpcEndpoint:VpcEndpoint").flatMap((endpoint) => {
            const values = valuesOf(endpoint);
            const [list, service] = [text(values, "prefixListId"), gatewayService(values)];
            return list === undefined || service === undefined ? [] : [[list, service]];
        }),
    );
}
