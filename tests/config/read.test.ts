import assert from "node:assert/strict";
import { parseConfig } from "../../stacks/config/read";
import { mistakes, NETWORK, raw } from "./raw";

describe("configuration: environments", () => {
    it("fills in what seed 004 says of dev", () => {
        const { aurora, deletionProtection, layout } = parseConfig("dev", raw());
        assert.equal(layout, "whole");
        assert.equal(deletionProtection, false);
        assert.deepEqual(aurora, {
            engineVersion: "16.8",
            allowMajorUpgrade: false,
            databaseName: "pii_db",
            backupWindow: "03:00-04:00",
            maintenanceWindow: "sun:04:00-sun:05:00",
            instanceClass: "db.t4g.medium",
            readerClass: "db.t4g.medium",
            instances: 1,
            customEndpoints: {},
            storage: "standard",
            insights: "standard",
            applyImmediately: true,
            multiAz: false,
            subnetTier: "private",
            tuning: "minimal",
            parameters: {},
            backupRetentionDays: 7,
            logExports: ["postgresql", "instance", "iam-db-auth-error"],
            logRetentionDays: 30,
            proxy: false,
            proxySecretArns: [],
            masterRotationDays: 7,
            databaseAccess: true,
            databaseAccessConcurrency: 2,
            healthEveryMinutes: 5,
            alarms: {},
        });
    });

    it("fills in what seed 004 says of staging and prod", () => {
        const pick = (stack: string) => {
            const { aurora, deletionProtection, layout } = parseConfig(stack, raw());
            const { instances, multiAz, subnetTier, tuning, instanceClass } = aurora;
            return {
                layout,
                deletionProtection,
                instances,
                multiAz,
                subnetTier,
                tuning,
                instanceClass,
            };
        };
        assert.deepEqual(pick("staging"), {
            layout: "layered",
            deletionProtection: false,
            instances: 2,
            multiAz: true,
            subnetTier: "private",
            tuning: "medium",
            instanceClass: "db.t4g.medium",
        });
        assert.deepEqual(pick("prod"), {
            layout: "layered",
            deletionProtection: true,
            instances: 2,
            multiAz: true,
            subnetTier: "isolated",
            tuning: "optimized",
            instanceClass: "db.r7g.large",
        });
    });

    it("lets every value be set, and takes the seed's class names", () => {
        const { aurora } = parseConfig(
            "prod",
            raw({ "pii:aurora": { instanceClass: "r5.large", instances: 3 } }),
        );
        assert.equal(aurora.instanceClass, "db.r5.large");
        assert.equal(aurora.instances, 3);
        assert.equal(aurora.tuning, "optimized");
    });

    it("lets a stack of another name say which environment it is", () => {
        const { environment, prefix } = parseConfig("review-7", raw({ "pii:environment": "dev" }));
        assert.equal(environment, "dev");
        assert.equal(prefix, "pii-review-7");
    });
});

