import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { alarmDescription } from "../../infra/alarms/alarms";
import { CIS_EVENTS } from "../../infra/guardrails/cis-events";
import { dataActs } from "../../infra/guardrails/data-acts";
import {
    trailAlarmRule,
    type TrailEvent,
    trailMetricName,
} from "../../infra/guardrails/trail-event";
import { ACCOUNT_EVENTS, eventsMissedBy } from "../../policy/cis-events";
import { ROOT } from "../../sandbox/platform/repository";
import { jsonPattern } from "../../sandbox/aws/cloudwatch/json-pattern";

const SECURITY_GROUPS = ["sg-0123456789abcdef0", "sg-0123456789abcdef1", "sg-0123456789abcdef2"];

const EVENTS: readonly TrailEvent[] = [
    ...CIS_EVENTS,
    ...dataActs({
        securityGroupIds: SECURITY_GROUPS,
        breakGlassRoleName: "pii-prod-break-glass",
        insights: true,
    }),
];

const known = (pattern: pulumi.Input<string>) =>
    new Promise<string>((resolve) => pulumi.output(pattern).apply(resolve));

const ROLE = {
    type: "AssumedRole",
    principalId: "AROAEXAMPLEEXAMPLEEX:deploy",
    arn: "arn:aws:sts::111111111111:assumed-role/pii-deploy/deploy",
    accountId: "111111111111",
    accessKeyId: "ASIAEXAMPLEEXAMPLEEX",
    sessionContext: {
        sessionIssuer: { type: "Role", userName: "pii-deploy" },
        attributes: { creationDate: "2030-01-01T00:00:00Z", mfaAuthenticated: "false" },
    },
};

/** A record as CloudTrail writes it. */
function call(
    service: string,
    eventName: string,
    requestParameters: object | null = null,
    rest: object = {},
) {
    return {
        eventVersion: "1.11",
        userIdentity: ROLE,
        eventTime: "2030-01-01T00:00:00Z",
        eventSource: `${service}.amazonaws.com`,
        eventName,
        awsRegion: "eu-west-1",
        sourceIPAddress: "198.51.100.7",
        userAgent: "aws-cli/2.15",
        requestParameters,
        responseElements: null,
        requestID: "a1b2c3d4-5678-90ab-cdef-example11111",
        eventID: "a1b2c3d4-5678-90ab-cdef-example22222",
        readOnly: false,
        eventType: "AwsApiCall",
        managementEvent: true,
        recipientAccountId: "111111111111",
        eventCategory: "Management",
        ...rest,
    };
}

function signIn(identity: object, mfa: "Yes" | "No", answer: "Success" | "Failure") {
    return call("signin", "ConsoleLogin", null, {
        userIdentity: { accountId: "111111111111", ...identity },
        additionalEventData: { LoginTo: "https://console.aws.amazon.com/", MFAUsed: mfa },
        responseElements: { ConsoleLogin: answer },
        eventType: "AwsConsoleSignIn",
        ...(answer === "Failure" && { errorMessage: "Failed authentication" }),
    });
}

const USER = { type: "IAMUser", userName: "somebody" };
const ACCOUNT_ROOT = { type: "Root", arn: "arn:aws:iam::111111111111:root" };
const byBackup = { userIdentity: { ...ROLE, invokedBy: "backup.amazonaws.com" } };

