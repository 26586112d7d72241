import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ProxyRole, type ProxyRoleArgs } from "./proxy-role";

export interface DatabaseProxyArgs extends ProxyRoleArgs {
    readonly clusterIdentifier: pulumi.Input<string>;
    /** An instance of the cluster: RDS takes no cluster without one as a target. */
    readonly instance: pulumi.Resource;
    /** Private subnets, in two zones or more. A change replaces the proxy, and cuts everybody off. */
    readonly subnetIds: pulumi.Input<string[]>;
    /** Of the peer `proxy`, which may reach the cluster. */
    readonly securityGroupId: pulumi.Input<string>;
    /**
     * Whether there is an endpoint to the readers, of about 7 USD a month in every availability
     * zone. It takes no connections as long as the cluster has no reader.
     */
    readonly readOnlyEndpoint: boolean;
    readonly logsKeyArn: pulumi.Input<string>;
    readonly logRetentionDays: number;
}

/**
 * Of the connections that the database takes, the share that the proxy may open. The rest is for
 * who connects past it: migrations, administrators, the functions that look after the database.
 */
const MAX_CONNECTIONS_PERCENT = 80;

/** Of the same; kept open while nobody needs them. Each holds memory of the database. */
const MAX_IDLE_CONNECTIONS_PERCENT = 40;

/**
 * In seconds: a client that gets no connection in this time hears so, while whoever waits for its
 * answer still does. RDS's default is two minutes, which no user waits.
 */
const CONNECTION_BORROW_TIMEOUT = 30;

/** In seconds, RDS's default. Pools of applications must close an idle connection earlier. */
const IDLE_CLIENT_TIMEOUT = 1800;

/**
 * An RDS Proxy before the cluster: it keeps connections to the database, hands them to whoever
 * queries, and holds clients' connections while another instance takes over.
 *
 * IAM from end to end: clients log in with a token, and so does the proxy. Only the roles of
 * `secretArns`, for clients that know no IAM, log in with their passwords, from there to there. TLS
 * is required; its certificate is of Amazon Trust Services, not of RDS. The port is always 5432.
 *
 * Its physical name is `name`: its log group bears it, and must exist before it does.
 *
 * With a proxy a serverless cluster never pauses (see `proxyMistakes`).
 */
export class DatabaseProxy extends pulumi.ComponentResource {
    /** As a dimension of its metrics, `ProxyName`. */
    readonly proxyName: pulumi.Output<string>;
    /** `prx-...`, by which IAM policies name the proxy. */
    readonly resourceId: pulumi.Output<string>;
    /** Host name to the writer. Known once the proxy has its target. */
    readonly endpoint: pulumi.Output<string>;
    /** Host name to the readers, where `readOnlyEndpoint` asks for one. */
    readonly readOnlyEndpoint: pulumi.Output<string> | undefined;

    constructor(name: string, args: DatabaseProxyArgs, opts?: pulumi.ComponentResourceOptions) {
        super("pii:aurora:DatabaseProxy", name, {}, opts);
        const parent = { parent: this };
        // Of a given name, so that another one cannot be made before it goes.
        const named = { ...parent, deleteBeforeReplace: true };
        const network = {
            vpcSubnetIds: args.subnetIds,
            vpcSecurityGroupIds: [args.securityGroupId],
        };
        const log = new aws.cloudwatch.LogGroup(
            name,
            {
                name: `/aws/rds/proxy/${name}`,
                kmsKeyId: args.logsKeyArn,
                retentionInDays: args.logRetentionDays,
            },
            parent,
        );
        const role = new ProxyRole(name, args, parent);
        const proxy = new aws.rds.Proxy(
            name,
            {
                name,
                engineFamily: "POSTGRESQL",
                defaultAuthScheme: "IAM_AUTH",
                auths: args.secretArns.map((secretArn) => ({
                    authScheme: "SECRETS",
                    clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
                    iamAuth: "DISABLED",
                    secretArn,
                })),
                roleArn: role.arn,
                requireTls: true,
                idleClientTimeout: IDLE_CLIENT_TIMEOUT,
                // It would log the text of statements, which may hold personal data.
                debugLogging: false,
                ...network,
            },
            { ...named, dependsOn: [log, role] },
        );
        const targets = new aws.rds.ProxyDefaultTargetGroup(
            name,
            {
                dbProxyName: proxy.name,
                connectionPoolConfig: {
                    maxConnectionsPercent: MAX_CONNECTIONS_PERCENT,
                    maxIdleConnectionsPercent: MAX_IDLE_CONNECTIONS_PERCENT,
                    connectionBorrowTimeout: CONNECTION_BORROW_TIMEOUT,
                },
            },
            parent,
        );
        const target = new aws.rds.ProxyTarget(
            name,
            {
                dbProxyName: proxy.name,
                targetGroupName: targets.name,
                dbClusterIdentifier: args.clusterIdentifier,
            },
            { ...named, dependsOn: args.instance },
        );
        const readOnly = args.readOnlyEndpoint
            ? new aws.rds.ProxyEndpoint(
                  `${name}-read-only`,
                  {
                      dbProxyName: proxy.name,
                      dbProxyEndpointName: `${name}-read-only`,
                      targetRole: "READ_ONLY",
                      ...network,
                  },
                  named,
              )
            : undefined;

        const connectable = (value: pulumi.Output<string>) =>
            pulumi.output({ value, ready: target.id }).apply((known) => known.value);
        this.proxyName = proxy.name;
        this.resourceId = proxy.arn.apply((arn) => arn.slice(arn.lastIndexOf(":") + 1));
        this.endpoint = connectable(proxy.endpoint);
        this.readOnlyEndpoint = readOnly && connectable(readOnly.endpoint);
        this.registerOutputs({
            proxyName: this.proxyName,
            resourceId: this.resourceId,
            endpoint: this.endpoint,
            readOnlyEndpoint: this.readOnlyEndpoint,
        });
    }
}
