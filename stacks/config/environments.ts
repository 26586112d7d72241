import { LOGS } from "../../infra/aurora/exported-logs";

/** The kinds of environment. Their differences are seed 004's table, widened. */
export const ENVIRONMENTS = ["dev", "staging", "prod"] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

/**
 * What holds where `Pulumi.<env>.yaml` says nothing. Every value can be set there.
 *
 * Instance classes: seed 004 names t3.medium and r5.large. The defaults are their successors on
 * Graviton, which AWS offers for the same versions at a lower price; the seed's names are accepted.
 * Days of backup and log retention grow with what would be lost.
 */
export const DEFAULTS = {
    dev: {
        layout: "whole",
        deletionProtection: false,
        network: { logRetentionDays: 30 },
        aurora: {
            instanceClass: "db.t4g.medium",
            instances: 1,
            applyImmediately: true,
            multiAz: false,
            subnetTier: "private",
            tuning: "minimal",
            proxy: false,
            backupRetentionDays: 7,
            logRetentionDays: 30,
        },
        backup: { keepDays: {}, lockDays: { min: 1, max: 35 } },
        dynamodb: { recoveryDays: 7, daxNodes: 1, daxNodeType: "dax.t3.small" },
        guardrails: { logRetentionDays: 30, trail: { insights: false }, recorder: "skip" },
    },
    staging: {
        layout: "layered",
        deletionProtection: false,
        network: { logRetentionDays: 90 },
        aurora: {
            instanceClass: "db.t4g.medium",
            instances: 2,
            applyImmediately: true,
            multiAz: true,
            subnetTier: "private",
            tuning: "medium",
            proxy: true,
            backupRetentionDays: 7,
            logRetentionDays: 90,
        },
        backup: { keepDays: { daily: 14, weekly: 35 }, lockDays: { min: 7, max: 100 } },
        dynamodb: { recoveryDays: 14, daxNodes: 3, daxNodeType: "dax.t3.medium" },
        guardrails: { logRetentionDays: 90, trail: { insights: false }, recorder: "own" },
    },
    prod: {
        layout: "layered",
        deletionProtection: true,
        network: { logRetentionDays: 365 },
        aurora: {
            instanceClass: "db.r7g.large",
            instances: 2,
            // A restart waits for the window; until then every preview shows the change again.
            applyImmediately: false,
            multiAz: true,
            subnetTier: "isolated",
            tuning: "optimized",
            proxy: true,
            backupRetentionDays: 35,
            logRetentionDays: 365,
        },
        backup: {
            keepDays: { daily: 35, weekly: 90, monthly: 365 },
            lockDays: { min: 30, max: 400 },
        },
        dynamodb: { recoveryDays: 35, daxNodes: 3, daxNodeType: "dax.r5.large" },
        guardrails: { logRetentionDays: 365, trail: { insights: true }, recorder: "own" },
    },
} as const;

/** What holds in every environment where the file says nothing. */
export const COMMON_DEFAULTS = {
    keys: { deletionWindowDays: 30, rotationDays: 365 },
    network: {
        nat: "none",
        ipv6Egress: false,
        flowLogs: "cloudwatch",
        dnsFirewall: "threats",
        accountWideBlockPublicAccess: "off",
        encryptionControl: "off",
        wayIn: "none",
    },
    aurora: {
        engineVersion: "16.8",
        allowMajorUpgrade: false,
        customEndpoints: {},
        storage: "standard",
        insights: "standard",
        parameters: {},
        logExports: [...LOGS],
        proxySecretArns: [],
        databaseAccessConcurrency: 2,
        alarms: {},
        databaseName: "pii_db",
        /** Daily, UTC; seed 003. */
        backupWindow: "03:00-04:00",
        /** Weekly, UTC; seed 003. */
        maintenanceWindow: "sun:04:00-sun:05:00",
    },
    alarms: { emails: [], urgentEmails: [], pagers: {} },
    backup: { complianceLockThatCanNeverBeUndone: false },
    dynamodb: {
        /** Weekly, UTC; DAX wants at least an hour. */
        daxMaintenanceWindow: "sun:05:00-sun:06:00",
        daxGeneration: 1,
        unsafeDaxMayWrite: false,
        tables: {},
        replicaRegions: [],
        replicaConsistency: "eventual",
        contributorInsights: "off",
        changeStreams: "off",
        exports: "off",
        unsafeTablesReachableFromOutsideTheVpc: false,
        alarms: {},
    },
    database: { connection: "none" },
    guardrails: {
        detector: "own",
        analyzer: "own",
        // 0.001 USD and more for each check of each resource.
        securityHub: "skip",
        // 1 USD for each GB that it reads.
        macie: "skip",
        accountDefaults: "own",
    },
    /** Where there is one. */
    webAcl: {
        requestsPerFiveMinutes: 2000,
        blockedPerFiveMinutes: 500,
        countOnlyAndBlockNothing: false,
        anonymousIps: false,
    },
} as const;
