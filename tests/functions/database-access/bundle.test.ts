import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { asset } from "@pulumi/pulumi";
import { functionCode, HANDLER } from "../../../infra/function-code";
import { freshDatabase, type TestConnection } from "../../support/postgres";
import { accessRole, PATH } from "./access";
import { type AwsRequest, awsServer } from "./aws-server";

const run = promisify(execFile);

const SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:x";

/** Does what Lambda does: loads the file, calls the handler, and tells how that ended. */
const LAMBDA = `
    const [file, name] = process.env.HANDLER.split(".");
    const { [name]: handler } = require("./" + file);
    const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 60000 };
    const tell = (ended) => require("fs").writeFileSync("ended.json", JSON.stringify(ended));
    handler(JSON.parse(process.env.EVENT), context).then(
        (result) => tell({ result }),
        ({ name, message }) => tell({ failure: { name, message } }),
    );`;

/** What the function trusts is in its code; here the authority of the test's server is added. */
const TRUST = `
    const tls = require("node:tls");
    const { createSecureContext } = tls;
    tls.createSecureContext = (options) =>
        createSecureContext({ ...options, ca: [options?.ca ?? [], process.env.TEST_CA].flat() });`;

describe("the bundle of database-access", () => {
    let folder: string;
    let role: TestConnection;
    let server: Awaited<ReturnType<typeof awsServer>>;

    function answer({ target }: AwsRequest): object {
        if (target === "secretsmanager.GetSecretValue") {
            const { user: username, password } = role;
            return { SecretString: JSON.stringify({ username, password }) };
        }
        const { host, port, database } = role;
        const values = { host, "reader-host": host, port: String(port), name: database };
        return {
            Parameters: Object.entries(values).map(([key, Value]) => ({
                Name: `${PATH}/${key}`,
                Value,
            })),
        };
    }

    /** Calls what is in the package, with nothing else around it. */
    async function call(event: object, login: NodeJS.ProcessEnv) {
        const { stdout } = await run(
            process.execPath,
            ["--require", "./trust.cjs", "--eval", LAMBDA],
            {
                cwd: folder,
                env: {
                    ...server.environment,
                    ...login,
                    AWS_REGION: "eu-central-1",
                    AWS_LAMBDA_FUNCTION_NAME: "pii-test-database-access",
                    PARAMETER_PATH: PATH,
                    CONNECT_TIMEOUT_SECONDS: "5",
                    HANDLER,
                    EVENT: JSON.stringify(event),
                    TEST_CA: role.ssl?.ca,
                },
            },
        );
        return {
            lines: stdout.trim().split("\n"),
            ended: JSON.parse(readFileSync(join(folder, "ended.json"), "utf8")) as {
                result?: Record<string, unknown>;
                failure?: { name: string; message: string };
            },
        };
    }

    before(async () => {
        role = await accessRole(await freshDatabase());
        server = await awsServer(answer);
        folder = mkdtempSync(join(tmpdir(), "pii-function-"));
        const code = functionCode("database-access");
        const files = (await code.assets) as Record<string, asset.FileAsset>;
        for (const [name, file] of Object.entries(files)) {
            copyFileSync(await file.path, join(folder, name));
        }
        writeFileSync(join(folder, "trust.cjs"), TRUST);
    });

    after(async () => {
        rmSync(folder, { recursive: true, force: true });
        await server.close();
    });

    it("logs in with a secret, finds the database healthy, and says so in one line of log", async () => {
        const { ended, lines } = await call({ action: "health" }, { SECRET_ARN });
        assert.equal(ended.result?.healthy, true, JSON.stringify(ended));
        assert.equal(lines.length, 1);
        const { outcome, Healthy } = JSON.parse(lines[0] ?? "") as Record<string, unknown>;
        assert.deepEqual([outcome, Healthy], ["done", 1]);
    });

    it("makes a diagnosis", async () => {
        const event = { action: "diagnostics", query: "transaction-age", limit: 1 };
        const { ended } = await call(event, { SECRET_ARN });
        assert.equal((ended.result?.rows as object[]).length, 1, JSON.stringify(ended));
    });

    it("presents an IAM token, which only a member of rds_iam gets in with", async () => {
        const event = { action: "diagnostics", query: "activity" };
        const { ended } = await call(event, { DATABASE_USER: role.user });
        assert.equal(ended.failure?.name, "login-refused", JSON.stringify(ended));
    });

    it("refuses what it does not know", async () => {
        const { ended } = await call({ action: "sql" }, { SECRET_ARN });
        assert.deepEqual(ended.failure, {
            name: "refused",
            message:
                "the event is not one that this function knows: " +
                "action must be one of health, schema-status, partitions, diagnostics",
        });
    });
});
