import type { Model } from "../../cloud/model";
import { packModels } from "./pack";
import { recorderModels } from "./recorder";

/** AWS Config: the recorder and conformance packs. */
export const configModels: readonly Model[] = [...recorderModels, ...packModels];
