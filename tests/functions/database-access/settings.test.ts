import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { inspect } from "node:util";
import { readSettings } from "../../../functions/database-access/settings";
import { authorities } from "../../../functions/database-access/trust";

const GOOD = {
    AWS_REGION: "eu-central-1",
    AWS_LAMBDA_FUNCTION_NAME: "pii-prod-database-access",
    PARAMETER_PATH: "/pii-platform/prod/database",
    CONNECT_TIMEOUT_SECONDS: "5",
    DATABASE_USER: "pii_access",
};

const ARN = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:x";

describe("the settings of database-access", () => {
    it("are read from the environment", () => {
        assert.deepEqual(readSettings(GOOD), {
            region: "eu-central-1",
            functionName: "pii-prod-database-access",
            parameterPath: "/pii-platform/prod/database",
            login: { kind: "iam", user: "pii_access" },
            connectTimeoutMs: 5000,
        });
    });

    it("name a secret in place of a role", () => {
        const { login } = readSettings({ ...GOOD, DATABASE_USER: undefined, SECRET_ARN: ARN });
        assert.deepEqual(login, { kind: "secret", arn: ARN });
    });

    const WRONG: readonly (readonly [NodeJS.ProcessEnv, string])[] = [
        [{ AWS_REGION: undefined }, "wrong or missing: AWS_REGION"],
        [{ PARAMETER_PATH: "pii" }, "wrong or missing: PARAMETER_PATH"],
        [{ PARAMETER_PATH: "/pii/" }, "wrong or missing: PARAMETER_PATH"],
        [{ CONNECT_TIMEOUT_SECONDS: "46" }, "wrong or missing: CONNECT_TIMEOUT_SECONDS"],
        [{ CONNECT_TIMEOUT_SECONDS: "0" }, "wrong or missing: CONNECT_TIMEOUT_SECONDS"],
        [{ CONNECT_TIMEOUT_SECONDS: "five" }, "wrong or missing: CONNECT_TIMEOUT_SECONDS"],
        [{ SECRET_ARN: ARN }, "needs exactly one of DATABASE_USER, SECRET_ARN"],
        [{ DATABASE_USER: undefined }, "needs exactly one of DATABASE_USER, SECRET_ARN"],
        [
            { PARAMETER_PATH: undefined, DATABASE_USER: "" },
            "wrong or missing: PARAMETER_PATH, DATABASE_USER",
        ],
    ];
    for (const [changes, why] of WRONG) {
        it(`are refused: ${inspect(changes)}, ${why}`, () => {
            assert.throws(() => readSettings({ ...GOOD, ...changes }), {
                name: "misconfigured",
                message: `the function's environment variables are not what it needs: ${why}`,
            });
        });
    }
});

describe("what database-access trusts", () => {
    it("is RDS's authorities of its region, and no others", () => {
        const subjects = authorities("eu-central-1").map(
            (pem) => /CN=(.*)/.exec(new X509Certificate(pem).subject)?.[1],
        );
        assert.deepEqual(subjects.sort(), [
            "Amazon RDS eu-central-1 Root CA ECC384 G1",
            "Amazon RDS eu-central-1 Root CA RSA2048 G1",
            "Amazon RDS eu-central-1 Root CA RSA4096 G1",
        ]);
    });

    for (const region of ["eu-central-9", "eu-central", ".*"]) {
        it(`is nothing in a region that has none: ${region}`, () => {
            assert.throws(() => authorities(region), { name: "misconfigured" });
        });
    }
});
