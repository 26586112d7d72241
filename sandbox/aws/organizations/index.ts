import type { Model } from "../../cloud/model";
import { attachmentModels } from "./attachment";
import { policyModels } from "./policy";

/** AWS Organizations, as its management account has it. */
export const organizationsModels: readonly Model[] = [...policyModels, ...attachmentModels];
