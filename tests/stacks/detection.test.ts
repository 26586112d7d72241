import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { presentSingletons } from "../../infra/guardrails/singletons";
import { keyPolicy } from "../../infra/keys/key-policy";
import { serveSingletons, type SingletonsEndpoint } from "../../sandbox/aws/singletons-endpoint";
import type { Props } from "../../sandbox/provider/provider";
import { parseConfig } from "../../stacks/config/read";
import { direct } from "../../stacks/contracts";
import { detection } from "../../stacks/guardrails/detection";
import { singletonModes } from "../../stacks/guardrails/singleton-modes";
import { keys } from "../../stacks/keys/program";
import { raw } from "../config/raw";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";

const DETECTOR = "aws:guardduty/detector:Detector";
const RECORDER = "aws:cfg/recorder:Recorder";

/** The program, with the sandbox's account in place of AWS: what AWS refuses fails here, too. */
describe("detection", () => {
    let cloud: Cloud;
    let endpoint: SingletonsEndpoint;
    let env: NodeJS.ProcessEnv;
    let made: string[];
    let refused: string[];

    beforeEach(async () => {
        env = { ...process.env };
        made = [];
        refused = [];
        cloud = new Cloud();
        endpoint = await serveSingletons(cloud.account);
        Object.assign(process.env, endpoint.env, {
            AWS_ACCESS_KEY_ID: "test",
            AWS_SECRET_ACCESS_KEY: "test",
        });
        await pulumi.runtime.setMocks(
            {
                newResource: async ({ type, name, inputs }) => {
                    if (!type.startsWith("aws:")) {
                        return { id: name, state: inputs as object };
                    }
                    try {
                        const { id, outputs } = await cloud.create(type, inputs as Props, name);
                        made.push(type);
                        return { id, state: outputs };
                    } catch (error) {
                        // As an error, the SDK would wait for ever for what depends on it.
                        refused.push(`${type} ${name}: ${String(error)}`);
                        return { id: name, state: inputs as object };
                    }
                },
                call: ({ token, inputs }) =>
                    cloud.provider.invoke(token, inputs as Record<string, unknown>),
            },
            "pii-platform",
            "prod",
            false,
        );
    });
    afterEach(() => {
        endpoint.close();
        cloud.dispose();
        process.env = env;
    });

    /** What the layer of the keys hands over. */
    async function upstream() {
        const statements = keyPolicy(
            { accountId: ACCOUNT_ID, partition: "aws", region: REGION },
            { kind: "trail", trailName: "pii-prod-audit", recorder: true },
        );
        const audit = await cloud.create(
            "aws:kms/key:Key",
            {
                policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
            },
            "audit-key",
        );
        const exports = keys(parseConfig("dev", raw()));
        return direct<"keys">({ ...exports, auditKeyArn: audit.outputs.arn as string });
    }

    async function run(guardrails: object, stack = "dev") {
        const given = await upstream();
        await settled();
        made = [];
        const config = parseConfig(stack, raw({ "pii:guardrails": guardrails }));
        const present = await presentSingletons(singletonModes(config), config);
        const outputs = detection(config, given, present);
        await settled();
        assert.deepEqual(refused, []);
        return outputs;
    }

    function settled(): Promise<void> {
        // In the SDK, but missing from its types.
        const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
        return waitForRPCs();
    }

    const count = (type: string) => made.filter((each) => each === type).length;

    it("makes all of it, in an order that AWS takes", async () => {
        const outputs = await run({
            recorder: "own",
            securityHub: "own",
            macie: "own",
            unusedAccessDays: 90,
            securityContact: {
                name: "Security team",
                title: "On call",
                email: "security@example.com",
                phone: "+49 30 123456",
            },
        });
        assert.deepEqual(Object.keys(outputs), ["detectorId", "configBucketName"]);
        const [detector] = cloud.account.all(DETECTOR);
        assert.equal(await value(outputs.detectorId), detector?.id);
        assert.equal(count("aws:accessanalyzer/analyzer:Analyzer"), 2);
        assert.equal(count("aws:securityhub/standardsSubscription:StandardsSubscription"), 2);
        assert.equal(count("aws:macie2/account:Account"), 1);
        assert.equal(count("aws:cfg/conformancePack:ConformancePack"), 1);
        assert.equal(count("aws:account/alternativeContact:AlternativeContact"), 1);
        const names = cloud.account.all("aws:ssm/parameter:Parameter").map(({ id }) => id);
        assert.deepEqual(
            names.filter((name) => name.includes("singletons")).sort(),
            ["analyzer", "detector", "macie", "recorder", "securityHub", "unusedAccessDays"].map(
                (key) => `/pii-dev/singletons/${key}`,
            ),
        );
    });

    it("uses what is there where it is to be adopted, and makes only what hangs on it", async () => {
        const theirs = await cloud.create(DETECTOR, {}, "theirs");
        const role = await cloud.create("aws:iam/role:Role", {
            assumeRolePolicy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: { Service: "config.amazonaws.com" },
                        Action: "sts:AssumeRole",
                    },
                ],
            }),
        });
        await cloud.create(RECORDER, { name: "theirs", roleArn: role.outputs.arn });
        cloud.account.put({
            type: "aws:cfg/recorderStatus:RecorderStatus",
            id: "theirs",
            urn: "",
            inputs: { name: "theirs", isEnabled: true },
            outputs: { region: REGION },
        });
        const outputs = await run({
            detector: "adopt",
            recorder: "adopt",
            analyzer: "skip",
            accountDefaults: "skip",
        });
        assert.equal(await value(outputs.detectorId), theirs.id);
        assert.deepEqual(made.sort(), [
            "aws:cfg/conformancePack:ConformancePack",
            ...Array<string>(3).fill("aws:cloudwatch/eventRule:EventRule"),
            ...Array<string>(3).fill("aws:cloudwatch/eventTarget:EventTarget"),
            "aws:iam/role:Role",
            "aws:iam/rolePolicy:RolePolicy",
        ]);
    });

    it("makes nothing where everything is skipped", async () => {
        const skip = "skip";
        const outputs = await run({ detector: skip, analyzer: skip, accountDefaults: skip });
        assert.deepEqual(outputs, {});
        assert.deepEqual(made, []);
    });

    it("makes nothing where something of somebody else's is in the way", async () => {
        await cloud.create(DETECTOR, {}, "theirs");
        await assert.rejects(run({ recorder: "own" }), /pii:guardrails\.detector is "own"/);
        assert.deepEqual(made, []);
    });
});

function value<T>(output: pulumi.Output<T> | undefined): Promise<T | undefined> {
    return new Promise((resolve) => {
        pulumi.output(output).apply((known) => {
            resolve(known as T | undefined);
        });
    });
}
