import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Check, problem, value } from "../shared/check";
import { readSettings } from "../shared/settings";
import { type Attempts, connect, type PhysicalTable, type Target, unprotect } from "./target";

/** What the sandbox notes down of its server: sandbox/dynamodb/record.ts. */
interface ServerRecord {
    readonly port: number;
    readonly nonce: string;
}

/** A resource in the sandbox's account: sandbox/cloud/account.ts. */
interface Entry {
    readonly type: string;
    readonly id: string;
    readonly urn: string;
    readonly inputs: {
        readonly deletionProtectionEnabled?: boolean;
        readonly pointInTimeRecovery?: {
            readonly enabled?: boolean;
            readonly recoveryPeriodInDays?: number;
        };
        readonly serverSideEncryption?: { readonly kmsKeyArn?: string };
        readonly replicas?: readonly { readonly regionName: string }[];
    };
    readonly outputs: { readonly arn?: string };
}

/** Days that AWS keeps where none are given. */
const RECOVERY_DAYS = 35;

/** How long the server may take to say that it runs, in milliseconds. */
const PATIENCE = 5_000;

/**
 * The tables of a rehearsed environment, whose server runs.
 * @param root folder of the repository
 */
export async function sandboxTarget(
    root: string,
    stack: string,
    attempts: Attempts,
): Promise<Check<Target>> {
    let isProd: boolean;
    try {
        isProd = readSettings(root, stack).environment === "prod";
    } catch (error) {
        return problem((error as Error).message);
    }
    const start = stack === "dev" ? "npm start" : `npm start -- --stack ${stack}`;
    const dir = join(root, ".sandbox", stack);
    const port = await runningAt(join(dir, "dynamodb", "server.json"));
    if (port === undefined) {
        return problem(
            `the sandbox of ${stack} does not run: start it with ${start}; for tables at AWS say --stack ${stack}, for another server --endpoint <url>`,
        );
    }
    const account = (readJson(join(dir, "account.json")) ?? []) as Entry[];
    const own = account.filter(({ urn }) => urn.startsWith(`urn:pulumi:${stack}::`));
    const keys = own.filter(({ type }) => type === "aws:kms/key:Key");
    return value({
        kind: "sandbox",
        where: `in the sandbox of ${stack}`,
        host: `127.0.0.1:${port}`,
        client: connect({
            ...attempts,
            endpoint: `http://127.0.0.1:${port}`,
            region: "us-east-1",
            credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
        }),
        tables: Object.fromEntries(
            own
                .filter(({ type }) => type === "aws:dynamodb/table:Table")
                .map((entry) => [entry.urn.split("::").at(-1) ?? "", physical(entry)]),
        ),
        keyArn: keys.find(({ urn }) => urn.endsWith("::dynamodb"))?.outputs.arn,
        isHere: true,
        isProd,
        whenSilent: start,
        toMake: start,
        toRemake: start,
        toMakeAgain: `npm run data -- load${stack === "dev" ? "" : ` --stack ${stack} --endpoint sandbox`} makes it anew, empty`,
        toUnprotect: unprotect(stack, isProd, start),
    });
}

function physical({ id, inputs }: Entry): PhysicalTable {
    const { pointInTimeRecovery: recovery, serverSideEncryption: encryption } = inputs;
    return {
        name: id,
        protection: {
            deletionProtection: inputs.deletionProtectionEnabled === true,
            recoveryDays: recovery?.enabled
                ? (recovery.recoveryPeriodInDays ?? RECOVERY_DAYS)
                : undefined,
            keyArn: encryption?.kmsKeyArn,
            replicas: (inputs.replicas ?? []).map(({ regionName }) => regionName),
        },
    };
}

/** The port of the server, when the one that answers there is the sandbox's. */
async function runningAt(file: string): Promise<number | undefined> {
    const record = readJson(file) as ServerRecord | undefined;
    if (record === undefined) {
        return undefined;
    }
    try {
        const response = await fetch(`http://127.0.0.1:${record.port}/sandbox-nonce`, {
            signal: AbortSignal.timeout(PATIENCE),
        });
        return (await response.text()) === record.nonce ? record.port : undefined;
    } catch {
        return undefined;
    }
}

function readJson(file: string): unknown {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
