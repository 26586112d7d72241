import type { Rule } from "../../rule";
import { residency } from "./residency";
import { statefulResourcesProtected } from "./stateful-resources-protected";

export const generalRules: readonly Rule[] = [statefulResourcesProtected, residency];
