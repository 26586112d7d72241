import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { awsCatalogue } from "../aws/catalogue";
import { serveSecrets } from "../aws/secretsmanager/endpoint";
import { serveSingletons } from "../aws/singletons-endpoint";
import { serveAwsx } from "../awsx/serve";
import { Account } from "../cloud/account";
import { CloudProvider } from "../cloud/provider";
import { dynamoDbBackend } from "../dynamodb/backend";
import { startDynamoDb, stopDynamoDb } from "../dynamodb/server";
import { type Engine, openEngine, type StackConfig, type Surroundings } from "../engine/engine";
import type { Project } from "../engine/project-stack";
import type { Deployment } from "../engine/state";
import { type PostgresBackend, postgresBackend } from "../postgres/backend";
import { isServing } from "../postgres/server";
import { postgresqlProvider } from "../postgresql/provider";
import { serve } from "../provider/serve";
import type { Cli } from "../pulumi-cli/find";
import { randomProvider } from "../random/provider";
import { writeFileAtomically } from "../shared/files";
import { clusterOf, masterOf } from "./master";
import { deleteOrphans } from "./orphans";
import { plan } from "./plan";
import { type RealPlugin, usePlugin } from "./real-plugins";
import { ROOT } from "./repository";
import { dropOrphanRoles, journaled } from "./role-journal";
import { withTunnel } from "./settings";
import { openTunnel } from "./tunnel";

export interface SandboxOptions {
    /** Folder of the environment; everything is kept in it. */
    readonly dir: string;
    readonly environment: string;
    /** What the environment's settings file says; {@link readSettings} reads it. */
    readonly config: StackConfig;
    readonly cli: Cli;
    /** What this process does, such as `npm start`. */
    readonly what: string;
    /** What is deployed, instead of the platform itself. @default the platform's projects */
    readonly projects?: readonly Project[];
    /** Stand-ins that are left out, so that the engine takes the installed plugins. @default none */
    readonly realPlugins?: readonly RealPlugin[];
    readonly report: (line: string) => void;
    /** As the engine has it. @default true */
    readonly checkpoints?: boolean;
}

/** The platform of one environment on the real engine, and the simulated account below it. */
export interface Sandbox extends Engine {
    readonly layout: "whole" | "layered";
    readonly account: Account;
    readonly postgres: PostgresBackend;
    /** Where DynamoDB clients connect. */
    readonly dynamodbEndpoint: string;
}

/**
 * Opens the sandbox of an environment: real servers, a simulated account, and the engine on top.
 * @throws Error when `config` has mistakes, or another process works in `dir`
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
    const { dir, environment, config, report } = options;
    const planned = plan(environment, config);
    let parts: Parts | undefined;
    const engine = await openEngine({
        ...options,
        projects: options.projects ?? planned.projects,
        plugins: {
            providers: [{ name: "pulumi-nodejs", path: join(ROOT, "sandbox", "bin") }],
            analyzers: [{ name: "policy-nodejs", path: join(ROOT, "sandbox", "bin") }],
        },
        policyPack: policyPack(planned.environment),
        start: async () => (parts = await startParts(options, planned.region)),
        reconcile: async (states) => {
            await parts?.reconcile(states);
        },
        report,
    });
    if (parts === undefined) {
        throw new Error(`nothing was started in ${dir}`);
    }
    const { account, postgres, dynamodbEndpoint } = parts;
    return { ...engine, layout: planned.layout, account, postgres, dynamodbEndpoint };
}

/**
 * Stops the servers of the sandbox in `dir`; what is in them stays. No process may work in it.
 * @returns what was stopped, in words
 */
