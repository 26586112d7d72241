import { readFileSync } from "node:fs";
import { checkServerIdentity } from "node:tls";
import { Signer } from "@aws-sdk/rds-signer";
import { Pool } from "pg";

/** What the SSM parameters under `/pii-platform/<environment>/database` say, and who logs in. */
export interface Database {
    /** The cluster's own host name, which its certificate bears. */
    readonly host: string;
    readonly port: number;
    readonly database: string;
    /** A role that logs in with IAM, such as `pii_app`. */
    readonly user: string;
    readonly region: string;
    /** CA bundle of RDS, `global-bundle.pem`. */
    readonly caFile: string;
    /** End of an open tunnel. @default the cluster itself */
    readonly via?: { readonly host: string; readonly port: number };
}

/** A token of IAM to log in with, good for 15 minutes; signed here, without a call to AWS. */
function iamToken({ host, port, user, region }: Database): Promise<string> {
    return new Signer({ hostname: host, port, username: user, region }).getAuthToken();
}

/**
 * A pool of verified connections. The token is for logging in alone: whoever is connected stays
 * connected, and each new connection gets a new token.
 */
export function openPool(database: Database, token = iamToken): Pool {
    const { host, port } = database.via ?? database;
    return new Pool({
        host,
        port,
        database: database.database,
        user: database.user,
        password: () => token(database),
        max: 10,
        connectionTimeoutMillis: 10_000,
        ssl: {
            ca: readFileSync(database.caFile, "utf8"),
            // The cluster's name even through a tunnel, whose end has another one.
            checkServerIdentity: (_, certificate) =>
                checkServerIdentity(database.host, certificate),
        },
    });
}
