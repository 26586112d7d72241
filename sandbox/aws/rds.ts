import type { Model } from "../cloud/model";
import { cluster } from "./rds-cluster";
import { clusterParameterGroup, instanceParameterGroup, subnetGroup } from "./rds-groups";
import { clusterInstance } from "./rds-instance";

/** Amazon RDS, as far as Aurora PostgreSQL goes. */
export const rdsModels: readonly Model[] = [
    cluster,
    clusterInstance,
    clusterParameterGroup,
    instanceParameterGroup,
    subnetGroup,
];