/** What is done, the record of it, and the alarms that it sets off. */
const TABLE: readonly (readonly [what: string, event: object, ids: readonly string[]])[] = [
    [
        "a call that EC2 refuses",
        call("ec2", "DescribeInstances", null, { errorCode: "Client.UnauthorizedOperation" }),
        ["unauthorized-calls"],
    ],
    [
        "a call that S3 refuses",
        call("s3", "GetBucketAcl", null, { errorCode: "AccessDenied", readOnly: true }),
        ["unauthorized-calls"],
    ],
    [
        "a call that KMS refuses",
        call("kms", "Decrypt", null, { errorCode: "AccessDeniedException" }),
        ["unauthorized-calls"],
    ],
    [
        "a call that KMS refuses to a service of AWS",
        call("kms", "Decrypt", null, {
            errorCode: "AccessDenied",
            sourceIPAddress: "macie.amazonaws.com",
            userAgent: "macie.amazonaws.com",
        }),
        [],
    ],
    [
        "a call with a wrong argument",
        call("rds", "CreateDBCluster", null, { errorCode: "InvalidParameterValueException" }),
        [],
    ],
    ["a user with a password alone", signIn(USER, "No", "Success"), ["sign-in-without-mfa"]],
    ["a user with a second factor", signIn(USER, "Yes", "Success"), []],
    ["a role from a directory, which has its own", signIn(ROLE, "No", "Success"), []],
    ["a wrong password", signIn(USER, "No", "Failure"), ["failed-sign-ins"]],
    ["root signs in", signIn(ACCOUNT_ROOT, "Yes", "Success"), ["root-used"]],
    ["root calls", call("iam", "ListUsers", null, { userIdentity: ACCOUNT_ROOT }), ["root-used"]],
    [
        "a service for root",
        call("s3", "ListBuckets", null, {
            userIdentity: { ...ACCOUNT_ROOT, invokedBy: "cloudformation.amazonaws.com" },
        }),
        [],
    ],
    [
        "a service event",
        call("kms", "RotateKey", null, {
            userIdentity: ACCOUNT_ROOT,
            eventType: "AwsServiceEvent",
        }),
        [],
    ],
    ["a role's policy", call("iam", "AttachRolePolicy"), ["iam-policy-changed"]],
    ["a policy of another service", call("iot", "CreatePolicy"), []],
    ["a trail's change", call("cloudtrail", "UpdateTrail"), ["trail-changed"]],
    ["a trail's stop", call("cloudtrail", "StopLogging"), ["trail-changed", "watching-stopped"]],
    ["a trail's end", call("cloudtrail", "DeleteTrail"), ["trail-changed", "watching-stopped"]],
    ["a key disabled", call("kms", "DisableKey"), ["key-on-its-way-out"]],
    ["a key to be deleted", call("kms", "ScheduleKeyDeletion"), ["key-on-its-way-out"]],
    ["a key enabled", call("kms", "EnableKey"), []],
    ["a bucket's policy", call("s3", "PutBucketPolicy"), ["bucket-access-changed"]],
    [
        "a recorder's stop",
        call("config", "StopConfigurationRecorder"),
        ["config-changed", "watching-stopped"],
    ],
    ["a recorder's change", call("config", "PutConfigurationRecorder"), ["config-changed"]],
    ["a network ACL's entry", call("ec2", "CreateNetworkAclEntry"), ["network-acl-changed"]],
    ["an internet gateway", call("ec2", "AttachInternetGateway"), ["gateway-changed"]],
    ["a route", call("ec2", "ReplaceRoute"), ["routes-changed"]],
    ["a peering", call("ec2", "AcceptVpcPeeringConnection"), ["vpc-changed"]],
    [
        "a policy of the organization",
        call("organizations", "DetachPolicy"),
        ["organization-changed"],
    ],
    ["a look at the organization", call("organizations", "ListAccounts"), []],
    [
        "somebody else's security group",
        call("ec2", "AuthorizeSecurityGroupIngress", { groupId: "sg-0fedcba9876543210" }),
        ["security-group-changed"],
    ],
    [
        "the database's security group",
        call("ec2", "AuthorizeSecurityGroupIngress", { groupId: SECURITY_GROUPS[0] }),
        ["security-group-changed", "database-security-group-changed"],
    ],
    [
        "a rule of the caches' security group",
        call("ec2", "ModifySecurityGroupRules", {
            ModifySecurityGroupRulesRequest: { GroupId: SECURITY_GROUPS[2] },
        }),
        ["database-security-group-changed"],
    ],
    [
        "a look at the database's security group",
        call(
            "ec2",
            "DescribeSecurityGroupReferences",
            { groupId: SECURITY_GROUPS[0] },
            {
                readOnly: true,
            },
        ),
        [],
    ],
    [
        "other security groups for the cluster",
        call("rds", "ModifyDBCluster", { vpcSecurityGroupIds: ["sg-0fedcba9876543210"] }),
        ["database-security-group-changed"],
    ],
    [
        "other security groups for the proxy",
        call("rds", "ModifyDBProxy", { securityGroups: ["sg-0fedcba9876543210"] }),
        ["database-security-group-changed"],
    ],
    [
        "other security groups for a cache",
        call("dax", "UpdateCluster", { securityGroupIds: ["sg-0fedcba9876543210"] }),
        ["database-security-group-changed"],
    ],
    [
        "a new cache",
        call("dax", "CreateCluster", { securityGroupIds: ["sg-0123456789abcdef2"] }),
        [],
    ],
    [
        "a snapshot made public",
        call("rds", "ModifyDBClusterSnapshotAttribute", {
            attributeName: "restore",
            dBClusterSnapshotIdentifier: "pii-prod",
            valuesToAdd: ["all"],
        }),
        ["snapshot-shared"],
    ],
    [
        "a snapshot shared with an account",
        call("rds", "ModifyDBSnapshotAttribute", {
            attributeName: "restore",
            dBSnapshotIdentifier: "pii-prod",
            valuesToAdd: ["222222222222"],
        }),
        ["snapshot-shared"],
    ],
    [
        "a snapshot no longer shared",
        call("rds", "ModifyDBClusterSnapshotAttribute", {
            attributeName: "restore",
            valuesToRemove: ["all"],
        }),
        [],
    ],
    ["a snapshot's export", call("rds", "StartExportTask"), ["snapshot-exported"]],
    [
        "a cluster's protection lifted",
        call("rds", "ModifyDBCluster", { dBClusterIdentifier: "a", deletionProtection: false }),
        ["protection-lifted"],
    ],
    ["a cluster's protection", call("rds", "ModifyDBCluster", { deletionProtection: true }), []],
    ["another change of it", call("rds", "ModifyDBCluster", { engineVersion: "16.9" }), []],
    [
        "a table's protection lifted",
        call("dynamodb", "UpdateTable", { tableName: "a", deletionProtectionEnabled: false }),
        ["protection-lifted"],
    ],
    ["a table's capacity", call("dynamodb", "UpdateTable", { tableName: "a" }), []],
    ["a table's end", call("dynamodb", "DeleteTable", { tableName: "a" }), ["data-deleted"]],
    ["a cluster's end", call("rds", "DeleteDBCluster"), ["data-deleted"]],
    ["a backup's end", call("backup", "DeleteRecoveryPoint"), ["data-deleted"]],
    ["a backup's end by its plan", call("rds", "DeleteDBClusterSnapshot", null, byBackup), []],
    ["a cluster of another service", call("redshift", "DeleteDBCluster"), []],
    [
        "recovery switched off",
        call("dynamodb", "UpdateContinuousBackups", {
            pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
        }),
        ["recovery-weakened"],
    ],
    [
        "recovery switched on",
        call("dynamodb", "UpdateContinuousBackups", {
            pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        }),
        [],
    ],
    [
        "backups of a day",
        call("rds", "ModifyDBCluster", { backupRetentionPeriod: 1 }),
        ["recovery-weakened"],
    ],
    ["backups of a week", call("rds", "ModifyDBCluster", { backupRetentionPeriod: 7 }), []],
    ["a detector's end", call("guardduty", "DeleteDetector"), ["watching-stopped"]],
    [
        "a detector's pause",
        call("guardduty", "UpdateDetector", { detectorId: "12abc34d", enable: false }),
        ["watching-stopped"],
    ],
    [
        "another change of it",
        call("guardduty", "UpdateDetector", { findingPublishingFrequency: "ONE_HOUR" }),
        [],
    ],
    ["other events for a trail", call("cloudtrail", "PutEventSelectors"), ["recording-changed"]],
    ["alarms that tell nobody", call("monitoring", "DisableAlarmActions"), ["watching-stopped"]],
    [
        "the role for emergencies",
        call("sts", "AssumeRole", {
            roleArn: "arn:aws:iam::111111111111:role/pii-prod-break-glass",
            roleSessionName: "somebody",
        }),
        ["break-glass-used"],
    ],
    [
        "that role by single sign-on",
        call("sts", "AssumeRoleWithSAML", {
            roleArn: "arn:aws:iam::111111111111:role/emergency/pii-prod-break-glass",
        }),
        ["break-glass-used"],
    ],
    [
        "another role",
        call("sts", "AssumeRole", { roleArn: "arn:aws:iam::111111111111:role/pii-deploy" }),
        [],
    ],
    [
        "an unusual number of calls",
        { eventType: "AwsCloudTrailInsight", insightDetails: { state: "Start" } },
        ["unusual-calls"],
    ],
    [
        "the end of them",
        { eventType: "AwsCloudTrailInsight", insightDetails: { state: "End" } },
        [],
    ],
    [
        "an item read",
        call(
            "dynamodb",
            "GetItem",
            { tableName: "a" },
            {
                eventCategory: "Data",
                managementEvent: false,
                readOnly: true,
            },
        ),
        [],
    ],
];

