import * as pulumi from "@pulumi/pulumi";
import { type Master, type MasterArgs, masterConnection } from "./master";

export interface PasswordArgs {
    readonly master: MasterArgs;
    /** Role that logs in with it. */
    readonly role: pulumi.Input<string>;
    /** Where it is kept, with `username` and `password`; another secret gets another password. */
    readonly secretArn: pulumi.Input<string>;
    /** Another number makes another password; whoever is connected stays connected. */
    readonly version: number;
}

interface Inputs {
    readonly master: Master;
    readonly role: string;
    readonly secretArn: string;
    readonly version: number;
}

type Outputs = Pick<Inputs, "role" | "secretArn" | "version">;

/** As that of the migrations, it captures nothing. */
const provider: pulumi.dynamic.ResourceProvider<Inputs, Outputs> = {
    diff(_id, olds, { role, secretArn, version }) {
        return Promise.resolve({
            changes: olds.role !== role || olds.secretArn !== secretArn || olds.version !== version,
        });
    },
    async create(inputs) {
        return { id: inputs.role, outs: await changed(inputs) };
    },
    async update(_id, _olds, news) {
        return { outs: await changed(news) };
    },
};

async function changed({ master, role, secretArn, version }: Inputs): Promise<Outputs> {
    const { randomBytes } = await import("node:crypto");
    const { SecretsManager } = await import("@aws-sdk/client-secrets-manager");
    const { setPassword } = await import("@pii-platform/sql");
    const connection = await masterConnection(master);
    const password = randomBytes(30).toString("base64url");
    // First the role: where the secret cannot be written, the update fails and is done again.
    await setPassword(connection, role, password);
    const client = new SecretsManager({ region: secretArn.split(":")[3] ?? "" });
    const SecretString = JSON.stringify({ username: role, password });
    await client.putSecretValue({ SecretId: secretArn, SecretString });
    client.destroy();
    return { role, secretArn, version };
}

/**
 * A password that is made where it is put to use: the database gets what it keeps of it, Secrets
 * Manager the rest, and no state, no program and no log ever holds it.
 *
 * Deleting this resource changes nothing: the role and the secret go by themselves.
 */
export class Password extends pulumi.dynamic.Resource {
    /** ARN of the secret, known once there is a password in it. */
    declare readonly secretArn: pulumi.Output<string>;

    constructor(name: string, args: PasswordArgs, opts?: pulumi.CustomResourceOptions) {
        super(provider, name, { ...args }, opts, "pii", "Password");
    }
}
