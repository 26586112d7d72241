import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/** What the account behind a table says of its protection. */
export interface Protection {
    /** AWS refuses to delete it. */
    readonly deletionProtection: boolean;
    /** Days that it can be brought back to any second of; none where it cannot. */
    readonly recoveryDays?: number;
    /** ARN of the key that it is encrypted with; none where it is one of AWS's own. */
    readonly keyArn?: string;
    /** Other regions that have it. */
    readonly replicas: readonly string[];
}

/** A table as it is called where the command works. */
export interface PhysicalTable {
    readonly name: string;
    /** What AWS must say it is; where it is not known, anything. */
    readonly arn?: string;
    /** Of the sandbox's account; elsewhere the API is asked. */
    readonly protection?: Protection;
}

/** Where a command works: a DynamoDB API, and the tables there. */
export interface Target {
    readonly kind: "sandbox" | "aws" | "endpoint";
    /** In words, such as `in the sandbox of dev`. */
    readonly where: string;
    /** The address that is connected to. */
    readonly host: string;
    readonly client: DynamoDBClient;
    /** By names of specs; those that were never made are not in it. */
    readonly tables: Readonly<Record<string, PhysicalTable>>;
    /** The environment's own key, where it is known. */
    readonly keyArn?: string;
    /** It is on this machine, so nothing that others work with. */
    readonly isHere: boolean;
    readonly isProd: boolean;
    /** What to do when nothing answers there. */
    readonly whenSilent: string;
    /** The command that makes tables that are missing, from their specs. */
    readonly toMake: string;
    /** How to make tables anew that are not as their specs say. */
    readonly toRemake: string;
    /** What makes tables anew that were dropped. */
    readonly toMakeAgain: string;
    /** Lifts the protection against deletion, as an instruction. */
    readonly toUnprotect: string;
}

/** How often a request is sent at most; who tries again by himself says 1. */
export type Attempts = Pick<DynamoDBClientConfig, "maxAttempts">;

/** How long may pass until a connection is there, and until an answer is, in milliseconds. */
const PATIENCE = {
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
};

export function connect(config: DynamoDBClientConfig): DynamoDBClient {
    // What AWS plans for later versions of its client is nothing to the user.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    return new DynamoDBClient({ requestHandler: PATIENCE, ...config });
}

/** How to lift a protection that the environment's settings demand. */
export function unprotect(stack: string, isProd: boolean, up: string): string {
    const keys = isProd
        ? "pii:deletionProtection: false and pii:unsafeAllowProdDeletion: true"
        : "pii:deletionProtection: false";
    return `set ${keys} in Pulumi.${stack}.yaml, then ${up}`;
}
