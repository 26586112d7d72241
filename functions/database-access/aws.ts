import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { Signer } from "@aws-sdk/rds-signer";

/** Longest that one call, its second attempt included, may take. Without an endpoint none answers. */
const CALL_TIMEOUT_MS = 5000;

/** What is asked of AWS. */
export interface AwsCalls {
    /** The values of those parameters that exist, by their full names. */
    parameters(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
    /** A secret's text. */
    secret(arn: string): Promise<string>;
    /** A token to log in with for 15 minutes. Signed here: it costs no call. */
    token(login: {
        readonly host: string;
        readonly port: number;
        readonly user: string;
    }): Promise<string>;
}

/** AWS itself, with the credentials of the function's role. */
export function awsCalls(region: string): AwsCalls {
    const config = { region, maxAttempts: 2 };
    const ssm = new SSMClient(config);
    const secrets = new SecretsManagerClient(config);
    const options = () => ({ abortSignal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
    return {
        parameters: async (names) => {
            const command = new GetParametersCommand({ Names: [...names] });
            const { Parameters = [] } = await ssm.send(command, options());
            return new Map(Parameters.map(({ Name = "", Value = "" }) => [Name, Value]));
        },
        secret: async (arn) => {
            const command = new GetSecretValueCommand({ SecretId: arn });
            return (await secrets.send(command, options())).SecretString ?? "";
        },
        token: ({ host, port, user }) =>
            new Signer({ region, hostname: host, port, username: user }).getAuthToken(),
    };
}