export async function stopSandbox(dir: string): Promise<string[]> {
    const stopped: string[] = [];
    const postgres = postgresBackend(join(dir, "postgres"));
    for (const cluster of readdirSync(postgres.dir)) {
        // One that is half made counts too.
        if (isServing(join(postgres.dir, cluster, "data"))) {
            await postgres.stop(cluster);
            stopped.push(`PostgreSQL of ${cluster}`);
        }
    }
    if (await stopDynamoDb(join(dir, "dynamodb"))) {
        stopped.push("the DynamoDB server");
    }
    return stopped;
}

/** Deletes the stopped sandbox in `dir`. */
export function deleteSandbox(dir: string): void {
    rmSync(postgresBackend(join(dir, "postgres")).dir, { recursive: true, force: true });
    rmSync(dir, { recursive: true, force: true });
}

interface Parts extends Surroundings, Pick<Sandbox, "account" | "postgres" | "dynamodbEndpoint"> {
    reconcile(states: readonly Deployment[]): Promise<void>;
}

async function startParts(options: SandboxOptions, region: string): Promise<Parts> {
    const { dir, environment, config, report, realPlugins = [] } = options;
    const [accountId = ""] = config["aws:allowedAccountIds"] as string[];
    const account = new Account(join(dir, "account.json"), accountId);
    const postgres = postgresBackend(join(dir, "postgres"));
    const [dynamodb] = await Promise.all([
        startDynamoDb(join(dir, "dynamodb")),
        postgres.startAll(),
    ]);
    const tunnel = await openTunnel(lastPort(dir), () =>
        postgres.port(clusterOf(account, environment)?.id ?? ""),
    );
    writeFileAtomically(portFile(dir), String(tunnel.port));
    for (const name of realPlugins) {
        usePlugin(dir, name);
    }
    const backends = { postgres, dynamodb: dynamoDbBackend(dynamodb.endpoint) };
    const aws = new CloudProvider("aws", awsVersion, awsCatalogue, account, backends);
    aws.configure({ region });
    const [secrets, singletons] = await Promise.all([
        serveSecrets(account),
        serveSingletons(account),
    ]);
    const env = { ...secrets.env, ...singletons.env };
    // Programs run in this process, dynamic providers in others; both call AWS themselves.
    const takeBack = giveEnvironment(env);
    const journal = join(dir, "roles-begun");
    const postgresql = journaled(postgresqlProvider(), journal);
    const providers = await Promise.all([
        serve(aws),
        serveAwsx(),
        ...(realPlugins.includes("postgresql") ? [] : [serve(postgresql)]),
        ...(realPlugins.includes("random") ? [] : [serve(randomProvider())]),
    ]);
    return {
        providers,
        config: withTunnel(config, { port: tunnel.port, caFile: postgres.caFile }),
        env,
        close: () => {
            tunnel.close();
            secrets.close();
            singletons.close();
            takeBack();
        },
        reconcile: async (states) => {
            const master = masterOf(account, postgres, environment);
            const reach = master && { ...master, caFile: postgres.caFile };
            await dropOrphanRoles(postgresql, journal, reach, states, report);
            await deleteOrphans(account, aws, environment, states, report);
        },
        account,
        postgres,
        dynamodbEndpoint: dynamodb.endpoint,
    };
}

/** @returns what makes this process's environment what it was before */
function giveEnvironment(env: Readonly<Record<string, string>>): () => void {
    const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, env);
    return () => {
        for (const [name, value] of before) {
            if (value === undefined) {
                Reflect.deleteProperty(process.env, name);
            } else {
                process.env[name] = value;
            }
        }
    };
}

function policyPack(environment: string) {
    const config = join(ROOT, "policy", "config", `${environment}.json`);
    return {
        folder: join(ROOT, "policy"),
        config: existsSync(config) ? config : undefined,
    };
}

function portFile(dir: string): string {
    return join(dir, "tunnel-port");
}

/** The tunnel's port stands in the state: as long as it stays the same, nothing has changed. */
function lastPort(dir: string): number | undefined {
    return existsSync(portFile(dir)) ? Number(readFileSync(portFile(dir), "utf8")) : undefined;
}
