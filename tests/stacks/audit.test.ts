import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Props } from "../../sandbox/provider/provider";
import { parseConfig } from "../../stacks/config/read";
import { direct } from "../../stacks/contracts";
import { audit } from "../../stacks/guardrails/audit";
import { keys } from "../../stacks/keys/program";
import { raw } from "../config/raw";
import { Cloud } from "../support/cloud";

const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const PAGER = "https://pager.example/integration/key";

/** The programs, with the sandbox's account in place of AWS: what AWS refuses fails here, too. */
describe("audit", () => {
    let cloud: Cloud;
    let refused: string[];

    beforeEach(async () => {
        cloud = new Cloud();
        refused = [];
        await pulumi.runtime.setMocks(
            {
                newResource: async ({ type, name, inputs }) => {
                    const given = revealed(inputs) as Props;
                    if (!type.startsWith("aws:")) {
                        return { id: name, state: given };
                    }
                    try {
                        const { id, outputs } = await cloud.create(type, given, name);
                        return { id, state: outputs };
                    } catch (error) {
                        // As an error, the SDK would wait for ever for what depends on it.
                        refused.push(`${type} ${name}: ${String(error)}`);
                        return { id: name, state: given };
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
        cloud.dispose();
    });

    async function run(
        stack: string,
        changes: Record<string, unknown> = {},
        there: Parameters<typeof audit>[4] = {},
    ) {
        const config = parseConfig(stack, raw(changes));
        audit(
            config,
            direct<"keys">(keys(config)),
            {
                auroraSecurityGroupId: pulumi.output("sg-0123456789abcdef0"),
                proxySecurityGroupId: pulumi.output("sg-0123456789abcdef1"),
                daxSecurityGroupId: pulumi.output("sg-0123456789abcdef2"),
                flowLogDestinationArn: pulumi.output("arn:aws:s3:::pii-flow"),
            } as Parameters<typeof audit>[2],
            {
                regionalTableArns: pulumi.output([
                    "arn:aws:dynamodb:eu-west-1:123456789012:table/consents",
                ]),
                exportBucketName: pulumi.output("pii-exports"),
            } as Parameters<typeof audit>[3],
            there,
        );
        // In the SDK, but missing from its types.
        await (pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> }).waitForRPCs();
        assert.deepEqual(refused, []);
    }

    const count = (type: string) => cloud.account.all(type).length;
    const trail = () => cloud.account.all("aws:cloudtrail/trail:Trail")[0]?.inputs ?? {};
    const buckets = () =>
        (trail().advancedEventSelectors as { fieldSelectors: Props[] }[]).flatMap(
            ({ fieldSelectors }) => fieldSelectors.flatMap(({ startsWiths = [] }) => startsWiths),
        );

    it("is a trail with its log group, filters and alarms, in every environment", async () => {
        await run("dev");
        assert.equal(count("aws:cloudwatch/logMetricFilter:LogMetricFilter"), 24);
        assert.equal(count("aws:cloudwatch/metricAlarm:MetricAlarm"), 24);
        assert.equal(count("aws:cloudwatch/compositeAlarm:CompositeAlarm"), 1);
        assert.equal(
            count("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"),
            0,
        );
        assert.equal(count("aws:budgets/budget:Budget"), 0);
        assert.equal(trail().insightSelectors, undefined);
        assert.deepEqual(buckets(), []);
    });

    it("takes everything that it offers", async () => {
        await run("prod", {
            "pii:alarms": {
                emails: ["oncall@example.com"],
                chat: { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" },
                pagers: { oncall: PAGER },
            },
            "pii:dynamodb": { exports: "daily" },
            "pii:guardrails": {
                trail: { objectLockDays: 90, insights: true },
                budget: { monthlyUsd: 1500, anomalies: { aboveUsd: 50, monitor: "own" } },
            },
            "pii:network": {
                cidrBlock: "10.16.0.0/16",
                availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
                flowLogs: "s3",
            },
        });
        assert.equal(count("aws:cloudwatch/metricAlarm:MetricAlarm"), 25);
        assert.equal((trail().insightSelectors as unknown[]).length, 2);
        assert.deepEqual(buckets(), ["arn:aws:s3:::pii-exports/", "arn:aws:s3:::pii-flow/"]);
        assert.equal(
            count("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"),
            1,
        );
        assert.equal(count("aws:budgets/budget:Budget"), 1);
        assert.equal(count("aws:costexplorer/anomalySubscription:AnomalySubscription"), 1);
        const [slack] = cloud.account.all(
            "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
        );
        assert.equal((slack?.inputs.snsTopicArns as unknown[]).length, 2);
        const pagers = cloud.account
            .all("aws:sns/topicSubscription:TopicSubscription")
            .filter(({ inputs }) => inputs.protocol === "https");
        assert.deepEqual(
            pagers.map(({ inputs }) => [inputs.endpoint, String(inputs.topic).includes("urgent")]),
            [[PAGER, true]],
        );
    });

    it("tells of unusual costs by the monitor that the account has, where it is to be adopted", async () => {
        const monitor = await cloud.create(MONITOR, {
            name: "Default-Services-Monitor",
            monitorType: "DIMENSIONAL",
            monitorDimension: "SERVICE",
        });
        await run(
            "prod",
            { "pii:guardrails": { budget: { anomalies: { aboveUsd: 50, monitor: "adopt" } } } },
            { monitorArn: monitor.id },
        );
        assert.equal(count(MONITOR), 1);
        const [subscription] = cloud.account.all(
            "aws:costexplorer/anomalySubscription:AnomalySubscription",
        );
        assert.deepEqual(subscription?.inputs.monitorArnLists, [monitor.id]);
    });
});

/** Inputs without the wrapping of what is secret in them. */
function revealed(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(revealed);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return "4dabf18193072939515e22adb298388d" in value && "value" in value
        ? value.value
        : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revealed(each)]));
}