describe("configuration: mistakes", () => {
    it("reports all of them at once", () => {
        assert.deepEqual(
            mistakes("prod", {
                "aws:region": undefined,
                "aws:allowedAccountIds": ["1111"],
                "pii:netwrok": {},
                "pii:network": { ...NETWORK, cidrBlock: "10.16.0.1/16", nats: 1 },
                "pii:aurora": { instances: 0, engineVersion: "16.6" },
            }),
            [
                "aws:region is missing; must be an AWS region such as eu-west-1",
                'aws:allowedAccountIds[0] is "1111"; must be an account id of 12 digits, quoted: "111122223333"',
                'pii:network.cidrBlock is "10.16.0.1/16"; must be an IPv4 range at its own boundary, such as 10.0.0.0/16',
                "pii:network.nats is 1; there is no such key; look for a typing mistake",
                'pii:aurora.engineVersion is "16.6"; must be a version that AWS offers: 16.8, 16.9, 16.10, 16.11, 16.13, 16.14, 17.4, 17.5, 17.6, 17.7, 17.9, 17.10, 18.3, 18.4',
                "pii:aurora.instances is 0; must be a whole number of instances from 1 to 16",
                "pii:netwrok is {}; there is no such key; look for a typing mistake",
            ],
        );
    });

    const cases: [
        what: string,
        stack: string,
        changes: Record<string, unknown>,
        expected: string[],
    ][] = [
        [
            "a stack that is no environment",
            "sandbox",
            {},
            [
                "pii:environment is missing; must be one of dev, staging, prod, because the stack's name is not one of dev, staging, prod",
            ],
        ],
        [
            "a stack name that AWS's limits do not take",
            "dev_of_mine_and_yours",
            { "pii:environment": "dev" },
            [
                `the stack's name is "dev_of_mine_and_yours"; must be 1 to 16 lower-case letters, digits and single hyphens, a letter first: it is part of names that AWS limits`,
            ],
        ],
        [
            "a region outside the residency",
            "dev",
            { "pii:residency": ["eu-central-1"] },
            [
                'aws:region is "eu-west-1"; must be a region where the data may live; pii:residency names eu-central-1',
            ],
        ],
        [
            "several zones for one instance",
            "dev",
            { "pii:aurora": { multiAz: true } },
            [
                "pii:aurora.instances is 1; must be at least 2 with pii:aurora.multiAz, or set that to false",
            ],
        ],
        [
            "production on one instance in one zone",
            "prod",
            { "pii:aurora": { instances: 1, multiAz: false } },
            [
                "pii:aurora.instances is 1; must be at least 2 in prod: with one there is nothing to fail over to",
                "pii:aurora.multiAz is false; must be true in prod: one zone's failure would take the database down",
            ],
        ],
        [
            "windows that overlap",
            "dev",
            {
                "pii:aurora": {
                    backupWindow: "23:30-00:30",
                    maintenanceWindow: "mon:00:00-mon:01:00",
                },
            },
            [
                'pii:aurora.backupWindow is "23:30-00:30"; must not overlap pii:aurora.maintenanceWindow (mon:00:00-mon:01:00)',
            ],
        ],
        [
            "a short audit trail in production",
            "prod",
            { "pii:guardrails": { logRetentionDays: 90 } },
            [
                "pii:guardrails.logRetentionDays is 90; must be at least 365 in prod: an audit looks back a year",
            ],
        ],
        [
            "production without protection",
            "prod",
            { "pii:deletionProtection": false },
            [
                "pii:deletionProtection is false; must be true in prod, unless pii:unsafeAllowProdDeletion is true as well",
            ],
        ],
        [
            "a class that Aurora does not have",
            "dev",
            { "pii:aurora": { instanceClass: "db.t4g.micro" } },
            [
                'pii:aurora.instanceClass is "db.t4g.micro"; must be a class of Aurora PostgreSQL, such as db.t4g.medium or db.r7g.large',
            ],
        ],
        [
            "two DAX nodes",
            "dev",
            { "pii:dynamodb": { daxNodes: 2 } },
            ["pii:dynamodb.daxNodes is 2; must be 1, or from 3 to 10: two nodes have no majority"],
        ],
        [
            "a retention that CloudWatch does not know",
            "dev",
            { "pii:network": { ...NETWORK, logRetentionDays: 31 } },
            [
                "pii:network.logRetentionDays is 31; must be a retention that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days",
            ],
        ],
        [
            "an unknown way to the database",
            "dev",
            { "pii:database": { connection: "bastion" } },
            [
                'pii:database.connection is "bastion"; connection must be one of none, direct, tunnel',
            ],
        ],
        [
            "a tunnel without its end",
            "dev",
            { "pii:database": { connection: "tunnel", host: "127.0.0.1", caFile: "ca.pem" } },
            ["pii:database.port is missing; must be a port from 1 to 65535"],
        ],
        [
            "an unknown answer to a database that is out of reach",
            "dev",
            {
                "pii:database": {
                    connection: "direct",
                    caFile: "ca.pem",
                    unreachableAtPreview: "ignore",
                },
            },
            ['pii:database.unreachableAtPreview is "ignore"; must be one of warn, fail'],
        ],
    ];
    for (const [what, stack, changes, expected] of cases) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(mistakes(stack, changes), expected);
        });
    }

    it("lets production be unprotected where the key that says unsafe is set", () => {
        const unsafe = { "pii:deletionProtection": false, "pii:unsafeAllowProdDeletion": true };
        assert.deepEqual(mistakes("prod", unsafe), []);
    });
});
