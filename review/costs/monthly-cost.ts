import { compare, kindOf } from "../fields";
import { logicalName, type Resource } from "../resource";
import { BY_USE, isFree } from "./by-use";
import type { Charge } from "./charge";
import { monthly, type Price, PRICE_TABLE } from "./prices";
import { RULES } from "./rules";

/** What resources cost a month by standing there, at the prices of `PRICE_TABLE`. */
export interface MonthlyCost {
    /** Of all lines together. */
    readonly usd: number;
    readonly lines: readonly CostLine[];
    /** What costs something, or may, but stands in no line. */
    readonly unpriced: readonly Unpriced[];
    /** What is charged by use and stands in no line, in words. */
    readonly byUse: readonly string[];
}

/** What one resource costs. */
export interface CostLine {
    /** Logical name of the resource. */
    readonly name: string;
    /** What is charged, such as `Aurora db.r7g.large`. */
    readonly what: string;
    readonly usd: number;
    /** Where the amount comes from: `count` times `price`. */
    readonly count: number;
    readonly price: Price;
}

export interface Unpriced {
    readonly name: string;
    readonly what: string;
    readonly why: string;
}

/**
 * What the resources of AWS's provider cost a month, in USD, as far as it depends on nobody's using
 * them. Those of other providers are left out. What is not known before an update, such as how many
 * subnets an endpoint stands in, has no price; give what was deployed.
 */
export function monthlyCost(resources: readonly Resource[]): MonthlyCost {
    const lines: CostLine[] = [];
    const unpriced: Unpriced[] = [];
    const byUse = new Set<string>();
    for (const resource of resources.filter(({ type }) => type.startsWith("aws:"))) {
        const name = logicalName(resource);
        for (const charge of chargesOf(resource, resources)) {
            if ("why" in charge) {
                unpriced.push({ name, ...charge });
            } else {
                const { count, price } = charge;
                const usd = count * monthly(price);
                lines.push({ name, what: price.what, usd, count, price });
            }
        }
        const use = BY_USE[shortType(resource)];
        if (use !== undefined) {
            byUse.add(use);
        }
    }
    return {
        usd: sum(lines),
        lines: lines.sort((a, b) => b.usd - a.usd || compare(a.name, b.name)),
        unpriced,
        byUse: [...byUse].sort(compare),
    };
}

function chargesOf(resource: Resource, all: readonly Resource[]): readonly Charge[] {
    const type = shortType(resource);
    const rule = RULES[type];
    if (rule !== undefined) {
        return rule(resource, all);
    }
    return isFree(type) || type in BY_USE
        ? []
        : [{ what: kindOf(resource), why: `review/costs does not know whether it costs anything` }];
}

/** Lines of the same kind as one, the dearest first. */
export interface CostSum {
    readonly what: string;
    readonly count: number;
    /** Of one, in USD a month. */
    readonly each: number;
    readonly usd: number;
}

export function sumByKind(lines: readonly CostLine[]): CostSum[] {
    const kinds = new Map<string, CostSum>();
    for (const { what, count, price, usd } of lines) {
        const before = kinds.get(what) ?? { what, count: 0, each: monthly(price), usd: 0 };
        kinds.set(what, { ...before, count: before.count + count, usd: before.usd + usd });
    }
    return [...kinds.values()].sort((a, b) => b.usd - a.usd || compare(a.what, b.what));
}

/** The sum in one line, with where it comes from. */
export function costLine({ usd, unpriced }: MonthlyCost): string {
    const { region, date, file } = PRICE_TABLE;
    const gaps = unpriced.length === 0 ? "" : `, and ${unpriced.length} without a price`;
    return (
        `~${usd.toFixed(0)} USD a month fixed${gaps} (list prices ${region} of ${date}, ${file}; ` +
        `without storage, requests, logs, transfer)`
    );
}

/** `ec2/subnet` of `aws:ec2/subnet:Subnet`. */
function shortType({ type }: Resource): string {
    return type.split(":")[1] ?? "";
}

function sum(lines: readonly CostLine[]): number {
    return lines.reduce((total, { usd }) => total + usd, 0);
}
