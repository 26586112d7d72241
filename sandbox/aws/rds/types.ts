export const CLUSTER = "aws:rds/cluster:Cluster";
export const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
export const CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
export const INSTANCE_GROUP = "aws:rds/parameterGroup:ParameterGroup";
export const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
export const SNAPSHOT = "aws:rds/clusterSnapshot:ClusterSnapshot";
