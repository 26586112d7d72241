import assert from "node:assert/strict";
import { proxyMistakes, type ProxySetting } from "../../infra/aurora/proxy-mistakes";

const secret = (name: string, region = "eu-west-1") =>
    `arn:aws:secretsmanager:${region}:111122223333:secret:${name}`;
const AUDIT = secret("pii-prod/database/pii_audit-0badcaf-AbCdEf");

const GOOD: ProxySetting = {
    region: "eu-west-1",
    secretArns: [AUDIT, secret("reports-AbCdEf")],
    minCapacity: 0.5,
    encryptionControl: "monitor",
};

const ARN =
    "must be the ARN of a secret, such as arn:aws:secretsmanager:eu-west-1:111122223333:secret:name-AbCdEf; the database layer's output passwordSecretArns has them";

describe("mistakes in a proxy", () => {
    it("are none in a good one", () => {
        assert.deepEqual(proxyMistakes(GOOD), []);
        assert.deepEqual(proxyMistakes({ ...GOOD, secretArns: [], minCapacity: undefined }), []);
        assert.deepEqual(proxyMistakes({ ...GOOD, encryptionControl: "off" }), []);
    });

    it("are serverless instances that may pause", () => {
        assert.deepEqual(proxyMistakes({ ...GOOD, minCapacity: 0 }), [
            {
                where: "proxy",
                got: true,
                advice: "must be false where serverless instances may pause: the proxy's own connections would keep them awake; or give them a smallest capacity of 0.5",
            },
        ]);
    });

    it("are a VPC that enforces encryption", () => {
        assert.deepEqual(proxyMistakes({ ...GOOD, encryptionControl: "enforce" }), [
            {
                where: "proxy",
                got: true,
                advice: "must be false where pii:network.encryptionControl is enforce: AWS refuses a proxy there; or only monitor it",
            },
        ]);
    });

    for (const [got, advice] of [
        ["pii_audit", ARN],
        ["arn:aws:secretsmanager:eu-west-1:1111:secret:pii_audit-AbCdEf", ARN],
        ["arn:aws:kms:eu-west-1:111122223333:key/secret", ARN],
        [secret("pii_audit-AbCdEf", "us-east-1"), "must be in eu-west-1, where the proxy is"],
        [
            secret("rds!cluster-0badcafe-AbCdEf"),
            "must not be one that RDS manages: it is the master's, who does not log in through the proxy",
        ],
        [AUDIT, "must stand there once"],
    ] as const) {
        it(`are a secret: ${got}`, () => {
            assert.deepEqual(proxyMistakes({ ...GOOD, secretArns: [AUDIT, got] }), [
                { where: "proxySecretArns[1]", got, advice },
            ]);
        });
    }

    it("are more secrets than AWS takes", () => {
        const secretArns = Array.from({ length: 201 }, (_, i) => secret(`role${i}-AbCdEf`));
        assert.deepEqual(proxyMistakes({ ...GOOD, secretArns: secretArns.slice(1) }), []);
        assert.deepEqual(proxyMistakes({ ...GOOD, secretArns }), [
            {
                where: "proxySecretArns",
                got: "201 secrets",
                advice: "must be at most 200, AWS's quota",
            },
        ]);
    });
});
