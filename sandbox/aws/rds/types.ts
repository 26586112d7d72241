export const CLUSTER = "aws:rds/cluster:Cluster";
export const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
export const CLUSTER_ENDPOINT = "aws:rds/clusterEndpoint:ClusterEndpoint";
export const CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
export const INSTANCE_GROUP = "aws:rds/parameterGroup:ParameterGroup";
export const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
export const SNAPSHOT = "aws:rds/clusterSnapshot:ClusterSnapshot";
export const GLOBAL_CLUSTER = "aws:rds/globalCluster:GlobalCluster";
export const ROLE_ASSOCIATION = "aws:rds/clusterRoleAssociation:ClusterRoleAssociation";
export const ACTIVITY_STREAM = "aws:rds/clusterActivityStream:ClusterActivityStream";
export const EVENT_SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription";
export const PROXY = "aws:rds/proxy:Proxy";
export const PROXY_TARGET_GROUP = "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup";
export const PROXY_TARGET = "aws:rds/proxyTarget:ProxyTarget";
export const PROXY_ENDPOINT = "aws:rds/proxyEndpoint:ProxyEndpoint";

/** Not a resource of any program: what a cluster held at some moment. */
export const IMAGE = "sandbox:rds/image";

/** Not a resource of any program: that a cluster is part of a global one. */
export const MEMBER = "sandbox:rds/globalMember";
