import type { Rule } from "../../rule";
import { baseline } from "./baseline";
import { waivers } from "./waivers";

export const exceptionRules: readonly Rule[] = [waivers, baseline];
