import type { Model } from "../../cloud/model";
import { subscriptionModels } from "./subscription";
import { topicModels } from "./topic";

/** Amazon SNS. */
export const snsModels: readonly Model[] = [...topicModels, ...subscriptionModels];
