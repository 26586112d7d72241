import * as good from "../good";
import { parameters } from "../good/rds";
import { subnets } from "../stacks/subnets";
import { type Fault, add, each, set } from "./fault";

const { cluster, dax, instance, proxy, table } = good;
const retyped = (zone: string) =>
    subnets.map((sample) =>
        "availabilityZone" in sample.props
            ? { ...sample, props: { ...sample.props, availabilityZone: zone } }
            : sample,
    );
const without = (name: string) => ({ parameters: parameters({ [name]: undefined }) });
const auth = (changes: object) => ({
    auths: [{ ...(proxy.props.auths as [object])[0], ...changes }],
});
const anyone = (statement: object) =>
    good.document({ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*", ...statement });
const replica = (regionName: string) => ({
    replicas: [{ ...(table.props.replicas as [object])[0], regionName }],
});

/** Aurora, RDS, its proxy, DynamoDB and DAX. */
export const databaseFaults: readonly Fault[] = [
    ...each("RDS-4 backups of a day", "rds-backup-retention", {
        "": set(cluster, { backupRetentionPeriod: 1 }),
        "as AWS sets it": set(cluster, { backupRetentionPeriod: undefined }),
        "of an instance": add(instance, { backupRetentionPeriod: 0 }),
    }),
    ...each("RDS-7 no final snapshot", "rds-final-snapshot", {
        skipped: set(cluster, { skipFinalSnapshot: true }),
        "without a name": set(cluster, { finalSnapshotIdentifier: undefined }),
        "of an instance": add(instance, { skipFinalSnapshot: true }),
    }),
    {
        what: "RDS-9 a database in a public subnet",
        by: "rds-subnet-group-not-public",
        and: subnets,
        without: [good.internetGateway],
        ...set(good.subnetGroup, { subnetIds: ["subnet-1", "subnet-9"] }),
    },
    {
        what: "RDS-10 a database in one zone",
        by: "rds-subnet-group-zones",
        and: retyped("eu-west-1a"),
        without: [good.internetGateway],
    },
    { what: "RDS-11 a cluster of one", by: "rds-cluster-instances", without: [good.reader] },
    ...each("RDS-11 no standby", "rds-instance-multi-az", {
        "": add(instance, { multiAz: false }),
    }),
    ...each("RDS-14 a password in the program", "rds-managed-master-secret", {
        "of a cluster": set(cluster, {
            manageMasterUserPassword: undefined,
            masterPassword: "hunter22",
        }),
        "of an instance": add(instance, {
            manageMasterUserPassword: undefined,
            password: "hunter22",
        }),
    }),
    ...each("RDS-16 a name that everybody tries", "rds-master-name-not-default", {
        "of a cluster": set(cluster, { masterUsername: "postgres" }),
        "of an instance": add(instance, { username: "admin" }),
    }),
    ...each("RDS-17 the port that everybody tries", "rds-port-not-default", {
        "": set(cluster, { port: 5432 }),
    }),
    ...each("RDS-21 TLS not forced", "rds-forced-tls", {
        "not set": set(good.parameterGroup, without("rds.force_ssl")),
        off: set(good.parameterGroup, { parameters: parameters({ "rds.force_ssl": "0" }) }),
    }),
    ...each("RDS-21 TLS not forced", "rds-own-parameter-group", {
        "another group": set(cluster, {
            dbClusterParameterGroupName: "default.aurora-postgresql16",
        }),
        "no group": set(cluster, { dbClusterParameterGroupName: undefined }),
    }),
    ...each("RDS-27 a version without support", "rds-engine-version-supported", {
        "of Aurora": set(cluster, { engineVersion: "12.9" }),
        "of RDS": add(instance, { engineVersion: "11.22" }),
        "not named": set(cluster, { engineVersion: undefined }),
    }),
    ...each("RDS-34 a proxy without TLS", "rds-proxy-tls", {
        "": set(proxy, { requireTls: false }),
        "not set": set(proxy, { requireTls: undefined }),
    }),
    ...each("RDS-35 passwords for the proxy", "rds-proxy-iam-authentication", {
        "": set(proxy, auth({ iamAuth: "DISABLED" })),
        "not set": set(proxy, auth({ iamAuth: undefined })),
    }),
    ...each("RDS-36 statements in the proxy's log", "rds-proxy-debug-log-off", {
        "": set(proxy, { debugLogging: true }),
    }),
    ...each("DDB-4 a table that may be deleted", "dynamodb-table-deletion-protection", {
        "": set(table, { deletionProtectionEnabled: false }),
        "not set": set(table, { deletionProtectionEnabled: undefined }),
        "a replica": set(table, {
            replicas: [
                { ...(table.props.replicas as [object])[0], deletionProtectionEnabled: false },
            ],
        }),
    }),
    ...each("DDB-5 a table without backup", "dynamodb-table-in-backup-plan", {
        "": set(good.backupSelection, {
            resources: ["arn:aws:rds:eu-west-1:111122223333:cluster:aurora"],
        }),
    }),
    ...each("DDB-7 a table for everyone", "resource-policy-not-public", {
        "": add(good.tablePolicy, { policy: anyone({ Principal: "*" }) }),
        "of any account": add(good.tablePolicy, { policy: anyone({ Principal: { AWS: ["*"] } }) }),
        "but some": add(good.tablePolicy, {
            policy: anyone({ NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }),
        }),
    }),
    ...each("DDB-8 a replica elsewhere", "residency", {
        "": set(table, replica("us-east-1")),
        "as a resource": add(good.tableReplica, { region: "ap-southeast-2" }),
    }),
    ...each("DAX-3 two nodes", "dax-cluster-nodes", { "": set(dax, { replicationFactor: 2 }) }),
    {
        what: "DAX-3 one zone",
        by: "dax-subnet-group-zones",
        and: retyped("eu-west-1a"),
        without: [good.internetGateway],
    },
    ...each("DAX-4 no subnet group", "dax-cluster-subnet-group-explicit", {
        "": set(dax, { subnetGroupName: undefined }),
    }),
    ...each("DAX-4 no security group", "dax-cluster-security-group-explicit", {
        "": set(dax, { securityGroupIds: [] }),
    }),
    {
        what: "DAX-4 a cache in a public subnet",
        by: "dax-subnet-group-not-public",
        and: subnets,
        without: [good.internetGateway],
        ...set(good.daxSubnetGroup, { subnetIds: ["subnet-1", "subnet-2", "subnet-9"] }),
    },
];
