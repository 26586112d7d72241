import type { Model } from "../../cloud/model";
import { ruleModels } from "./rule";
import { targetModels } from "./target";

/** Amazon EventBridge: rules and their targets, on the default event bus. */
export const eventsModels: readonly Model[] = [...ruleModels, ...targetModels];
