import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as pb from "@pulumi/pulumi/proto/analyzer_pb";
import { rules } from "../../policy/rules";
import * as good from "./good";
import { Pack } from "./support";

const folder = join(__dirname, "..", "..", "policy");

const NAMES = [
    "rds-cluster-encrypted-with-customer-key",
    "rds-cluster-deletion-protection",
    "rds-cluster-backup-retention",
    "rds-cluster-final-snapshot",
    "rds-instance-not-public",
    "rds-cluster-iam-authentication",
    "rds-managed-master-secret",
    "rds-forced-tls",
    "rds-cluster-logs-exported",
    "rds-subnet-group-explicit",
    "rds-engine-version-supported",
    "dynamodb-table-customer-key",
    "dynamodb-table-point-in-time-recovery",
    "dynamodb-table-deletion-protection",
    "dax-cluster-encrypted",
    "dax-cluster-tls",
    "dax-cluster-private",
    "kinesis-stream-encrypted-with-customer-key",
    "no-open-ingress",
    "network-acl-no-open-ingress",
    "default-security-group-closed",
    "subnet-no-public-ip-on-launch",
    "vpc-flow-log-present",
    "endpoint-policy-not-open",
    "kms-key-rotation",
    "kms-key-deletion-window",
    "kms-key-policy-not-public",
    "secret-customer-key",
    "secret-recovery-window",
    "resource-policy-not-public",
    "log-group-retention",
    "log-group-encrypted",
    "s3-bucket-public-access-blocked",
    "s3-bucket-encrypted-with-customer-key",
    "s3-bucket-tls-only",
    "s3-no-force-destroy",
    "cloudtrail-hardened",
    "iam-no-star-admin",
    "iam-role-trust-not-public",
    "postgresql-role-not-superuser",
    "postgresql-no-public-grants",
    "postgresql-provider-tls",
    "stateful-resources-protected",
    "residency",
    "unknown-values",
];

describe("the policy pack", () => {
    it("has exactly these rules, in this order", () => {
        assert.deepEqual(
            rules.map(({ name }) => name),
            NAMES,
        );
    });

    it("has one file for each rule, of the same name", () => {
        const files = readdirSync(join(folder, "rules")).filter((file) => file !== "index.ts");
        assert.deepEqual(files.sort(), rules.map(({ name }) => `${name}.ts`).sort());
    });

    it("says of each rule what, why, how bad, how to mend it, and which controls it covers", () => {
        for (const rule of rules) {
            for (const text of [rule.description, rule.why, rule.remediation]) {
                assert.match(text, /^[A-Z'].{20,}\.$/, rule.name);
            }
            const ids = Object.values(rule.frameworks).flat();
            assert.equal(new Set(ids).size, ids.length, rule.name);
            assert.equal(ids.length > 0, rule.name !== "unknown-values", rule.name);
            assert.ok("check" in rule || "checkStack" in rule, rule.name);
        }
    });

    it("lists exactly its rules in the README, with severity, description and controls", () => {
        assert.deepEqual(
            readmeRows("## Rules"),
            rules.map(({ name, severity, description, frameworks }) => [
                `\`${name}\``,
                severity,
                description,
                Object.entries(frameworks as Record<string, readonly string[]>)
                    .map(([framework, ids]) => `${framework.toUpperCase()} ${ids.join(", ")}`)
                    .join("; "),
            ]),
        );
    });

    it("lists exactly its parameters in the README, with their defaults", () => {
        assert.deepEqual(
            readmeRows("## Levels and parameters").filter((row) => row.length === 4),
            rules.flatMap(({ name, settings }) =>
                Object.entries(settings ?? {}).map(([parameter, setting]) => [
                    `\`${name}\``,
                    `\`${parameter}\``,
                    `\`${JSON.stringify(setting.default).replaceAll(",", ", ")}\``,
                    setting.description,
                ]),
            ),
        );
    });

    it("starts without any cloud SDK", () => {
        const script = `
            require("@pulumi/policy");
            require("tsx/cjs");
            require("./rules");
            console.log(Object.keys(require.cache).join("\\n"));`;
        const loaded = execFileSync(process.execPath, ["-e", script], {
            cwd: folder,
            encoding: "utf8",
        });
        assert.match(loaded, /@pulumi[\\/]policy/);
        assert.doesNotMatch(loaded, /@pulumi[\\/](aws|awsx|postgresql|random)[\\/]/);
    });

    it("tells Pulumi its rules, and prints nothing beside its port", async () => {
        const pack = await Pack.start();
        try {
            const info = await pack.info();
            assert.equal(info.getName(), "pii-platform");
            assert.deepEqual(
                info.getPoliciesList().map((policy) => policy.getName()),
                rules.map(({ name }) => name),
            );
            const level = pb.EnforcementLevel.MANDATORY;
            assert.deepEqual(
                info
                    .getPoliciesList()
                    .filter((policy) => policy.getEnforcementlevel() !== level)
                    .map((policy) => policy.getName()),
                ["unknown-values"],
            );
            const tls = info
                .getPoliciesList()
                .find((policy) => policy.getName() === "rds-forced-tls");
            assert.deepEqual(tls?.getTagsList(), [
                "FSBP RDS.38",
                "PCI DSS 4.0.1 4.2.1",
                "GDPR Art. 32(1)(a)",
            ]);
            await pack.analyze({ ...good.cluster, props: {} });
            await pack.analyzeStack(good.stack);
            assert.equal(pack.printed, "");
        } finally {
            await pack.stop();
        }
    });
});

/** The cells of the table rows that begin with code, in the section of this heading. */
function readmeRows(heading: string): string[][] {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    const section = readme.split(/\n(?=## )/).find((part) => part.startsWith(heading)) ?? "";
    return section
        .split("\n")
        .filter((line) => line.startsWith("| `"))
        .map((line) =>
            line
                .split("|")
                .slice(1, -1)
                .map((cell) => cell.trim()),
        );
}
