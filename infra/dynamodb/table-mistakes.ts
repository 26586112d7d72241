import { specMistakes } from "../../tables/mistakes";
import type { TableSpec } from "../../tables/table-spec";
import type { Mistake } from "../mistake";
import { type Consistency, replicatedSpecMistakes } from "./replicas";

/** What a table's spec has to go with. */
export interface TableSurroundings {
    readonly deletionProtection: boolean;
    readonly replicas?: { readonly consistency: Consistency } | undefined;
}

/** Everything that is wrong with a spec, in itself and with what is around it. */
export function tableMistakes(spec: TableSpec, around: TableSurroundings): Mistake[] {
    return [
        ...specMistakes(spec),
        ...(around.replicas === undefined
            ? []
            : replicatedSpecMistakes(spec, around.replicas.consistency)),
        ...warmMistakes(spec, around),
        ...cacheMistakes(spec),
    ];
}

function cacheMistakes({ access, cache }: TableSpec): Mistake[] {
    return cache !== undefined && access?.read !== undefined
        ? [
              {
                  where: "access.read",
                  got: access.read,
                  advice: "must be absent where there is a cache: DAX answers with its own rights, and knows no attributes or items that its user is held to",
              },
          ]
        : [];
}

function warmMistakes({ capacity }: TableSpec, around: TableSurroundings): Mistake[] {
    return capacity?.mode === "onDemand" &&
        capacity.warm !== undefined &&
        !around.deletionProtection
        ? [
              {
                  where: "capacity.warm",
                  got: capacity.warm,
                  advice: "needs deletionProtection: true; DynamoDB raises it by itself, and to lower it again the provider would replace the table",
              },
          ]
        : [];
}

/** Settings of an environment that replace a spec's, by table. */
export type TableOverrides = Readonly<
    Record<string, Partial<Pick<TableSpec, "capacity" | "tableClass">> | undefined>
>;

/** The specs with the settings of the environment in them. */
export function configuredTables(
    specs: readonly TableSpec[],
    overrides: TableOverrides,
): TableSpec[] {
    return specs.map((spec) => ({ ...spec, ...overrides[spec.name] }));
}

/** Everything that is wrong in the settings of tables, by their keys. */
export function overrideMistakes(
    specs: readonly TableSpec[],
    overrides: TableOverrides,
    around: TableSurroundings,
): Mistake[] {
    const names = specs.map(({ name }) => name);
    return [
        ...Object.keys(overrides)
            .filter((name) => !names.includes(name))
            .map((name) => ({
                where: `tables.${name}`,
                got: overrides[name],
                advice: `must be settings of one of ${names.join(", ")}`,
            })),
        ...configuredTables(specs, overrides).flatMap((spec) =>
            tableMistakes(spec, around).map((mistake) => ({
                ...mistake,
                where: `tables.${spec.name}.${mistake.where}`,
            })),
        ),
    ];
}
