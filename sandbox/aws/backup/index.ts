import type { Model } from "../../cloud/model";
import { planModels } from "./plan";
import { selectionModels } from "./selection";
import { vaultModels } from "./vault";

/** AWS Backup. */
export const backupModels: readonly Model[] = [...vaultModels, ...planModels, ...selectionModels];
