import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";
import { aFunction, allow, ROLE_POLICY } from "./lambda-harness";
import { QUEUE } from "./messages-harness";

const SCHEDULE = "aws:scheduler/schedule:Schedule";
const GROUP = "aws:scheduler/scheduleGroup:ScheduleGroup";

describe("sandbox: EventBridge Scheduler", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const target: Props = {
        arn: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:job`,
        roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/scheduler`,
        input: '{"action":"health"}',
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    };
    const good: Props = {
        scheduleExpression: "rate(5 minutes)",
        flexibleTimeWindow: { mode: "OFF" },
        target,
    };
    const at = (scheduleExpression: string): Props => ({ scheduleExpression });

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        words: [at("daily"), /^scheduleExpression: must have the form cron\(15 3 .* or at\(/],
        "1 minutes": [at("rate(1 minutes)"), /must have the unit in the singular after 1/],
        "5 minute": [at("rate(5 minute)"), /must have the unit in the plural after 5/],
        "no minutes": [at("rate(0 minutes)"), /must be a whole number from 1 up/],
        "five fields": [at("cron(15 3 * * ?)"), /must have the 6 fields minutes, hours, day of m/],
        "the 60th minute": [at("cron(60 3 * * ? *)"), /has a wrong minutes/],
        "the 32nd": [at("cron(0 3 32 * ? *)"), /has a wrong day of month/],
        "both days": [at("cron(0 3 1 * MON *)"), /must have "\?" as the day of month or/],
        "no day": [at("cron(0 3 ? * ? *)"), /must have "\?" as the day of month or/],
        "a time with a zone": [
            at("at(2027-01-31T03:00:00Z)"),
            /must be a time such as 2027-01-31T/,
        ],
        "a 13th month": [at("at(2027-13-31T03:00:00)"), /must be a time such as/],
        "a zone of its own": [
            { scheduleExpressionTimezone: "Europe/Nowhere" },
            /^scheduleExpressionTimezone: must be a time zone such as "Europe\/Dublin"/,
        ],
        "a window without its length": [
            { flexibleTimeWindow: { mode: "FLEXIBLE" } },
            /^flexibleTimeWindow.maximumWindowInMinutes: must be given for the mode "FLEXIBLE"/,
        ],
        "the length of no window": [
            { flexibleTimeWindow: { mode: "OFF", maximumWindowInMinutes: 5 } },
            /must be given for the mode "FLEXIBLE", and only then/,
        ],
        "no role": [{ target: { ...target, roleArn: undefined } }, /^target.roleArn: is required/],
        "186 tries": [
            { target: { ...target, retryPolicy: { maximumRetryAttempts: 186 } } },
            /maximumRetryAttempts: must be a whole number from 0 to 185/,
        ],
        "input that is no JSON": [
            { target: { ...target, input: "health" } },
            /^target.input: must be JSON: .* \(the target is a function\)/,
        ],
        "an end before the start": [
            { startDate: "2027-02-01T00:00:00Z", endDate: "2027-01-01T00:00:00Z" },
            /^endDate: must be after startDate/,
        ],
        "a FIFO queue of dead letters": [
            { target: { ...target, deadLetterConfig: { arn: "arn:aws:sqs:a:b:c.fifo" } } },
            /must be a standard queue's ARN/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(SCHEDULE, good), []);
            assert.match(cloud.failure(SCHEDULE, { ...good, ...changes }), failure);
        });
    }

    it("takes every kind of cron field", () => {
        const expressions = [
            "cron(0/15 8-18 ? * MON-FRI *)",
            "cron(0 3 L * ? *)",
            "cron(0 3 ? * 2#1 2027-2030)",
            "cron(15 1 1,15 JAN,JUL ? *)",
            "cron(0 3 15W * ? *)",
        ];
        for (const expression of expressions) {
            assert.deepEqual(cloud.failures(SCHEDULE, { ...good, ...at(expression) }), []);
        }
    });

    /** A role that Scheduler may assume for schedules of `group`. */
    const schedulerRole = async (group = "default") => {
        const sourceArn = `arn:aws:scheduler:${REGION}:${ACCOUNT_ID}:schedule-group/${group}`;
        const role = await cloud.create("aws:iam/role:Role", {
            name: "scheduler",
            assumeRolePolicy: {
                Version: "2012-10-17",
                Statement: {
                    Effect: "Allow",
                    Principal: { Service: "scheduler.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "aws:SourceAccount": ACCOUNT_ID },
                        ArnLike: { "aws:SourceArn": sourceArn },
                    },
                },
            },
        });
        return role.outputs.arn as string;
    };

    it("assumes a role that may invoke the target, and one for dead letters", async () => {
        const { around } = await aFunction(cloud);
        const ofLambda = { ...good, target: { ...target, roleArn: around.roleArn } };
        await assert.rejects(
            cloud.create(SCHEDULE, ofLambda),
            /ValidationException: target.roleArn: the trust policy of .* does not let scheduler/,
        );
        const roleArn = await schedulerRole();
        await assert.rejects(
            cloud.create(SCHEDULE, good),
            /PowerlessRole: target.roleArn: .* do not let it do lambda:InvokeFunction on .*:job/,
        );
        await allow(cloud, roleArn, ["lambda:InvokeFunction"], target.arn as string);
        const made = await cloud.create(SCHEDULE, good, "health");
        assert.match(made.id, /^default\/health-[0-9a-f]{7}$/);
        assert.equal(made.outputs.groupName, "default");
        assert.deepEqual(cloud.diff(made, { name: "b" }).replaces, ["name"]);
        const { outputs } = await cloud.create(QUEUE, { name: "dead" });
        const letters = { target: { ...target, deadLetterConfig: { arn: outputs.arn } } };
        await assert.rejects(cloud.update(made, letters), /do not let it do sqs:SendMessage on/);
        await allow(cloud, roleArn, ["sqs:SendMessage"], outputs.arn as string);
        await cloud.update(made, letters);
        const deny = { Effect: "Deny", Action: "lambda:*", Resource: "*" };
        const policy = { Version: "2012-10-17", Statement: [deny] };
        await cloud.create(ROLE_POLICY, { role: "scheduler", policy }, "deny");
        await assert.rejects(cloud.update(made, letters), /do not let it do lambda:InvokeFunction/);
    });

    it("has targets that exist, or calls of any API", async () => {
        const roleArn = await schedulerRole();
        await assert.rejects(
            cloud.create(SCHEDULE, good),
            /ValidationException: target.arn: .*:function:job does not exist/,
        );
        const arn = "arn:aws:scheduler:::aws-sdk:rds:stopDBCluster";
        await cloud.create(SCHEDULE, { ...good, target: { ...target, roleArn, arn } });
    });

    it("has groups, whose role is one for schedules of that group", async () => {
        const inGroup = { ...good, groupName: "nightly" };
        await assert.rejects(
            cloud.create(SCHEDULE, inGroup),
            /ResourceNotFoundException: groupName: Schedule group nightly does not exist/,
        );
        assert.match(cloud.failure(GROUP, { name: "default" }), /and not "default"/);
        const group = await cloud.create(GROUP, { name: "nightly" });
        assert.equal(group.outputs.state, "ACTIVE");
        await aFunction(cloud);
        await allow(cloud, await schedulerRole(), ["lambda:InvokeFunction"]);
        await assert.rejects(
            cloud.create(SCHEDULE, inGroup),
            /does not let scheduler.amazonaws.com/,
        );
    });
});
