import type { Model } from "../../cloud/model";
import { cluster } from "./cluster";
import { clusterParameterGroup, instanceParameterGroup, subnetGroup } from "./groups";
import { clusterInstance } from "./instance";

/** Amazon RDS, as far as Aurora PostgreSQL goes. */
export const rdsModels: readonly Model[] = [
    cluster,
    clusterInstance,
    clusterParameterGroup,
    instanceParameterGroup,
    subnetGroup,
];
