import pc from "picocolors";
import { LOGIN_ROLES } from "../../infra/database/roles";
import type { Place, Target } from "./outputs";

/** A tunnel that is open. */
interface Open extends Place {
    readonly stack: string;
    readonly region: string;
    readonly to: Target;
    /** Port of this machine. */
    readonly port: number;
}

/** How to use the tunnel: commands and settings to be copied. Names nothing secret. */
export function instructions(open: Open): string {
    const { stack, to, port } = open;
    return [
        pc.green(`${to} of ${stack} is at 127.0.0.1:${port}`),
        "",
        ...(to === "dynamodb" ? curl(open) : psql(open)),
        // Only the writer can be deployed to.
        ...(to === "database" ? ["", ...pulumi(stack, port)] : []),
        "",
        "Ctrl-C closes the tunnel.",
    ].join("\n");
}

function psql({ region, to, port, host, hostPort, name }: Open): string[] {
    // The proxy's certificate is of an authority that the system trusts; the cluster's is RDS's own.
    const authorities = to === "proxy" ? "system" : "global-bundle.pem";
    const [role = "", ...others] = LOGIN_ROLES.filter(({ login }) => login === "iam").map(
        (each) => each.name,
    );
    return [
        pc.bold("psql") +
            ", with the certificate checked and an IAM token, good for 15 minutes, for a password",
        `  export PGUSER=${role} # or ${others.join(", ")}`,
        `  export PGPASSWORD="$(aws rds generate-db-auth-token --hostname ${host} --port ${hostPort} --username "$PGUSER" --region ${region})"`,
        `  psql "host=${host} hostaddr=127.0.0.1 port=${port} dbname=${name} sslmode=verify-full sslrootcert=${authorities}"`,
    ];
}

/**
 * The AWS CLI cannot connect to another address than the one that it checks the certificate of; curl
 * can, and signs as well. What is secret it reads from a file that no list of processes shows.
 */
function curl({ region, port, host, hostPort, name }: Open): string[] {
    const login = String.raw`printf 'user = "%s:%s"\nheader = "X-Amz-Security-Token: %s"\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN"`;
    return [
        pc.bold("curl") +
            " (7.88 or later, in bash or zsh), with the certificate checked, as whoever your credentials are",
        '  eval "$(aws configure export-credentials --format env)"',
        `  dynamodb() { curl -sS --connect-to ${host}:${hostPort}:127.0.0.1:${port} --aws-sigv4 aws:amz:${region}:dynamodb -K <(${login}) -H "X-Amz-Target: DynamoDB_20120810.$1" -H "Content-Type: application/x-amz-json-1.0" -d "$2" https://${host}/; }`,
        `  dynamodb Query '{"TableName": "${name}", "KeyConditionExpression": "<key> = :k", "ExpressionAttributeValues": {":k": {"S": "<value>"}}}'`,
    ];
}

function pulumi(stack: string, port: number): string[] {
    return [
        pc.bold("Pulumi") +
            `, for the layer database: under config of Pulumi.${stack}.yaml, not to be committed`,
        `  pii:database: { connection: tunnel, host: 127.0.0.1, port: ${port}, caFile: <path of global-bundle.pem> }`,
    ];
}
