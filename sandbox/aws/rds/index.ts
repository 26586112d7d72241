import type { Model } from "../../cloud/model";
import { clusterActivityStream } from "./activity-stream";
import { cluster } from "./cluster";
import { clusterEndpoint } from "./endpoint";
import { eventSubscription } from "./event-subscription";
import { globalCluster } from "./global-cluster";
import { clusterParameterGroup, instanceParameterGroup, subnetGroup } from "./groups";
import { clusterInstance } from "./instance";
import { proxy, proxyEndpoint } from "./proxy";
import { proxyDefaultTargetGroup, proxyTarget } from "./proxy-target";
import { clusterRoleAssociation } from "./role-association";
import { clusterSnapshot } from "./snapshots";

/** Amazon RDS, as far as Aurora PostgreSQL goes. */
export const rdsModels: readonly Model[] = [
    cluster,
    clusterInstance,
    clusterEndpoint,
    clusterParameterGroup,
    instanceParameterGroup,
    subnetGroup,
    clusterSnapshot,
    globalCluster,
    clusterRoleAssociation,
    clusterActivityStream,
    eventSubscription,
    proxy,
    proxyEndpoint,
    proxyDefaultTargetGroup,
    proxyTarget,
];
