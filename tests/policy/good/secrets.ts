import type * as aws from "@pulumi/aws";
import type { Sample } from "../support";
import { KEY, document, resource } from "./resource";

const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a";

export const secret = resource<aws.secretsmanager.SecretArgs>(
    "aws:secretsmanager/secret:Secret",
    "app-login",
    {
        kmsKeyId: KEY,
        recoveryWindowInDays: 30,
        replicas: [
            {
                region: "eu-central-1",
                kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/5678",
            },
        ],
    },
);
export const secretPolicy = resource<aws.secretsmanager.SecretPolicyArgs>(
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "app-login-policy",
    { secretArn: SECRET, policy: document(), blockPublicPolicy: true },
);
export const secretRotation = resource<aws.secretsmanager.SecretRotationArgs>(
    "aws:secretsmanager/secretRotation:SecretRotation",
    "app-login-rotation",
    { secretId: SECRET, rotationRules: { automaticallyAfterDays: 30 } },
);
export const secretVersion = resource<aws.secretsmanager.SecretVersionArgs>(
    "aws:secretsmanager/secretVersion:SecretVersion",
    "app-login-value",
    { secretId: SECRET, secretStringWo: "known to nobody", secretStringWoVersion: 1 },
);

export const parameter = resource<aws.ssm.ParameterArgs>(
    "aws:ssm/parameter:Parameter",
    "database-host",
    { name: "/pii/database/host", type: "String", insecureValue: "db.internal" },
);
export const secureParameter = resource<aws.ssm.ParameterArgs>(
    "aws:ssm/parameter:Parameter",
    "partner-key",
    { name: "/pii/partner/api-key", type: "SecureString", keyId: KEY, value: "k" },
);
export const ssmDocument = resource<aws.ssm.DocumentArgs>("aws:ssm/document:Document", "restart", {
    documentType: "Command",
    content: "{}",
    permissions: { type: "Share", accountIds: "111122223333" },
});
export const shellPreferences = resource<aws.ssm.DocumentArgs>(
    "aws:ssm/document:Document",
    "SSM-SessionManagerRunShell",
    { documentType: "Session", content: shell({}) },
);
export const sharingSetting = resource<aws.ssm.ServiceSettingArgs>(
    "aws:ssm/serviceSetting:ServiceSetting",
    "public-sharing",
    {
        settingId: "/ssm/documents/console/public-sharing-permission",
        settingValue: "Disable",
    },
);

/** Secrets without fault. */
export const secretsStack: readonly Sample[] = [
    { ...secret, props: { ...secret.props, id: SECRET } },
    secretRotation,
    secretVersion,
    parameter,
];

/** Preferences of Session Manager, encrypted and recorded, with these changes. */
export function shell(changes: object, sessionType = "Standard_Stream"): string {
    return JSON.stringify({
        schemaVersion: "1.0",
        sessionType,
        inputs: {
            kmsKeyId: KEY,
            cloudWatchLogGroupName: "sessions",
            cloudWatchEncryptionEnabled: true,
            ...changes,
        },
    });
}
