export const DAX_CLUSTER = "aws:dax/cluster:Cluster";
export const SUBNET_GROUP = "aws:dax/subnetGroup:SubnetGroup";
export const PARAMETER_GROUP = "aws:dax/parameterGroup:ParameterGroup";
