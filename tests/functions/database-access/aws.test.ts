import assert from "node:assert/strict";
import { mock } from "node:test";
import { awsCalls } from "../../../functions/database-access/aws";
import { type AwsRequest, awsServer } from "./aws-server";
import { blackHole } from "./servers";

describe("what database-access asks of AWS", () => {
    const before = { ...process.env };
    const asked: AwsRequest[] = [];
    let answer: (request: AwsRequest) => object;
    let close: () => Promise<void>;

    beforeEach(async () => {
        asked.length = 0;
        const server = await awsServer((request) => {
            asked.push(request);
            return answer(request);
        });
        ({ close } = server);
        Object.assign(process.env, server.environment);
    });

    afterEach(async () => {
        for (const name of Object.keys(process.env).filter((key) => !(key in before))) {
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
            delete process.env[name];
        }
        await close();
    });

    it("is the parameters by their names, in one call; those that are missing are left out", async () => {
        answer = () => ({
            Parameters: [{ Name: "/p/host", Value: "db.example", Type: "String" }],
            InvalidParameters: ["/p/port"],
        });
        const values = await awsCalls("eu-central-1").parameters(["/p/host", "/p/port"]);
        assert.deepEqual([...values], [["/p/host", "db.example"]]);
        assert.deepEqual(
            asked.map(({ target, body }) => [target, body]),
            [["AmazonSSM.GetParameters", { Names: ["/p/host", "/p/port"] }]],
        );
        assert.match(asked[0]?.authorization ?? "", /AKIDEXAMPLE\/\d{8}\/eu-central-1\/ssm\//);
    });

    it("is a secret by its ARN", async () => {
        answer = () => ({ SecretString: '{"username":"x"}' });
        assert.equal(await awsCalls("eu-central-1").secret("arn:x"), '{"username":"x"}');
        assert.deepEqual(
            asked.map(({ target, body }) => [target, body]),
            [["secretsmanager.GetSecretValue", { SecretId: "arn:x" }]],
        );
    });

    it("is refused without a second attempt where access is denied", async () => {
        answer = () => {
            throw new Error("AccessDeniedException");
        };
        await assert.rejects(awsCalls("eu-central-1").parameters(["/p/host"]), {
            name: "AccessDeniedException",
        });
        assert.equal(asked.length, 1);
    });

    it("is given up after five seconds where nobody answers, as without an endpoint", async () => {
        const hole = await blackHole();
        process.env.AWS_ENDPOINT_URL_SSM = `http://127.0.0.1:${hole.port}`;
        const timeout = mock.method(AbortSignal, "timeout");
        try {
            await assert.rejects(awsCalls("eu-central-1").parameters(["/p/host"]), {
                name: "AbortError",
            });
            assert.deepEqual(
                timeout.mock.calls.map(({ arguments: args }) => args),
                [[5000]],
            );
        } finally {
            timeout.mock.restore();
            await hole.close();
        }
    });

    it("is no call at all for a token, which is good for a quarter of an hour", async () => {
        const login = { host: "db.example", port: 5432, user: "pii_access" };
        const token = await awsCalls("eu-central-1").token(login);
        const url = new URL(`https://${token}`);
        assert.equal(url.host, "db.example:5432");
        const { searchParams } = url;
        assert.deepEqual(
            ["Action", "DBUser", "X-Amz-Expires", "X-Amz-Security-Token"].map((name) =>
                searchParams.get(name),
            ),
            ["connect", "pii_access", "900", "session"],
        );
        assert.match(
            searchParams.get("X-Amz-Credential") ?? "",
            /^AKIDEXAMPLE\/\d{8}\/eu-central-1\/rds-db\/aws4_request$/,
        );
        assert.deepEqual(asked, []);
    });
});
