import * as good from "../good";
import { document } from "../good";
import { type Sample, unknown } from "../support";
import type { Table } from "./table";

const owned = (sample: Sample): Sample => ({ ...sample, provider: good.providerSettings });
const letsIn = (principal: unknown, effect = "Allow") =>
    document({
        Effect: effect,
        Principal: principal,
        Action: "secretsmanager:GetSecretValue",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
    });
const partner = "999988887777";

const random = "vT4q9ZkX2mWc7LpB0sRf";
const service: Sample = {
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "service",
    props: { family: "service" },
};
const container = (...environment: object[]) => ({
    containerDefinitions: JSON.stringify([{ name: "app", environment }]),
});

export const generalTables: readonly Table[] = [
    {
        rule: "residency",
        on: good.subnet,
        bad: {
            "its own region": { region: "us-east-1" },
            "its zone": { availabilityZone: "us-east-1a" },
            "a region that begins alike": { availabilityZone: "eu-west-12a" },
        },
        fine: { "a local zone": { availabilityZone: "eu-central-1-ham-1a" } },
        late: { region: [{ region: unknown }, { region: "us-east-1" }] },
    },
    {
        rule: "residency",
        on: good.table,
        bad: {
            "a witness": { globalTableWitness: { regionName: "us-east-1" } },
            "a replica": {
                replicas: [
                    { ...(good.table.props.replicas as [object])[0], regionName: "us-east-1" },
                ],
            },
        },
    },
    {
        rule: "residency",
        on: good.secret,
        bad: { "a replica": { replicas: [{ region: "us-east-1", kmsKeyId: "arn" }] } },
    },
    {
        rule: "residency",
        on: good.cluster,
        bad: { "a zone": { availabilityZones: ["eu-west-1a", "us-east-1a"] } },
    },
    {
        rule: "residency",
        on: good.awsProvider,
        bad: {
            "the provider's": { region: "us-west-2" },
            "from the environment": { region: undefined },
        },
        fine: { "that of the edge, where each resource is judged": { region: "us-east-1" } },
    },
    {
        rule: "residency",
        on: { ...good.topic, provider: { region: "us-east-1" } },
        bad: { "its provider's": {}, "its own, too": { region: "us-east-1" } },
        fine: { "another one of its own": { region: "eu-west-1" } },
    },
    ...[
        "aws:acm/certificate:Certificate",
        "aws:iam/servicePrincipal:ServicePrincipal",
        "aws:route53/record:Record",
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    ].map((type): Table => ({
        rule: "residency",
        on: { type, name: "of-the-edge", props: {}, provider: { region: "us-east-1" } },
        fine: { "by its provider": {}, "by itself": { region: "us-east-1" } },
    })),
    {
        rule: "residency",
        on: { type: "aws:wafv2/ipSet:IpSet", name: "known", props: { region: "us-east-1" } },
        bad: { regional: { scope: "REGIONAL" } },
        fine: { "of CloudFront": { scope: "CLOUDFRONT" } },
    },
    {
        rule: "residency",
        on: { type: "aws:cognito/userPoolDomain:UserPoolDomain", name: "login", props: {} },
        bad: { "a key": { certificateArn: "arn:aws:kms:us-east-1:111122223333:key/1" } },
        fine: {
            "a certificate": { certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1" },
            "a web ACL of CloudFront": {
                webAclId: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1",
            },
        },
    },
    {
        rule: "residency",
        on: { type: "aws:backup/framework:Framework", name: "anything", props: {} },
        bad: {
            "what it copies to": {
                copyActions: [
                    { destinationVaultArn: "arn:aws:backup:us-east-1:111122223333:backup-vault:v" },
                ],
            },
            "what it delivers to": {
                logDestination: "arn:aws-us-gov:logs:us-gov-west-1:1:log-group:x",
            },
            "a region of something else": { sourceRegion: "us-east-1" },
            "regions of something else": { source: { regions: ["eu-west-1", "us-east-1"] } },
            "what is no region": { region: "moon" },
        },
        fine: {
            "what has no region": { roleArn: "arn:aws:iam::111122223333:role/app" },
            "what a policy names": {
                policy: { Statement: { Resource: "arn:aws:sns:us-east-1:111122223333:topic" } },
            },
            "text about a region": { description: "moved from us-east-1 to eu-west-1" },
            "all regions": { source: { regions: ["*"] } },
            "what is being made": { kmsKeyArn: unknown },
        },
        late: {
            replicas: [{ replicas: unknown }, { replicas: [{ regionName: "us-east-1" }] }],
            zones: [{ availabilityZones: [unknown] }, { availabilityZones: ["us-east-1a"] }],
        },
    },
    {
        rule: "residency",
        on: { type: "aws:cloudfront/distribution:Distribution", name: "edge", props: {} },
        fine: {
            "its certificate": {
                viewerCertificate: {
                    acmCertificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1",
                },
            },
        },
    },
    {
        rule: "provider-account-named",
        on: good.awsProvider,
        bad: {
            none: { allowedAccountIds: undefined },
            "an empty list": { allowedAccountIds: [] },
        },
        fine: {
            "by its role": {
                allowedAccountIds: undefined,
                assumeRoles: [{ roleArn: "arn:aws:iam::111122223333:role/deploy" }],
            },
            "by the role of a workflow": {
                allowedAccountIds: undefined,
                assumeRoleWithWebIdentity: { roleArn: "arn:aws:iam::111122223333:role/deploy" },
            },
            "not known yet": { allowedAccountIds: unknown },
        },
    },
    {
        rule: "accounts-allowed",
        on: owned(good.secretPolicy),
        bad: {
            "another account": { policy: letsIn({ AWS: partner }) },
            "a role of one": { policy: letsIn({ AWS: [`arn:aws:iam::${partner}:role/app`] }) },
        },
        fine: {
            "the own account": { policy: letsIn({ AWS: "arn:aws:iam::111122223333:root" }) },
            "the organization": { policy: letsIn("*") },
            "a service": { policy: letsIn({ Service: "backup.amazonaws.com" }) },
            "a denial": { policy: letsIn({ AWS: partner }, "Deny") },
        },
        late: { policy: [{ policy: unknown }, { policy: letsIn({ AWS: partner }) }] },
    },
    {
        rule: "accounts-allowed",
        on: owned(good.secretPolicy),
        config: { accounts: [partner] },
        bad: { "one that is not listed": { policy: letsIn({ AWS: "999988886666" }) } },
        fine: { "one that is": { policy: letsIn({ AWS: partner }) } },
    },
    {
        rule: "accounts-allowed",
        on: owned({ type: "aws:rds/clusterSnapshot:ClusterSnapshot", name: "copy", props: {} }),
        bad: { "what is shared": { sharedAccounts: ["111122223333", partner] } },
        fine: { "with the own account": { sharedAccounts: ["111122223333"] } },
    },
    {
        rule: "accounts-allowed",
        on: good.secretPolicy,
        fine: { "where no account is named": { policy: letsIn({ AWS: partner }) } },
    },
    {
        rule: "no-credential-literals",
        on: service,
        bad: {
            "in the environment": container({ name: "DB_PASSWORD", value: random }),
            "a key, whatever it is called": container({
                name: "WHO",
                value: "AKIAIOSFODNN7EXAMPLE",
            }),
            "in a tag": { tags: { apiKey: random } },
            "in an address": { description: "postgres://app:hunter2@db.internal/pii" },
            "a private key": { template: "x\n-----BEGIN PRIVATE KEY-----\nMIIE" },
        },
        fine: {
            "where it is": container({
                name: "DB_PASSWORD_ARN",
                value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab12Cd",
            }),
            "an ARN by a bare name": container({
                name: "DB_PASSWORD",
                value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab12Cd",
            }),
            "the name of one": container({ name: "API_SECRET", value: "platform-database-login" }),
            "a long name of something else": container({ name: "BUILD", value: random }),
            "how long it is good": container({ name: "TOKEN_TTL", value: "3600" }),
            "what is there for it": { masterPassword: random, secretString: random },
            "what is not known yet": container({ name: "DB_PASSWORD", value: "" }),
            "no JSON": { definition: "{ not json" },
            "the code of a function": {
                code: {
                    // How the engine marks an asset.
                    "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
                    hash: "0",
                    text: "-----BEGIN PRIVATE KEY-----",
                },
            },
        },
    },
    {
        rule: "no-credential-literals",
        on: { type: "random:index/randomPassword:RandomPassword", name: "password", props: {} },
        fine: { "of another provider": { tags: { password: random } } },
    },
];
