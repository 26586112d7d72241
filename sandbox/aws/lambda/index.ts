import type { Model } from "../../cloud/model";
import { functionModels } from "./function";
import { permissionModels } from "./permission";
import { variantModels } from "./variants";

/** AWS Lambda. */
export const lambdaModels: readonly Model[] = [
    ...functionModels,
    ...permissionModels,
    ...variantModels,
];
