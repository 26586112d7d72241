import assert from "node:assert/strict";
import { parseConfig } from "../../stacks/config/read";
import { mistakes, raw } from "./raw";

const CHAT = { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" };
const PAGER = "https://events.pager.example/integration/secret-key/enqueue";

describe("configuration: the trail", () => {
    const trail = (stack: string, given?: object) =>
        parseConfig(stack, raw({ "pii:guardrails": given && { trail: given } })).guardrails.trail;

    it("looks for what is unusual in prod, and locks nothing unless it is asked to", () => {
        assert.deepEqual(trail("dev"), { insights: false });
        assert.deepEqual(trail("prod"), { insights: true });
        assert.deepEqual(trail("prod", { objectLockDays: 90 }), {
            insights: true,
            objectLockDays: 90,
        });
        assert.deepEqual(trail("prod", { insights: false }), { insights: false });
    });

    it("locks nothing for longer than it is kept", () => {
        const locked = (objectLockDays: number) =>
            mistakes("dev", { "pii:guardrails": { trail: { objectLockDays } } });
        assert.deepEqual(locked(30), []);
        assert.deepEqual(locked(31), [
            "pii:guardrails.trail.objectLockDays is 31; must be at most pii:guardrails.logRetentionDays (30): nothing is deleted while it is locked",
        ]);
    });
});

describe("configuration: the budget", () => {
    const budget = (given: object) => mistakes("prod", { "pii:guardrails": { budget: given } });

    it("takes a limit, and a monitor of its own or the account's", () => {
        assert.deepEqual(budget({ monthlyUsd: 1500 }), []);
        for (const monitor of ["own", "adopt"]) {
            assert.deepEqual(budget({ anomalies: { aboveUsd: 50, monitor } }), []);
        }
    });

    it("names every mistake", () => {
        assert.deepEqual(
            budget({ monthlyUsd: 0, anomalies: { aboveUsd: 50, monitor: "theirs" } }),
            [
                "pii:guardrails.budget.monthlyUsd is 0; must be a whole number of USD from 1 to 100000000",
                'pii:guardrails.budget.anomalies.monitor is "theirs"; must be one of own, adopt',
            ],
        );
    });
});

describe("configuration: who hears of alarms", () => {
    const alarms = (given: object, changes: Record<string, unknown> = {}) =>
        mistakes("prod", { "pii:alarms": given, ...changes });

    it("is nobody unless somebody is named", () => {
        assert.deepEqual(parseConfig("prod", raw()).alarms, {
            emails: [],
            urgentEmails: [],
            pagers: {},
        });
        assert.deepEqual(alarms({ chat: CHAT, pagers: { oncall: PAGER } }), []);
    });

    it("is a channel by its id", () => {
        assert.deepEqual(alarms({ chat: { teamId: "my-team", channelId: "#alarms" } }), [
            'pii:alarms.chat.teamId is "my-team"; must be the id of a Slack workspace, such as T07EA123LEP',
            'pii:alarms.chat.channelId is "#alarms"; must be the id of a Slack channel, such as C07EZ1ABC23, not its name',
        ]);
    });

    it("is a channel whose connection is kept where the data may be", () => {
        const frankfurt = {
            "aws:region": "eu-central-1",
            "pii:network": {
                cidrBlock: "10.16.0.0/16",
                availabilityZones: ["eu-central-1a", "eu-central-1b"],
            },
        };
        const both = { ...frankfurt, "pii:residency": ["eu-central-1", "eu-west-1"] };
        assert.deepEqual(alarms({ chat: CHAT }, both), [
            "pii:alarms.chat.region is missing; must be eu-west-1: there AWS keeps connections to chats, and pii:residency names it",
        ]);
        assert.deepEqual(alarms({ chat: { ...CHAT, region: "eu-west-1" } }, both), []);
        assert.deepEqual(
            alarms({ chat: CHAT }, { ...frankfurt, "pii:residency": ["eu-central-1"] }),
            [
                "pii:alarms.chat.region is missing; must be one of us-east-2, us-west-2, eu-west-1, ap-southeast-1, where AWS keeps connections to chats, and pii:residency names none of them; leave chat out",
            ],
        );
        assert.deepEqual(alarms({ chat: { ...CHAT, region: "eu-west-3" } }), [
            'pii:alarms.chat.region is "eu-west-3"; must be one of us-east-2, us-west-2, eu-west-1, ap-southeast-1',
        ]);
    });

    it("takes a pager's address with and without a path", () => {
        assert.deepEqual(alarms({ pagers: { oncall: "https://pager.example" } }), []);
        assert.deepEqual(alarms({ pagers: { oncall: "https:///key" } }), [
            `pii:alarms.pagers.oncall is "(a secret)"; must be the https address of a pager's service, set with --secret`,
        ]);
    });

    it("says what a pager may be called", () => {
        assert.deepEqual(alarms({ pagers: { "On call": PAGER } }), [
            'pii:alarms.pagers.On call is "(a secret)"; must be named with up to 31 lower-case letters, digits and hyphens',
        ]);
    });

    it("is told of a pager's mistakes without the key in its address", () => {
        const key = "secret-key";
        for (const [given, where] of [
            [{ pagers: { oncall: `http://pager.example/${key}` } }, "pii:alarms.pagers.oncall"],
            [{ pagers: [`https://pager.example/${key}`] }, "pii:alarms.pagers"],
            [
                { pagers: { "On call": `https://pager.example/${key}` } },
                "pii:alarms.pagers.On call",
            ],
            [[{ pagers: key }], "pii:alarms"],
        ] as const) {
            const [line = "", ...others] = alarms(given);
            assert.deepEqual(others, []);
            assert.ok(line.startsWith(`${where} is "(a secret)"; must`), line);
            assert.ok(!line.includes(key), line);
        }
    });
});
