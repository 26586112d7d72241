import type { Model } from "../../cloud/model";
import { cluster } from "./cluster";
import { parameterGroup, subnetGroup } from "./groups";

/** DynamoDB Accelerator. */
export const daxModels: readonly Model[] = [cluster, subnetGroup, parameterGroup];
