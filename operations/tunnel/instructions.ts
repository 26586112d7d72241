import pc from "picocolors";
import { LOGIN_ROLES } from "../../infra/database/roles";
import type { LayerOutputs } from "../../stacks/contracts";
import type { Target } from "./outputs";

/** A tunnel that is open. */
interface Open {
    readonly stack: string;
    readonly region: string;
    readonly to: Target;
    /** Port of this machine. */
    readonly port: number;
    readonly host: string;
    readonly aurora: LayerOutputs["aurora"];
}

/** How to use the tunnel: commands and settings to be copied. Names nothing secret. */
export function instructions({ stack, region, to, port, host, aurora }: Open): string {
    // The proxy's certificate is of an authority that the system trusts; the cluster's is RDS's own.
    const authorities = to === "proxy" ? "system" : "global-bundle.pem";
    const [role = "", ...others] = LOGIN_ROLES.filter(({ login }) => login === "iam").map(
        ({ name }) => name,
    );
    return [
        pc.green(`${to} of ${stack} is at 127.0.0.1:${port}`),
        "",
        pc.bold("psql") +
            ", with the certificate checked and an IAM token, good for 15 minutes, for a password",
        `  export PGUSER=${role} # or ${others.join(", ")}`,
        `  export PGPASSWORD="$(aws rds generate-db-auth-token --hostname ${host} --port ${aurora.port} --username "$PGUSER" --region ${region})"`,
        `  psql "host=${host} hostaddr=127.0.0.1 port=${port} dbname=${aurora.databaseName} sslmode=verify-full sslrootcert=${authorities}"`,
        ...(to === "database" ? ["", ...pulumi(stack, port)] : []),
        "",
        "Ctrl-C closes the tunnel.",
    ].join("\n");
}

/** Only the writer can be deployed to. */
function pulumi(stack: string, port: number): string[] {
    return [
        pc.bold("Pulumi") +
            `, for the layer database: under config of Pulumi.${stack}.yaml, not to be committed`,
        `  pii:database: { connection: tunnel, host: 127.0.0.1, port: ${port}, caFile: <path of global-bundle.pem> }`,
    ];
}
