import type { Mistake } from "../mistake";
import { daxGenerations, type DaxGeneration, type DaxSettings } from "./dax-generations";
import { DAX_REGIONS } from "./dax-regions";
import { isBurstable } from "./watched";

const LONGEST_NAME = 20;

/** Sizes of nodes by family (https://aws.amazon.com/dynamodb/pricing/, as of August 2026). */
const NODE_SIZES: Readonly<Record<string, readonly string[]>> = {
    t2: ["small", "medium"],
    t3: ["small", "medium"],
    r4: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"],
    r5: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"],
    r7i: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"],
};

/**
 * Everything that is wrong in the settings, by their keys; clusters that have none of these are made.
 * @param cachedTables how many specs have `cache`
 */
export function daxMistakes(
    settings: DaxSettings & { readonly region: string; readonly cachedTables: number },
): Mistake[] {
    const { region, cachedTables, daxNodes } = settings;
    const [present, next] = daxGenerations(settings);
    return [
        ...(DAX_REGIONS.includes(region)
            ? []
            : [
                  {
                      where: "daxNodes",
                      got: daxNodes,
                      advice: `must be of a cluster in a region that has DAX, and ${region} has none; there are ${DAX_REGIONS.join(", ")} (infra/dynamodb/dax-regions.ts)`,
                  },
              ]),
        ...(cachedTables > 0
            ? []
            : [
                  {
                      where: "daxNodes",
                      got: daxNodes,
                      advice: "must be of a cluster that has something to cache: give the spec of at least one table cache",
                  },
              ]),
        ...(present === undefined
            ? []
            : generationMistakes(present, {
                  nodes: "daxNodes",
                  nodeType: "daxNodeType",
                  clusterName: "daxGeneration",
              })),
        ...(next === undefined
            ? []
            : generationMistakes(next, {
                  nodes: "daxNext.nodes",
                  nodeType: "daxNext.nodeType",
                  clusterName: "daxNext",
              })),
    ];
}

/** What is allowed in production, and should be looked at: a sentence each. */
export function daxWarnings(settings: DaxSettings): string[] {
    const types = new Set(daxGenerations(settings).map(({ nodeType }) => nodeType));
    return [...types]
        .filter(isBurstable)
        .map(
            (nodeType) =>
                `DAX nodes of ${nodeType} are burstable: they slow down under load that lasts; take dax.r5.large or larger, by a swap (docs/dax.md)`,
        );
}

/** Why DAX takes no cluster of that name, or nothing. */
export function clusterNameAdvice(clusterName: string): string | undefined {
    if (clusterName.length > LONGEST_NAME) {
        return `DAX takes at most ${LONGEST_NAME} characters, and ${clusterName} has ${clusterName.length}; shorten the stack's name`;
    }
    return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(clusterName)
        ? undefined
        : `DAX takes lower-case letters, digits and single hyphens between them, a letter first, and no ${clusterName}; change the stack's name`;
}

type Keys = Readonly<Record<"clusterName" | "nodes" | "nodeType", string>>;

function generationMistakes({ clusterName, nodes, nodeType }: DaxGeneration, keys: Keys) {
    const found: Record<keyof Keys, readonly [got: unknown, advice: string | undefined]> = {
        nodes: [nodes, nodesAdvice(nodes)],
        nodeType: [nodeType, nodeTypeAdvice(nodeType)],
        clusterName: [clusterName, clusterNameAdvice(clusterName)],
    };
    return (Object.keys(found) as (keyof Keys)[]).flatMap((each): Mistake[] => {
        const [got, advice] = found[each];
        return advice === undefined ? [] : [{ where: keys[each], got, advice }];
    });
}

function nodesAdvice(nodes: number): string | undefined {
    return Number.isInteger(nodes) && (nodes === 1 || (nodes >= 3 && nodes <= 10))
        ? undefined
        : "must be 1, or from 3 to 10: two nodes have no majority";
}

function nodeTypeAdvice(nodeType: string): string | undefined {
    const [, family = "", size = ""] = /^dax\.(\w+)\.(\w+)$/.exec(nodeType) ?? [];
    const sizes = NODE_SIZES[family];
    if (sizes === undefined) {
        const families = Object.keys(NODE_SIZES).map((each) => `dax.${each}`);
        return `must be of a family that DAX has: ${families.join(", ")}`;
    }
    return sizes.includes(size)
        ? undefined
        : `must be of a size that dax.${family} has: ${sizes.join(", ")}`;
}
