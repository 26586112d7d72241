import { consents } from "./consents";
import type { TableSpec } from "./table-spec";
import { tokens } from "./tokens";

/** The tables of the platform. */
export const TABLES = [consents, tokens] as const satisfies readonly TableSpec[];

export type TableName = (typeof TABLES)[number]["name"];
