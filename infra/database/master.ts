import type { Connection } from "@pii-platform/sql";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Where to connect as the master, and where the password stands: not the password, so that no state
 * holds it.
 */
export interface MasterArgs {
    /** Where to connect: the end of a tunnel, or the cluster itself. */
    readonly host: pulumi.Input<string>;
    readonly port: pulumi.Input<number>;
    /** The cluster's own host name, which its certificate must bear. */
    readonly serverName: pulumi.Input<string>;
    readonly database: pulumi.Input<string>;
    readonly user: pulumi.Input<string>;
    /**
     * ARN of the secret with `password`, which is asked at the time of use: RDS changes it every
     * seven days.
     */
    readonly secretArn: pulumi.Input<string>;
    /** File with the certificates that the server's one is checked against. */
    readonly caFile: string;
}

/** The same, once all of it is known. */
export type Master = { readonly [K in keyof MasterArgs]: pulumi.Unwrap<MasterArgs[K]> };

/**
 * How to connect, with the password that the secret has now. For dynamic providers, which the engine
 * keeps, serialized, in the state: what a function needs, it loads when it is called.
 *
 * AWS is asked by the SDK with the credentials of the environment (AWS_PROFILE, a role of OIDC), in
 * the region that the ARN names.
 * @throws Error that says why the secret cannot be read
 */
export async function masterConnection(master: Master): Promise<Connection> {
    const { readFileSync } = await import("node:fs");
    const { host, port, database, user, serverName: servername } = master;
    const { password } = JSON.parse(await secretText(master.secretArn)) as { password: string };
    const ca = readFileSync(master.caFile, "utf8");
    return { host, port, database, user, password, ssl: { ca, servername } };
}

async function secretText(arn: string): Promise<string> {
    const { SecretsManager } = await import("@aws-sdk/client-secrets-manager");
    const client = new SecretsManager({ region: arn.split(":")[3] ?? "" });
    try {
        const { SecretString: text = "" } = await client.getSecretValue({ SecretId: arn });
        return text;
    } catch (error) {
        const { name, message } = error as Error;
        const advice: Readonly<Record<string, string>> = {
            AccessDeniedException:
                "whoever deploys needs secretsmanager:GetSecretValue on it and kms:Decrypt on its key",
            CredentialsProviderError:
                "there are no credentials for AWS: name their profile in AWS_PROFILE, where the provider aws finds its own elsewhere",
            ExpiredTokenException: "the credentials are out of date: get new ones",
            InvalidRequestException:
                "the secret is about to be deleted: is the cluster still there?",
            ResourceNotFoundException: "there is no such secret: is the cluster still there?",
        };
        const what = advice[name] ?? "run again";
        throw new Error(`cannot read the secret ${arn}: ${message}; ${what}`, { cause: error });
    } finally {
        client.destroy();
    }
}
