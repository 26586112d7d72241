import type { Finding, Report, RuleInfo } from "../../../review/policy/finding";

export const KEY = "urn:pulumi:prod::pii-keys::pii:keys:DataKey$aws:kms/key:Key::aurora";

export const ROTATION: RuleInfo = {
    name: "kms-key-rotation",
    description: "Every KMS key rotates.",
    why: "What one key encrypted is lost with it.",
    severity: "medium",
    level: "mandatory",
    remediation: "Set enableKeyRotation to true.",
    controls: ["FSBP KMS.4"],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
};

export const mandatory: Finding = {
    rule: "kms-key-rotation",
    level: "mandatory",
    severity: "medium",
    stack: "pii-keys/prod",
    resource: { urn: KEY, type: "aws:kms/key:Key", name: "aurora" },
    message: "never rotates",
    remedy: ROTATION.remediation,
    controls: ROTATION.controls,
};

export const advisory: Finding = {
    rule: "unknown-values",
    level: "advisory",
    severity: "low",
    stack: "pii-keys/prod",
    message: "not known before the update:\na.b",
    controls: [],
};

export const waived: Finding = {
    ...mandatory,
    resource: { urn: `${KEY}-2`, type: "aws:kms/key:Key", name: "aurora-2" },
    waiver: { reason: "moves in May", owner: "data team", expires: "2027-05-31" },
};

export const report: Report = {
    stacks: ["pii-keys/prod", "pii-network/prod"],
    findings: [mandatory, advisory, waived],
};
