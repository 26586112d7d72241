import type { Model } from "../../cloud/model";
import { policy } from "./policy";
import { target } from "./target";

/** Application Auto Scaling, of Aurora's readers and DynamoDB's capacity. */
export const appAutoscalingModels: readonly Model[] = [target, policy];
