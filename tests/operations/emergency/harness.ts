import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emergency } from "../../../operations/emergency/command";
import type { Io } from "../../../operations/emergency/io";
import { type Api, serveApi } from "../../../sandbox/api/serve";
import { Account } from "../../../sandbox/cloud/account";
import type { Props } from "../../../sandbox/provider/provider";

export const ACCOUNT_ID = "111122223333";

const CLUSTER = "aws:rds/cluster:Cluster";
export const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!cluster-1-abc";
export const TABLE = `arn:aws:dynamodb:eu-west-1:${ACCOUNT_ID}:table/tokens-1a2b3c4`;
export const REPLICA = TABLE.replace("eu-west-1", "eu-central-1");
export const STREAM = `${TABLE}/stream/2026-11-21T00:00:00.000`;
export const POLICY =
    '{"Version":"2012-10-17","Statement":[{"Sid":"DenyWithoutTls","Effect":"Deny"}]}';

/** An account with an environment `prod`, answered for on a loopback port in this process. */
export class World {
    readonly root = mkdtempSync(join(tmpdir(), "pii-emergency-"));
    readonly account = new Account(join(this.root, "account.json"), ACCOUNT_ID);
    readonly rebooted: string[] = [];
    /** Instances do not restart. */
    stuck = false;
    #api: Api | undefined;
    readonly #env = { ...process.env };

    static async of(changes: (world: World) => void = furnish): Promise<World> {
        const world = new World();
        world.settings(ACCOUNT_ID);
        changes(world);
        world.#api = await serveApi(world.account, {
            reboot: (id) => {
                if (world.stuck) {
                    return Promise.reject(new Error("not now"));
                }
                world.rebooted.push(id);
                return Promise.resolve();
            },
            setMasterPassword: () => Promise.resolve(),
        });
        Object.assign(process.env, {
            AWS_ENDPOINT_URL: world.#api.endpoint,
            AWS_ACCESS_KEY_ID: "test",
            AWS_SECRET_ACCESS_KEY: "test",
        });
        return world;
    }

    end(): void {
        this.#api?.close();
        for (const name of Object.keys(process.env)) {
            if (!(name in this.#env)) {
                Reflect.deleteProperty(process.env, name);
            }
        }
        Object.assign(process.env, this.#env);
        rmSync(this.root, { recursive: true, force: true });
    }

    /** @param account that the environment may be in */
    settings(account: string): void {
        writeFileSync(
            join(this.root, "Pulumi.prod.yaml"),
            `config: { "aws:region": eu-west-1, "aws:allowedAccountIds": ["${account}"] }`,
        );
    }

    put(type: string, id: string, inputs: Props, outputs: Props = inputs): void {
        this.account.put({ type, id, urn: `urn:pulumi:prod::x::${type}::${id}`, inputs, outputs });
    }

    /** What is there, but for what nobody compares: what the sandbox made up. */
    get content() {
        return structuredClone(this.account.everything());
    }

    get journal(): Record<string, unknown>[] {
        return readFileSync(join(this.root, ".emergency/prod.jsonl"), "utf8")
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line) as Record<string, unknown>);
    }

    /** The time, until the command has asked for it that often: as if it was killed then. */
    killedAfter(lines: number): Pick<Io, "now"> {
        // The first is for the name of the snapshot.
        let left = lines + 1;
        return {
            now: () => {
                if (left-- <= 0) {
                    throw new Error("killed");
                }
                return new Date("2026-11-21T10:20:30Z");
            },
        };
    }

    /** Runs `npm run emergency -- ARGS --stack prod`, with what was said and how it ended. */
    async run(args: readonly string[], io: Partial<Io> = {}) {
        const said: string[] = [];
        try {
            const code = await emergency([...args, "--stack", "prod"], {
                root: this.root,
                say: (line) => said.push(line),
                pause: () => Promise.resolve(),
                now: () => new Date("2026-11-21T10:20:30Z"),
                ...io,
            });
            return { said, code };
        } catch (error) {
            return { said, error: (error as Error).message.split("\n") };
        }
    }
}

/** A cluster with a proxy, a cache, a function and a table with a stream and a replica. */
export function furnish(world: World): void {
    for (const name of ["aurora", "proxy", "dax", "else"]) {
        const group = { vpcId: "vpc-1", name };
        world.put("aws:ec2/securityGroup:SecurityGroup", `sg-${name}`, group);
    }
    world.put(
        CLUSTER,
        "pii-prod",
        { vpcSecurityGroupIds: ["sg-aurora"] },
        {
            vpcSecurityGroupIds: ["sg-aurora"],
            databaseName: "pii_db",
            endpoint: "pii-prod.example",
            port: 5432,
            masterUserSecrets: [{ secretArn: SECRET }],
        },
    );
    for (const id of ["pii-prod-1", "pii-prod-2"]) {
        world.put("aws:rds/clusterInstance:ClusterInstance", id, { clusterIdentifier: "pii-prod" });
    }
    world.put("aws:rds/proxy:Proxy", "pii-prod-proxy", { vpcSecurityGroupIds: ["sg-proxy"] });
    world.put("aws:rds/proxyEndpoint:ProxyEndpoint", "pii-prod-proxy/pii-prod-proxy-read-only", {
        dbProxyName: "pii-prod-proxy",
        dbProxyEndpointName: "pii-prod-proxy-read-only",
        vpcSecurityGroupIds: ["sg-proxy"],
    });
    for (const id of ["pii-prod", "pii-production"]) {
        const nodes = [{ id: `${id}-a` }, { id: `${id}-b` }];
        world.put("aws:dax/cluster:Cluster", id, { securityGroupIds: ["sg-dax"], nodes });
    }
    world.put("aws:lambda/function:Function", "pii-prod-database-access", {
        reservedConcurrentExecutions: 2,
    });
    world.put("aws:ssm/parameter:Parameter", "/pii-platform/prod/tables/tokens", {
        name: "/pii-platform/prod/tables/tokens",
        insecureValue: "tokens-1a2b3c4",
    });
    world.put(
        "aws:dynamodb/table:Table",
        "tokens-1a2b3c4",
        {},
        {
            region: "eu-west-1",
            arn: TABLE,
            streamArn: STREAM,
            replicas: [{ regionName: "eu-central-1", arn: REPLICA }],
        },
    );
    world.put("aws:dynamodb/resourcePolicy:ResourcePolicy", TABLE, {
        policy: POLICY,
        resourceArn: TABLE,
    });
}
