import { randomBytes } from "node:crypto";
import { escapeLiteral } from "pg";
import type { AwsCalls } from "../../../functions/database-access/aws";
import { Connector } from "../../../functions/database-access/connector";
import { makeHandler } from "../../../functions/database-access/handler";
import type { Login } from "../../../functions/database-access/settings";
import { query, type TestConnection } from "../../support/postgres";

export const PATH = "/pii-platform/test/database";

/** Milliseconds: whoever waits for so long meets the end of the test first. */
export const TOO_LONG = 6_000_000;

/** What AWS would answer; a test changes what it is about. */
export interface Answers {
    readonly parameters?: Readonly<Record<string, string | undefined>>;
    readonly secret?: () => string;
    readonly token?: () => string;
    readonly login?: Login;
    readonly ca?: string;
    readonly connectTimeoutMs?: number;
}

/** The function, with AWS's answers made up, and a real database. */
export function accessTo(connection: TestConnection, answers: Answers = {}) {
    const { login = { kind: "iam", user: connection.user } } = answers;
    const calls: string[] = [];
    const parameters: Readonly<Record<string, string | undefined>> = {
        host: connection.host,
        "reader-host": connection.host,
        port: String(connection.port),
        name: connection.database,
        ...answers.parameters,
    };
    const aws: AwsCalls = {
        parameters: (names) => {
            calls.push("parameters");
            const known = Object.entries(parameters).flatMap(([key, value]) =>
                value === undefined ? [] : [[`${PATH}/${key}`, value] as const],
            );
            return Promise.resolve(new Map(known.filter(([name]) => names.includes(name))));
        },
        secret: (arn) => {
            calls.push(`secret ${arn}`);
            return attempt(answers.secret ?? (() => "{}"));
        },
        token: ({ host, port, user }) => {
            calls.push(`token ${user}@${host}:${port}`);
            return attempt(answers.token ?? (() => connection.password));
        },
    };
    // A slow machine is not what is tested: where nothing else is said, there is time.
    const settings = {
        region: "eu-central-1",
        functionName: "pii-test-database-access",
        parameterPath: PATH,
        login,
        connectTimeoutMs: answers.connectTimeoutMs ?? TOO_LONG,
    };
    const lines: string[] = [];
    const ca = answers.ca ?? connection.ssl?.ca ?? "";
    const connector = new Connector(settings, aws, [ca]);
    const handler = makeHandler(connector, settings.functionName, (line) => lines.push(line));
    return {
        /** What AWS was asked, in order. */
        calls,
        /** What was logged. */
        lines,
        /** Calls the function, which has so much time left, whenever it asks. */
        call: (event: unknown, remainingMs = TOO_LONG) =>
            handler(event, {
                awsRequestId: "request-1",
                getRemainingTimeInMillis: () => remainingMs,
            }) as Promise<Record<string, unknown>>,
    };
}

async function attempt<T>(answer: () => T): Promise<T> {
    return Promise.resolve(answer());
}

let roles = 0;

/** A role such as the function has: it may see what goes on, and no table. */
export async function accessRole(master: TestConnection): Promise<TestConnection> {
    const user = `access_${++roles}`;
    const password = randomBytes(12).toString("hex");
    await query(master, `create role ${user} login password ${escapeLiteral(password)}`);
    await query(
        master,
        `grant pg_monitor to ${user}; grant connect on database ${master.database} to ${user}`,
    );
    return { ...master, user, password };
}
