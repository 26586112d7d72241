import assert from "node:assert/strict";
import {
    auroraMistakes,
    type AuroraSettings,
    auroraWarnings,
} from "../../infra/aurora/aurora-mistakes";

const TODAY = "2026-12-01";

const GOOD: AuroraSettings = {
    engineVersion: "16.8",
    allowMajorUpgrade: false,
    applyImmediately: false,
    instanceClass: "db.r7g.large",
    readerClass: "db.serverless",
    capacity: { min: 2, max: 16 },
    instances: 3,
    readerAutoscaling: { maxReaders: 6, targetCpuPercent: 60 },
    customEndpoints: {
        reports: { type: "READER", members: [2, 3] },
        "all-but-3": { type: "ANY", except: [3] },
    },
    parameters: { work_mem: 65536, "rds.logical_replication": false },
    logExports: ["postgresql", "instance", "iam-db-auth-error"],
    globalDatabase: false,
};

const SERVERLESS: AuroraSettings = {
    ...GOOD,
    instanceClass: "db.serverless",
    capacity: { min: 0, max: 16, secondsUntilAutoPause: 300 },
};

const PROVISIONED: AuroraSettings = {
    ...GOOD,
    readerClass: "db.r7g.large",
    capacity: undefined,
};

const mistakes = (settings: AuroraSettings) => auroraMistakes(settings, TODAY);

/** Where the mistakes are that `changes` make of good settings, with what was given. */
const places = (changes: Partial<AuroraSettings>, base = GOOD) =>
    mistakes({ ...base, ...changes }).map(({ where, got }) => [where, got]);

describe("mistakes in a cluster", () => {
    it("are none in a mixed, a serverless and a provisioned one", () => {
        assert.deepEqual(mistakes(GOOD), []);
        assert.deepEqual(mistakes(SERVERLESS), []);
        assert.deepEqual(mistakes(PROVISIONED), []);
        assert.deepEqual(
            mistakes({
                ...PROVISIONED,
                instances: 1,
                readerAutoscaling: undefined,
                customEndpoints: {},
                allowMajorUpgrade: true,
                applyImmediately: true,
            }),
            [],
        );
    });

    it("are told all at once", () => {
        const changes = {
            engineVersion: "17.4",
            capacity: { min: 3, max: 2 },
            parameters: { "rds.force_ssl": 0 },
            logExports: ["audit"],
        };
        assert.deepEqual(places(changes), [
            ["engineVersion", "17.4"],
            ["capacity.min", 3],
            ["parameters.rds.force_ssl", 0],
            ["logExports[0]", "audit"],
            ["logExports", ["audit"]],
        ]);
    });

    it("are a major upgrade that would wait for the window", () => {
        assert.deepEqual(mistakes({ ...GOOD, allowMajorUpgrade: true }), [
            {
                where: "allowMajorUpgrade",
                got: true,
                advice: "must be false, or applyImmediately true as well: an upgrade that waits for the maintenance window fails over the new parameter groups",
            },
        ]);
    });

    it("are a class for readers where there is none", () => {
        const changes = {
            instances: 1,
            readerClass: "db.r7g.xlarge",
            readerAutoscaling: undefined,
            customEndpoints: {},
        };
        assert.deepEqual(places(changes, PROVISIONED), [["readerClass", "db.r7g.xlarge"]]);
    });

    it("are classes of a global database that AWS gives none", () => {
        const changes = { globalDatabase: true, readerClass: "db.t4g.medium" };
        assert.deepEqual(mistakes({ ...PROVISIONED, ...changes }), [
            {
                where: "readerClass",
                got: "db.t4g.medium",
                advice: "must be a class that AWS gives a global database, such as db.r7g.large; those of the T families have none",
            },
        ]);
        assert.deepEqual(places({ globalDatabase: true }), []);
        assert.deepEqual(places({ ...changes, instanceClass: "db.t3.large" }, PROVISIONED), [
            ["instanceClass", "db.t3.large"],
            ["readerClass", "db.t4g.medium"],
        ]);
    });
});

