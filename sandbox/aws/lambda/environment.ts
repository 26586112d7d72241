/** Names that Lambda sets by itself, and lets nobody else set. */
const RESERVED = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
];

const MAX_BYTES = 4096;

/** A check for the environment variables of a function. Never repeats a value. */
export function environmentVariables(variables: Readonly<Record<string, string>>) {
    const names = Object.keys(variables);
    const wrong = names.find((name) => !/^[a-zA-Z]\w+$/.test(name) && !RESERVED.includes(name));
    const reserved = names.find((name) => RESERVED.includes(name));
    const bytes = Buffer.byteLength(JSON.stringify(variables));
    if (wrong !== undefined) {
        return `must have names of a letter and then letters, digits and "_", got "${wrong}"`;
    }
    if (reserved !== undefined) {
        return `must not have ${reserved}, which Lambda sets`;
    }
    return bytes > MAX_BYTES
        ? `must have at most ${MAX_BYTES} bytes in all, names and values, got ${bytes}`
        : undefined;
}
