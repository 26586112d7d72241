import * as aws from "@pulumi/aws";
import { ACCESS, loadMigrations } from "@pii-platform/sql";
import * as postgresql from "@pulumi/postgresql";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "../../infra/user-error";
import { connectionPath } from "../../infra/aurora/connection-parameters";
import { PiiDatabase } from "../../infra/database/pii-database";
import { IAM_ROLES, SCHEMA } from "../../infra/database/roles";
import type { PlatformConfig } from "../config/config";
import type { Exports, Upstream } from "../contracts";

type Path = Exclude<PlatformConfig["database"], { connection: "none" }>;

/**
 * Layer 5: what is inside PostgreSQL. Needs a way to connect to the private cluster.
 * @throws pulumi.RunError when `pii:database.connection` says that there is none, or when the cluster
 * follows another one
 */
export function database(
    config: PlatformConfig,
    keys: Upstream<"keys">,
    aurora: Upstream<"aurora">,
): Exports<"database"> {
    const path = config.database;
    if (path.connection === "none") {
        throw userError(
            'pii:database.connection is "none"; set it to "direct" inside the VPC, or to "tunnel" with host, port and caFile of an open tunnel to the cluster (docs/deploy.md)',
        );
    }
    if (config.aurora.follows !== undefined) {
        throw userError(
            "pii:aurora.follows is given; what is inside the database comes from the cluster that is followed, so deploy this layer there (docs/global-database.md)",
        );
    }
    const { caFile, unreachableAtPreview = "warn", passwordVersion = 1 } = path;
    const { host, port } = address(path, aurora);
    const password = masterPassword(aurora.masterSecretArn);
    const provider = new postgresql.Provider("aurora", {
        host,
        port,
        database: aurora.databaseName,
        username: aurora.masterUsername,
        password,
        // The master of RDS is not one; with the default every role with a password fails.
        superuser: false,
        // Through a tunnel the host's name is not the certificate's; the migrations check it all the same.
        sslmode: path.connection === "direct" ? "verify-full" : "verify-ca",
        sslrootcert: caFile,
        connectTimeout: 30,
    });
    const built = new PiiDatabase(
        "pii",
        {
            look: {
                master: {
                    host,
                    port,
                    serverName: aurora.endpoint,
                    database: aurora.databaseName,
                    user: aurora.masterUsername,
                    secretArn: aurora.masterSecretArn,
                    caFile,
                },
                password,
                migrations: loadMigrations(),
                access: ACCESS,
                whenUnreachable: unreachableAtPreview,
            },
            prefix: config.prefix,
            secretsKeyArn: keys.secretsKeyArn,
            passwordVersion,
            parameterPath: connectionPath(config.stack),
            protect: config.deletionProtection,
        },
        { providers: [provider] },
    );
    return {
        schema: SCHEMA,
        version: built.version,
        iamRoles: [...IAM_ROLES],
        passwordSecretArns: built.passwordSecretArns,
    };
}

/** Where to connect, known only once the cluster takes connections. */
function address(path: Path, { endpoint, port }: Upstream<"aurora">) {
    return path.connection === "direct"
        ? { host: endpoint, port }
        : { host: endpoint.apply(() => path.host), port: endpoint.apply(() => path.port) };
}

/** The master's password as it is now: RDS changes it every seven days. */
function masterPassword(secretId: pulumi.Output<string>): pulumi.Output<string> {
    return pulumi.secret(
        aws.secretsmanager
            .getSecretVersionOutput({ secretId })
            .secretString.apply((text) => (JSON.parse(text) as { password: string }).password),
    );
}
