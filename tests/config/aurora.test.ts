import assert from "node:assert/strict";
import { parseConfig } from "../../stacks/config/read";
import { mistakes, raw } from "./raw";

/** Every mistake of the cluster alone, with `changes` to prod's defaults. */
function auroraMistakes(changes: Record<string, unknown>): string[] {
    return mistakes("prod", { "pii:aurora": changes });
}

const SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:pii-prod/pii_audit-AbCdEf";

describe("configuration: the cluster", () => {
    it("takes everything that it offers", () => {
        const given = {
            engineVersion: "17.7",
            allowMajorUpgrade: true,
            applyImmediately: true,
            instanceClass: "db.r7g.large",
            readerClass: "db.serverless",
            capacity: { min: 2, max: 16 },
            instances: 3,
            readerAutoscaling: { maxReaders: 6, targetCpuPercent: 60 },
            customEndpoints: { reports: { type: "READER", members: [3] } },
            storage: "ioOptimized",
            insights: "advanced",
            parameters: { work_mem: 65536 },
            logExports: ["postgresql", "iam-db-auth-error"],
            proxy: true,
            proxySecretArns: [SECRET],
            masterRotationDays: 30,
            alarms: { cpu: 95, proxyPinned: 30 },
        };
        const { aurora } = parseConfig(
            "prod",
            raw({ "pii:aurora": given }),
            new Date("2027-01-01"),
        );
        const kept = Object.fromEntries(
            Object.keys(given).map((key) => [key, aurora[key as keyof typeof aurora]]),
        );
        assert.deepEqual(kept, given);
    });

    it("gives readers the writer's class where none of their own is asked for", () => {
        const { aurora } = parseConfig(
            "prod",
            raw({ "pii:aurora": { instanceClass: "r8g.xlarge" } }),
            new Date("2027-01-01"),
        );
        assert.equal(aurora.readerClass, "db.r8g.xlarge");
    });

    it("measures health where that wakes nobody, and by whom the function is", () => {
        const every = (changes: Record<string, unknown>) =>
            parseConfig("dev", raw({ "pii:aurora": changes })).aurora.healthEveryMinutes;
        const pausing = {
            instanceClass: "db.serverless",
            capacity: { min: 0, max: 2 },
        };
        assert.equal(every({}), 5);
        assert.equal(every({ healthEveryMinutes: 1 }), 1);
        assert.equal(every(pausing), undefined);
        assert.equal(every({ databaseAccess: false }), undefined);
    });

    for (const [what, changes, expected] of [
        [
            "a measure of health without the function that takes it",
            { databaseAccess: false, healthEveryMinutes: 5 },
            [
                "pii:aurora.healthEveryMinutes is 5; counts only where pii:aurora.databaseAccess is true, and it is false",
            ],
        ],
        [
            "a measure of health that wakes a paused cluster",
            {
                instanceClass: "db.serverless",
                capacity: { min: 0, max: 2 },
                proxy: false,
                healthEveryMinutes: 5,
            },
            [
                "pii:aurora.healthEveryMinutes is 5; must not be given where serverless instances may pause: each time wakes them; or give them a smallest capacity of 0.5",
            ],
        ],
        [
            "an upgrade that waits for the window",
            { allowMajorUpgrade: true },
            [
                "pii:aurora.allowMajorUpgrade is true; must be false, or applyImmediately true as well: an upgrade that waits for the maintenance window fails over the new parameter groups",
            ],
        ],
        [
            "secrets that no proxy reads",
            { proxy: false, proxySecretArns: [SECRET] },
            [
                `pii:aurora.proxySecretArns is ["${SECRET}"]; counts only where pii:aurora.proxy is true, and it is false`,
            ],
        ],
        [
            "an activity stream of burstable instances",
            { instanceClass: "t4g.large", activityStream: "async" },
            [
                'pii:aurora.activityStream is "async"; must be left out with instances of db.t4g.large: burstable and serverless ones have no activity stream; take another class, such as db.r7g.large',
            ],
        ],
        [
            "a way of streaming that there is not",
            { activityStream: "always" },
            ['pii:aurora.activityStream is "always"; must be one of sync, async'],
        ],
    ] as const) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(auroraMistakes(changes), expected);
        });
    }

    describe("in a global database", () => {
        const regions = { "pii:residency": ["eu-west-1", "eu-central-1"] };
        const follows = { globalCluster: "pii-prod-global", primaryRegion: "eu-central-1" };
        const configured = (changes: Record<string, unknown>) =>
            parseConfig("prod", raw({ ...regions, "pii:aurora": changes }), new Date("2027-01-01"))
                .aurora;

        it("has no password that RDS rotates, and nothing to look after where it follows", () => {
            const first = configured({ global: { unsafeMasterPasswordInState: true } });
            assert.equal(first.masterRotationDays, undefined);
            assert.equal(first.databaseAccess, true);
            const follower = configured({ follows });
            assert.deepEqual(follower.follows, follows);
            assert.equal(follower.masterRotationDays, undefined);
            assert.deepEqual(
                [follower.databaseAccess, follower.healthEveryMinutes],
                [false, undefined],
            );
            assert.equal(configured({}).masterRotationDays, 7);
        });

        it("is refused with everything that is wrong, at once", () => {
            const changes = {
                follows: { ...follows, primaryRegion: "eu-west-1" },
                restore: { snapshot: "before-it" },
                instanceClass: "db.t4g.large",
                readerClass: "db.serverless",
                capacity: { min: 0, max: 4 },
                proxy: false,
                allowMajorUpgrade: true,
                applyImmediately: true,
                masterRotationDays: 30,
            };
            assert.deepEqual(
                mistakes("prod", { ...regions, "pii:aurora": changes }).map(
                    (line) => line.split(" ", 1)[0],
                ),
                [
                    "pii:aurora.instanceClass",
                    "pii:aurora.capacity.min",
                    "pii:aurora.follows.primaryRegion",
                    "pii:aurora.restore",
                    "pii:aurora.allowMajorUpgrade",
                    "pii:aurora.masterRotationDays",
                ],
            );
        });

        it("is refused by halves", () => {
            assert.deepEqual(auroraMistakes({ global: {}, follows: { globalCluster: "Pii" } }), [
                "pii:aurora.global.unsafeMasterPasswordInState is missing; must be true or false",
                'pii:aurora.follows.globalCluster is "Pii"; must be the identifier of a global database, such as pii-prod-global',
                "pii:aurora.follows.primaryRegion is missing; must be an AWS region such as eu-west-1",
            ]);
        });
    });

    it("takes a moment of the same day to restore", () => {
        const restore = { cluster: "pii-prod-damaged", at: "2027-01-01T03:00:00Z" };
        const given = raw({ "pii:aurora": { restore } });
        assert.deepEqual(
            parseConfig("prod", given, new Date("2027-01-01T03:00:01Z")).aurora.restore,
            restore,
        );
        assert.throws(
            () => parseConfig("prod", given, new Date("2027-01-01T02:59:59Z")),
            /pii:aurora\.restore\.at is "2027-01-01T03:00:00Z"; must have been/,
        );
    });

    it("refuses a version whose support has ended, and names the next one", () => {
        const [first = "", ...more] = mistakes(
            "prod",
            { "pii:aurora": { engineVersion: "16.9" } },
            "2027-01-02",
        );
        assert.deepEqual(more, []);
        assert.match(
            first,
            /^pii:aurora\.engineVersion is "16\.9"; must be in standard support, which ended on 2026-12-31; set \d+\.\d+/,
        );
    });

    it("names every contradiction of a serverless cluster at once", () => {
        const found = auroraMistakes({
            instanceClass: "db.serverless",
            capacity: { min: 0, max: 0.3, secondsUntilAutoPause: 60 },
            alarms: { freeLocalStorage: 10, cpus: 3 },
        });
        assert.deepEqual(
            found.map((line) => line.split(" ", 1)[0]),
            ["pii:aurora.capacity.secondsUntilAutoPause"],
        );
        const further = auroraMistakes({
            instanceClass: "db.serverless",
            capacity: { min: 0, max: 0.3 },
            alarms: { freeLocalStorage: 10, cpus: 3 },
        });
        assert.deepEqual(
            further.map((line) => line.split(" ", 1)[0]),
            [
                "pii:aurora.capacity.max",
                "pii:aurora.proxy",
                "pii:aurora.alarms.freeLocalStorage",
                "pii:aurora.alarms.cpus",
            ],
        );
    });
});