describe("mistakes in the capacity", () => {
    it("are none where an instance is serverless, or one where none is", () => {
        assert.deepEqual(mistakes({ ...GOOD, capacity: undefined }), [
            {
                where: "capacity",
                got: undefined,
                advice: "must be given with the class db.serverless, such as { min: 0.5, max: 8 }",
            },
        ]);
        assert.deepEqual(mistakes({ ...PROVISIONED, capacity: { min: 1, max: 2 } }), [
            {
                where: "capacity",
                got: { min: 1, max: 2 },
                advice: "must not be given: neither instanceClass nor readerClass is db.serverless",
            },
        ]);
    });

    for (const [min, max, wrong] of [
        [0.5, 1, []],
        [256, 256, []],
        [-0.5, 16, ["capacity.min"]],
        [0.7, 16, ["capacity.min"]],
        [2, 256.5, ["capacity.max"]],
        [0.5, 0.5, ["capacity.max"]],
        [4, 3.5, ["capacity.min"]],
        [NaN, NaN, ["capacity.min", "capacity.max"]],
    ] as const) {
        it(`of ${min} to ${max} are ${wrong.length}`, () => {
            assert.deepEqual(
                mistakes({ ...SERVERLESS, capacity: { min, max } }).map(({ where }) => where),
                wrong,
            );
        });
    }

    it("are times until a pause that never comes, or that AWS does not take", () => {
        const pause = (min: number, secondsUntilAutoPause: number) =>
            places({ capacity: { min, max: 4, secondsUntilAutoPause } }, SERVERLESS);
        assert.deepEqual(pause(0.5, 300), [["capacity.secondsUntilAutoPause", 300]]);
        assert.deepEqual(pause(0, 299), [["capacity.secondsUntilAutoPause", 299]]);
        assert.deepEqual(pause(0, 86401), [["capacity.secondsUntilAutoPause", 86401]]);
        assert.deepEqual(pause(0, 300.5), [["capacity.secondsUntilAutoPause", 300.5]]);
        assert.deepEqual(pause(0, 86400), []);
    });

    it("are what keeps it from the pause that it asks for", () => {
        const advice = (changes: Partial<AuroraSettings>) =>
            mistakes({ ...SERVERLESS, ...changes }).map((mistake) => mistake.advice);
        assert.deepEqual(advice({ globalDatabase: true }), [
            "must be at least 0.5: it would never pause because of the global database",
        ]);
        for (const value of [true, 1, "1"]) {
            assert.deepEqual(advice({ parameters: { "rds.logical_replication": value } }), [
                "must be at least 0.5: it would never pause because of logical replication",
            ]);
        }
        const capacity = { min: 0.5, max: 16 };
        assert.deepEqual(advice({ globalDatabase: true, capacity }), []);
    });
});

describe("mistakes in autoscaled readers", () => {
    const bounds = (maxReaders: number, targetCpuPercent = 60) =>
        places({ readerAutoscaling: { maxReaders, targetCpuPercent } });

    it("are fewer than the program keeps, or more than Aurora takes", () => {
        assert.deepEqual(bounds(1), [["readerAutoscaling.maxReaders", 1]]);
        assert.deepEqual(bounds(2), []);
        assert.deepEqual(bounds(15), []);
        assert.deepEqual(bounds(16), [["readerAutoscaling.maxReaders", 16]]);
        assert.deepEqual(bounds(2.5), [["readerAutoscaling.maxReaders", 2.5]]);
    });

    it("are a CPU that is never reached, or always", () => {
        assert.deepEqual(bounds(4, 9), [["readerAutoscaling.targetCpuPercent", 9]]);
        assert.deepEqual(bounds(4, 10), []);
        assert.deepEqual(bounds(4, 90), []);
        assert.deepEqual(bounds(4, 91), [["readerAutoscaling.targetCpuPercent", 91]]);
    });

    it("are no reader whose CPU could be measured", () => {
        const changes = { instances: 1, customEndpoints: {} };
        assert.deepEqual(mistakes({ ...PROVISIONED, ...changes }), [
            {
                where: "instances",
                got: 1,
                advice: "must be at least 2 with readerAutoscaling: the CPU of the first reader decides on more",
            },
        ]);
    });
});

