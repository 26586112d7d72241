import type { Rule } from "../../rule";
import { acceptedFindings } from "./accepted-findings";
import { policyConfig } from "./policy-config";
import { unknownValues } from "./unknown-values";

export const runRules: readonly Rule[] = [unknownValues, policyConfig, acceptedFindings];
