/** Where a connection was to go. */
interface Address {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
}

/** What to look at when a database cannot be connected to; the longer story is there. */
const GUIDE = "docs/database.md, Unreachable";

/** OpenSSL's names of what is wrong with a certificate (X509_V_ERR_*), as Node has them. */
const CERTIFICATE = /^(CERT_|CRL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE)/;

/** By errno, SQLSTATE or, where `pg` gives no code, by the text of the error. */
const ADVICE: Readonly<Record<string, (address: Address) => string>> = {
    ENOTFOUND: unresolved,
    EAI_AGAIN: unresolved,
    ECONNREFUSED: ({ host, port }) =>
        isLoopback(host)
            ? `nothing listens there: open the tunnel with npm run tunnel -- --stack <env> --port ${port}`
            : "nothing listens there: look whether the cluster is available, and at its port",
    EHOSTUNREACH: closed,
    ENETUNREACH: closed,
    ETIMEDOUT: closed,
    "timeout expired": closed,
    ECONNRESET: brokenOff,
    EPIPE: brokenOff,
    "Connection terminated unexpectedly": brokenOff,
    "The server does not support SSL connections": ({ port }) =>
        `what listens at port ${port} speaks no TLS, so it is not the cluster; nothing was sent to it`,
    ERR_TLS_CERT_ALTNAME_INVALID: () =>
        "it is another server than the one that was asked for; look where the tunnel leads",
    CERT_HAS_EXPIRED: () =>
        "the certificate is out of date: rotate the cluster's to a newer authority of RDS",
    "28P01": ({ user }) =>
        `the password of "${user}" is another one: where RDS keeps it, it changes by itself, so ` +
        "run again with what the secret says now; a token of IAM is good for 15 minutes",
    "28000": ({ user }) =>
        `"${user}" may not log in like this: a member of rds_iam only with a token of IAM (good ` +
        "for 15 minutes), and everybody only with TLS",
    "3D000": ({ database }) => `create "${database}", or name the one that the cluster has`,
    "53300": () => "the database takes no more connections: close some, or wait",
    "57P03": () => "the database is starting, stopping or failing over: run again in a minute",
};

/** What to do about `error`, with which connecting failed; empty when nothing is known. */
export function adviceOn(error: unknown, address: Address): string {
    const { code = "", message = "" } = error as { code?: string; message?: string };
    const advice =
        ADVICE[code] ??
        ADVICE[message] ??
        (CERTIFICATE.test(code) ? () => WRONG_AUTHORITY : undefined);
    return advice === undefined ? "" : `; ${advice(address)} (${GUIDE})`;
}

const WRONG_AUTHORITY =
    "caFile does not hold the authority that signed the server's certificate: take global-bundle.pem " +
    "of RDS; nothing was sent to the server";

function unresolved({ host }: Address): string {
    return `the name ${host} is not known here: the cluster is gone, or this machine does not see the names of its VPC`;
}

function closed({ host, port }: Address): string {
    return (
        `nothing at ${host} lets this machine in: open a tunnel (npm run tunnel), or run inside the ` +
        `VPC with a security group that the database's one lets in on port ${port}`
    );
}

function brokenOff({ host }: Address): string {
    return isLoopback(host)
        ? "the tunnel's other end did not answer: look whether the tunnel is still open, and the cluster available"
        : "the connection was cut off: look whether the cluster is available";
}

function isLoopback(host: string): boolean {
    return host === "localhost" || host === "::1" || host.startsWith("127.");
}
