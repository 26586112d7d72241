import type { Rule } from "../../rule";
import { residency } from "./residency";
import { statefulResourcesProtected } from "./stateful-resources-protected";
import { unknownValues } from "./unknown-values";

export const generalRules: readonly Rule[] = [statefulResourcesProtected, residency, unknownValues];
