import type { Rule } from "../../rule";
import { cloudtrailHardened } from "./cloudtrail-hardened";

export const cloudtrailRules: readonly Rule[] = [cloudtrailHardened];