describe("mistakes in custom endpoints", () => {
    const endpoints = (customEndpoints: AuroraSettings["customEndpoints"]) =>
        places({ customEndpoints });

    it("are members that do not exist, or stand there twice", () => {
        assert.deepEqual(
            mistakes({ ...GOOD, customEndpoints: { a: { type: "ANY", members: [4] } } }),
            [
                {
                    where: "customEndpoints.a.members[0]",
                    got: 4,
                    advice: "must be the number of an instance, 1 to 3, named once",
                },
            ],
        );
        assert.deepEqual(endpoints({ a: { type: "READER", except: [0, 2, 2, 1.5] } }), [
            ["customEndpoints.a.except[0]", 0],
            ["customEndpoints.a.except[2]", 2],
            ["customEndpoints.a.except[3]", 1.5],
        ]);
    });

    it("are both of members and except, or neither, or nobody", () => {
        const both = { type: "ANY", members: [1], except: [2] } as const;
        assert.deepEqual(endpoints({ both, neither: { type: "ANY" } }), [
            ["customEndpoints.both", both],
            ["customEndpoints.neither", { type: "ANY" }],
        ]);
        assert.deepEqual(endpoints({ nobody: { type: "ANY", members: [] } }), [
            ["customEndpoints.nobody.members", []],
        ]);
    });

    it("are readers that are the writer alone", () => {
        assert.deepEqual(endpoints({ a: { type: "READER", members: [1] } }), [
            ["customEndpoints.a.members", [1]],
        ]);
        assert.deepEqual(endpoints({ a: { type: "READER", members: [1, 2] } }), []);
        assert.deepEqual(endpoints({ a: { type: "ANY", members: [1] } }), []);
    });

    it("are names that do not fit into an address", () => {
        const named = (name: string) => endpoints({ [name]: { type: "ANY", members: [1] } });
        for (const name of ["Reports", "a--b", "a-", "1a", "a_b", "a".repeat(41)]) {
            assert.deepEqual(named(name), [[`customEndpoints.${name}`, name]]);
        }
        assert.deepEqual(named("a".repeat(40)), []);
    });

    it("are more than AWS takes", () => {
        const many = (count: number) =>
            Object.fromEntries(
                Array.from({ length: count }, (_, index) => [
                    `e${index}`,
                    { type: "ANY", members: [1] } as const,
                ]),
            );
        assert.deepEqual(endpoints(many(5)), []);
        assert.deepEqual(endpoints(many(6)), [
            ["customEndpoints", ["e0", "e1", "e2", "e3", "e4", "e5"]],
        ]);
    });
});

describe("mistakes in the logs to export", () => {
    it("are logs that Aurora PostgreSQL has not, or that stand there twice", () => {
        assert.deepEqual(mistakes({ ...GOOD, logExports: ["postgresql", "upgrade"] }), [
            {
                where: "logExports[1]",
                got: "upgrade",
                advice: "must be a log of Aurora PostgreSQL, named once: postgresql, instance, iam-db-auth-error",
            },
        ]);
        assert.deepEqual(places({ logExports: ["postgresql", "postgresql"] }), [
            ["logExports[1]", "postgresql"],
        ]);
    });

    it("are to leave the one with the audit out", () => {
        assert.deepEqual(places({ logExports: ["instance"] }), [["logExports", ["instance"]]]);
        assert.deepEqual(places({ logExports: ["postgresql"] }), []);
    });
});

describe("warnings of a cluster", () => {
    it("are none of a good one", () => {
        assert.deepEqual(auroraWarnings(GOOD, TODAY), []);
        assert.deepEqual(auroraWarnings(PROVISIONED, TODAY), []);
    });

    it("are a capacity too small for a global database", () => {
        const settings = { ...GOOD, globalDatabase: true, capacity: { min: 7.5, max: 16 } };
        assert.deepEqual(auroraWarnings(settings, TODAY), [
            "with capacity.min 7.5 in a global database clusters may fall behind each other, and one that takes over begins small; AWS advises at least 8",
        ]);
        const enough = { ...settings, capacity: { min: 8, max: 16 } };
        assert.deepEqual(auroraWarnings(enough, TODAY), []);
    });

    it("are an end of support that is near, and a capacity that insights eat up", () => {
        const settings = { ...GOOD, engineVersion: "17.5", capacity: { min: 1.5, max: 4 } };
        assert.deepEqual(auroraWarnings(settings, TODAY), [
            "standard support of Aurora PostgreSQL 17.5 ends on 2026-12-31; set 17.7 (long-term support until 2030-02-28)",
            "with capacity.min 1.5 Performance Insights takes a share of the capacity that queries feel; AWS advises at least 2",
        ]);
    });
});
