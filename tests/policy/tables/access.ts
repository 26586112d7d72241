import * as good from "../good";
import { unknown } from "../support";
import type { Table } from "./table";

export const accessTables: readonly Table[] = [];
