import type { Sample } from "../support";
import { changes, cluster, clusterInstance, dax, parameterGroup, table } from "./data";
import { defaultSecurityGroup, endpoint, flowLog, securityGroup, subnet, vpc } from "./network";
import {
    bucket,
    bucketAccess,
    bucketEncryption,
    bucketPolicy,
    iamPolicy,
    key,
    logGroup,
    role,
    secret,
    trail,
} from "./account";
import { awsProvider } from "./database";

/** A whole stack that no rule finds fault with. */
export const stack: readonly Sample[] = [
    cluster,
    parameterGroup,
    clusterInstance,
    table,
    dax,
    changes,
    { ...vpc, props: { ...vpc.props, id: "vpc-1" } },
    subnet,
    securityGroup,
    defaultSecurityGroup,
    flowLog,
    endpoint,
    key,
    secret,
    logGroup,
    trail,
    bucket,
    bucketAccess,
    bucketEncryption,
    bucketPolicy,
    iamPolicy,
    role,
    awsProvider,
];
