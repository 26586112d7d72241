import assert from "node:assert/strict";
import {
    ConnectionParameters,
    type ConnectionParametersArgs,
    connectionPath,
} from "../../infra/aurora/connection-parameters";
import { mockEngine, registrations, SCOPE } from "./mocks";

const ARGS: ConnectionParametersArgs = {
    scope: SCOPE,
    path: connectionPath("prod"),
    host: "pii-prod.cluster.example",
    readerHost: "pii-prod.cluster-ro.example",
    port: 5432,
    databaseName: "pii_db",
    masterSecretArn: "arn:secret",
};

const PLAIN = {
    "/pii-platform/prod/database/host": "pii-prod.cluster.example",
    "/pii-platform/prod/database/reader-host": "pii-prod.cluster-ro.example",
    "/pii-platform/prod/database/port": "5432",
    "/pii-platform/prod/database/name": "pii_db",
    "/pii-platform/prod/database/master-secret-arn": "arn:secret",
};

describe("ConnectionParameters", () => {
    before(mockEngine);

    for (const [what, changes, expected] of [
        ["cluster", {}, PLAIN],
        [
            "proxy",
            { proxyHost: "pii-prod.proxy.example" },
            { ...PLAIN, "/pii-platform/prod/database/proxy-host": "pii-prod.proxy.example" },
        ],
        [
            "proxy with readers",
            { proxyHost: "pii-prod.proxy.example", proxyReaderHost: "pii-prod-ro.proxy.example" },
            {
                ...PLAIN,
                "/pii-platform/prod/database/proxy-host": "pii-prod.proxy.example",
                "/pii-platform/prod/database/proxy-reader-host": "pii-prod-ro.proxy.example",
            },
        ],
    ] as const) {
        it(`say in the clear how to connect to a ${what}`, async () => {
            let made: ConnectionParameters | undefined;
            const all = await registrations(() => {
                made = new ConnectionParameters("pii-prod", { ...ARGS, ...changes });
            });
            const parameters = all.filter(({ type }) => type === "aws:ssm/parameter:Parameter");
            assert.deepEqual(
                Object.fromEntries(
                    parameters.map(({ inputs: { name, ...inputs } }) => [name, inputs]),
                ),
                Object.fromEntries(
                    Object.entries(expected).map(([name, insecureValue]) => [
                        name,
                        { type: "String", insecureValue },
                    ]),
                ),
            );
            assert.deepEqual(
                await new Promise((resolve) => made?.names.apply(resolve)),
                Object.keys(expected),
            );
        });
    }
    it("bring a policy that lets programs read them, and nothing else", async () => {
        const all = await registrations(() => new ConnectionParameters("pii-prod", ARGS));
        const [policy] = all.filter(({ type }) => type === "aws:iam/policy:Policy");
        assert.equal(policy?.inputs.name, "pii-prod-lookup");
        assert.deepEqual(JSON.parse(policy.inputs.policy as string), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "ReadConnectionParameters",
                    Effect: "Allow",
                    Action: "ssm:GetParameters",
                    Resource:
                        "arn:aws:ssm:eu-west-1:111111111111:parameter/pii-platform/prod/database/*",
                },
            ],
        });
    });
});
