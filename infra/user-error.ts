import * as pulumi from "@pulumi/pulumi";

/**
 * An error that the user can mend, and whose message says how.
 *
 * It has no stack: that would tell the user nothing, and the SDK colours it before it throws it
 * away, for which Node 20 needs a quarter of a minute.
 */
export function userError(message: string): pulumi.RunError {
    const error = new pulumi.RunError(message);
    error.stack = "";
    return error;
}
