import { createServer, type AddressInfo } from "node:net";
import { type Check, problem, value } from "../shared/check";
import type { Settings } from "../shared/settings";
import { lastLine, run } from "../shared/tool";

/** The AWS CLI, and credentials of an account that the environment may be in. */
export async function checkCredentials({ stack, accounts }: Settings): Promise<Check<string>> {
    const result = await run("aws", ["sts", "get-caller-identity", "--output", "json"]);
    if (!result.ok) {
        return result.missing
            ? problem(
                  "the AWS CLI is not installed: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
              )
            : problem(
                  `there are no credentials for AWS: ${result.reason}; get some, such as by \`aws sso login\`, and name their profile in AWS_PROFILE`,
              );
    }
    const { Account: account } = JSON.parse(result.stdout) as { Account: string };
    return accounts.includes(account)
        ? value(account)
        : problem(
              `the credentials are those of account ${account}, but aws:allowedAccountIds of ${stack} names ${accounts.join(", ")}; name another profile in AWS_PROFILE`,
          );
}

/**
 * The last version that is told the session's token in its arguments, where every user of this
 * machine can read it; the AWS CLI hands it to later ones in their environment.
 */
const LAST_THAT_LEAKS = "1.2.497.0";

const PLUGIN =
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html";

/** AWS's plugin for sessions, which the AWS CLI starts. */
export async function checkPlugin(): Promise<Check<string>> {
    const result = await run("session-manager-plugin", ["--version"]);
    if (!result.ok) {
        return problem(
            result.missing
                ? `session-manager-plugin is not installed: ${PLUGIN}`
                : `session-manager-plugin does not run: ${result.reason}; install it anew: ${PLUGIN}`,
        );
    }
    const version = lastLine(result.stdout) ?? "";
    return isLater(version, LAST_THAT_LEAKS)
        ? value(version)
        : problem(
              `session-manager-plugin is version ${version}, which shows the session's token to every user of this machine; install one after ${LAST_THAT_LEAKS}: ${PLUGIN}`,
          );
}

/** Whether the version `a` comes after `b`; their four parts are no semantic version. */
export function isLater(a: string, b: string): boolean {
    const [left, right] = [a, b].map((version) => version.split(".").map(Number));
    for (const [index, part] of (right ?? []).entries()) {
        const other = left?.[index] ?? 0;
        if (other !== part) {
            return other > part;
        }
    }
    return false;
}

/** Taken where it is free, so that what was configured for an earlier tunnel fits the next. */
const USUAL_PORT = 15432;

/** A free port of this machine: the one that was asked for, or any. */
export async function findPort(wanted: number | undefined): Promise<Check<number>> {
    if (wanted === undefined) {
        return value(await bind(USUAL_PORT).catch(() => bind(0)));
    }
    try {
        return value(await bind(wanted));
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const why = code === "EADDRINUSE" ? "is taken" : `cannot be used (${String(code)})`;
        return problem(
            `port ${wanted} of this machine ${why}; name another one with --port, or none for any that is free`,
        );
    }
}

/** Takes the port and lets go of it again. */
function bind(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => {
            const { port: bound } = server.address() as AddressInfo;
            server.close(() => {
                resolve(bound);
            });
        });
    });
}