describe("the trail's events", () => {
    for (const [what, event, expected] of TABLE) {
        it(`${what}: ${expected.join(" and ") || "nothing"}`, async () => {
            const fired: string[] = [];
            for (const { id, pattern } of EVENTS) {
                if (jsonPattern(await known(pattern))(event)) {
                    fired.push(id);
                }
            }
            assert.deepEqual(fired, expected);
        });
    }

    it("are each set off by something here", () => {
        const shown = new Set(TABLE.flatMap(([, , ids]) => ids));
        assert.deepEqual(
            EVENTS.map(({ id }) => id).filter((id) => !shown.has(id)),
            [],
        );
    });

    it("are all that CIS names, one for each, and found by all of its words", () => {
        assert.equal(CIS_EVENTS.length, ACCOUNT_EVENTS.length);
        assert.deepEqual(eventsMissedBy(CIS_EVENTS.map(({ pattern }) => pattern as string)), []);
        for (const left of CIS_EVENTS) {
            const others = CIS_EVENTS.filter((event) => event !== left);
            assert.equal(
                eventsMissedBy(others.map(({ pattern }) => pattern as string)).length,
                // What a sign-in is called stands in two of them.
                1,
                left.id,
            );
        }
    });

    it("ask for the names that the rule asks for, in its order, and for no others", () => {
        ACCOUNT_EVENTS.forEach((event, index) => {
            const { id = "", pattern = "" } = CIS_EVENTS[index] ?? {};
            assert.ok(!eventsMissedBy([pattern as string]).includes(event), id);
            const names = [...(pattern as string).matchAll(/eventName=(\w+)/g)].map(
                ([, name = ""]) => name,
            );
            // Of the organization the rule asks for any; where no list is, for other words.
            if (names.length > 1 && id !== "organization-changed") {
                // What AWS has no longer, the rule does without.
                const there = names.filter((name) => !name.includes("ClassicLink"));
                assert.deepEqual(there, event.words, id);
            }
        });
    });

    it("have patterns, names and mails that CloudWatch takes", async () => {
        const ids = EVENTS.map(({ id }) => id);
        assert.equal(new Set(ids.map(trailMetricName)).size, ids.length);
        for (const event of EVENTS) {
            const { length } = await known(event.pattern);
            assert.ok(length <= 1024, `${event.id} has ${length} characters`);
            assert.ok(alarmDescription(trailAlarmRule("pii-prod", event)).length <= 1024);
        }
    });

    it("each have a runbook", () => {
        const runbooks = new Set(EVENTS.map(({ runbook }) => runbook));
        const missing = [...runbooks].filter(
            (name) => !existsSync(join(ROOT, "docs", "runbooks", `${name}.md`)),
        );
        assert.deepEqual(missing, []);
    });

    it("know of insights only where there are any", () => {
        const acts = dataActs({
            securityGroupIds: SECURITY_GROUPS,
            breakGlassRoleName: "pii-prod-break-glass",
            insights: false,
        });
        assert.ok(!acts.some(({ id }) => id === "unusual-calls"));
    });

    it("become alarms on a count of five minutes", () => {
        const event: TrailEvent = {
            id: "key-on-its-way-out",
            title: "A key",
            pattern: "{ $.a = b }",
            urgent: true,
            why: "It matters.",
            runbook: "key-compromise",
        };
        const { metric, threshold, limit, urgent, firstSteps } = trailAlarmRule("pii-prod", event);
        assert.deepEqual(metric, {
            namespace: "pii-platform/pii-prod/trail",
            name: "KeyOnItsWayOut",
            dimensions: {},
            statistic: "Sum",
            periodSeconds: 300,
        });
        assert.deepEqual(
            { threshold, limit, urgent },
            { threshold: 0, limit: "none", urgent: true },
        );
        assert.match(firstSteps.join(), /\/pii-prod\/trail .*docs\/runbooks\/key-compromise\.md/);
        const tolerant = trailAlarmRule("pii-prod", { ...event, tolerated: 3 });
        assert.equal(tolerant.threshold, 3);
        assert.equal(tolerant.limit, "3 in five minutes");
    });
});
