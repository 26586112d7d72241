import assert from "node:assert/strict";
import fc from "fast-check";
import {
    backupMistakes,
    type BackupPlace,
    type BackupSettings,
    keepsAny,
    planRules,
} from "../../infra/backup/backup-rules";

const GOOD: BackupSettings = {
    keepDays: { daily: 35, weekly: 90, monthly: 365 },
    lockDays: { min: 30, max: 400 },
    copyRegion: "eu-central-1",
    complianceLockThatCanNeverBeUndone: true,
};
const PLACE: BackupPlace = {
    region: "eu-west-1",
    residency: ["eu-west-1", "eu-central-1"],
    disposable: false,
};

describe("the rules of a backup plan", () => {
    it("are one per frequency, none continuous and none cold, each copied to be kept as long", () => {
        const rule = (ruleName: string, schedule: string, deleteAfter: number) => ({
            ruleName,
            schedule,
            startWindow: 60,
            completionWindow: 720,
            targetVaultName: "vault",
            lifecycle: { deleteAfter },
            copyActions: [{ destinationVaultArn: "arn:copy", lifecycle: { deleteAfter } }],
        });
        assert.deepEqual(planRules(GOOD.keepDays, "vault", "arn:copy"), [
            rule("daily", "cron(0 6 ? * * *)", 35),
            rule("weekly", "cron(0 6 ? * SUN *)", 90),
            rule("monthly", "cron(0 6 1 * ? *)", 365),
        ]);
    });

    it("are only those that are asked for, and copy nothing without another vault", () => {
        assert.deepEqual(planRules({ weekly: 90 }, "vault"), [
            {
                ruleName: "weekly",
                schedule: "cron(0 6 ? * SUN *)",
                startWindow: 60,
                completionWindow: 720,
                targetVaultName: "vault",
                lifecycle: { deleteAfter: 90 },
            },
        ]);
        assert.deepEqual(planRules({}, "vault"), []);
        assert.deepEqual([keepsAny({ monthly: 365 }), keepsAny({})], [true, false]);
    });
});

describe("what is wrong with backups", () => {
    const cases: [string, Partial<BackupSettings>, Partial<BackupPlace>, object[]][] = [
        ["nothing, when all fits", {}, {}, []],
        ["nothing, when nothing is kept", { ...empty(), copyRegion: undefined }, {}, []],
        [
            "limits of the lock that cross",
            { lockDays: { min: 401, max: 400 } },
            {},
            [
                {
                    where: "lockDays.min",
                    got: 401,
                    advice: "must not be above lockDays.max, which is 400",
                },
            ],
        ],
        [
            "a backup that the lock refuses, because it would go too soon or stay too long",
            { keepDays: { daily: 29, weekly: 30, monthly: 401 } },
            {},
            [
                { where: "keepDays.daily", got: 29, advice: locked() },
                { where: "keepDays.monthly", got: 401, advice: locked() },
            ],
        ],
        [
            "a rarer backup that is not kept longer, and so never taken",
            { keepDays: { daily: 35, weekly: 35, monthly: 35 } },
            {},
            [
                { where: "keepDays.weekly", got: 35, advice: above("daily", 35) },
                { where: "keepDays.monthly", got: 35, advice: above("weekly", 35) },
            ],
        ],
        [
            "the same across a frequency that is left out",
            { keepDays: { daily: 90, monthly: 60 } },
            {},
            [{ where: "keepDays.monthly", got: 60, advice: above("daily", 90) }],
        ],
        [
            "a copy that stays in the region",
            { copyRegion: "eu-west-1" },
            {},
            [
                {
                    where: "copyRegion",
                    got: "eu-west-1",
                    advice: "must be another region than eu-west-1, which the copies are to outlive",
                },
            ],
        ],
        [
            "a copy to where the data may not live",
            { copyRegion: "us-east-1" },
            {},
            [
                {
                    where: "copyRegion",
                    got: "us-east-1",
                    advice: "must be a region where the data may live; pii:residency names eu-west-1, eu-central-1",
                },
            ],
        ],
        [
            "a lock for ever on what comes and goes",
            {},
            { disposable: true },
            [
                {
                    where: "complianceLockThatCanNeverBeUndone",
                    got: true,
                    advice: "must be false in dev: what comes and goes could never be taken down again",
                },
            ],
        ],
        [
            "a copy and a lock of nothing",
            { ...empty(), complianceLockThatCanNeverBeUndone: true },
            {},
            [
                { where: "copyRegion", got: "eu-central-1", advice: nothing() },
                { where: "complianceLockThatCanNeverBeUndone", got: true, advice: nothing() },
            ],
        ],
    ];
    for (const [what, settings, place, mistakes] of cases) {
        it(`is ${what}`, () => {
            assert.deepEqual(
                backupMistakes({ ...GOOD, ...settings }, { ...PLACE, ...place }),
                mistakes,
            );
        });
    }

    it("is nothing that every job would not fail of: rules without a mistake fit the lock", () => {
        const days = fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined });
        const keep = fc.record({ daily: days, weekly: days, monthly: days });
        const limit = fc.integer({ min: 1, max: 500 });
        fc.assert(
            fc.property(keep, limit, limit, (keepDays, min, max) => {
                const settings = { ...GOOD, keepDays, lockDays: { min, max } };
                const fits = backupMistakes(settings, PLACE).every(
                    ({ where }) => !/^(keepDays|lockDays)/.test(where),
                );
                const lives = planRules(keepDays, "vault").map((rule) => Number(lifeOf(rule)));
                const inLock = lives.every((life) => life >= min && life <= max);
                const growing = lives.every((life, index) => life > (lives[index - 1] ?? 0));
                assert.equal(fits, min <= max && inLock && growing);
            }),
        );
    });
});

function lifeOf(rule: ReturnType<typeof planRules>[number]): unknown {
    return (rule.lifecycle as { deleteAfter: unknown }).deleteAfter;
}

function empty() {
    return { keepDays: {}, complianceLockThatCanNeverBeUndone: false };
}

function locked(): string {
    return "must be from 30 to 400 days, which the vault's lock takes (lockDays): every job would fail";
}

function above(name: string, days: number): string {
    return `must be above keepDays.${name}, which is ${days}: of backups that coincide only the one that is kept longest is taken`;
}

function nothing(): string {
    return "counts only where keepDays keeps something, and it keeps nothing";
}
