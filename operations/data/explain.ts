import type { Target } from "./target";

/** Errors of a connection, as Node names them. */
const SILENT = new Set([
    "ECONNREFUSED",
    "ECONNRESET",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ENOTFOUND",
    "EPIPE",
    "ETIMEDOUT",
    "TimeoutError",
]);

const NO_CREDENTIALS = new Set([
    "CredentialsProviderError",
    "ExpiredTokenException",
    "IncompleteSignatureException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "TokenProviderError",
    "UnrecognizedClientException",
]);

interface Fault extends Error {
    /** Of Node. */
    readonly code?: string;
    /** Of the SDK. */
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly statusCode?: number };
}

/** What an error of a request means, and how to mend it. */
export function explain(error: unknown, target: Target): string {
    const { name, message, code = name } = error as Fault;
    if (isConnectionError(error)) {
        return `nothing answers at ${target.host} (${code}): ${target.whenSilent}`;
    }
    if (NO_CREDENTIALS.has(name)) {
        return `there are no valid credentials (${name}: ${message}): get some, such as by \`aws sso login\`, and name their profile in AWS_PROFILE`;
    }
    if (name === "AccessDeniedException") {
        const how = message.includes("resource-based policy")
            ? "items are open to the VPC only, so run this from within (docs/data.md)"
            : "take a role that may, by its profile in AWS_PROFILE";
        return `the credentials may not do that: ${message}; ${how}`;
    }
    if (isUnknown(error) || name === "SyntaxError") {
        return `what answers at ${target.host} does not know the request (${name}): is it a DynamoDB API? Name another --endpoint if not`;
    }
    return `${name}: ${message}`;
}

export function isConnectionError(error: unknown): boolean {
    const { name, code = name } = error as Fault;
    return SILENT.has(code);
}

/** Whether the server does not have the operation at all. */
export function isUnknown(error: unknown): boolean {
    return (error as Error).name === "UnknownOperationException";
}
