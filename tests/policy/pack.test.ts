import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as pb from "@pulumi/pulumi/proto/analyzer_pb";
import { rules } from "../../policy/rules";
import * as good from "./good";
import { NAMES } from "./names";
import { Pack } from "./support";

const folder = join(__dirname, "..", "..", "policy");

describe("the policy pack", () => {
    it("has exactly these rules, in this order", () => {
        assert.deepEqual(
            rules.map(({ name }) => name),
            Object.values(NAMES).flat(),
        );
    });

    it("has one file for each rule, of the same name, in the folder of its group", () => {
        const files = readdirSync(join(folder, "rules"), { recursive: true, encoding: "utf8" });
        assert.deepEqual(
            files.filter((file) => file.endsWith(".ts") && !file.endsWith("index.ts")).sort(),
            Object.entries(NAMES)
                .flatMap(([group, names]) => names.map((name) => join(group, `${name}.ts`)))
                .sort(),
        );
    });

    it("says of each rule what, why, how bad, how to mend it, and which controls it covers", () => {
        for (const rule of rules) {
            for (const text of [rule.description, rule.why, rule.remediation]) {
                assert.match(text, /^[A-Z'].{20,}\.$/, rule.name);
            }
            assert.match(
                rule.source,
                /^https:\/\/(docs\.aws\.amazon\.com|www\.postgresql\.org|www\.pulumi\.com)\/\S+$/,
                rule.name,
            );
            const ids = Object.values(rule.frameworks).flat();
            assert.equal(new Set(ids).size, ids.length, rule.name);
            assert.equal(ids.length > 0, rule.aboutRun !== true, rule.name);
            assert.ok("check" in rule || "checkStack" in rule, rule.name);
        }
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
            const { ADVISORY, DISABLED, MANDATORY } = pb.EnforcementLevel;
            const levels = { advisory: ADVISORY, disabled: DISABLED, mandatory: MANDATORY };
            assert.deepEqual(
                info.getPoliciesList().map((policy) => policy.getEnforcementlevel()),
                rules.map(({ level = "mandatory" }) => levels[level]),
            );
            const tls = info
                .getPoliciesList()
                .find((policy) => policy.getName() === "rds-forced-tls");
            assert.deepEqual(tls?.getTagsList(), [
                "FSBP RDS.38",
                "PCI DSS 4.0.1 4.2.1",
                "GDPR Art. 32(1)(a)",
                "CCPA 1798.100(e)",
                "CCPA 1798.150(a)(1)",
            ]);
            await pack.analyze({ ...good.cluster, props: {} });
            await pack.analyzeStack(good.stack);
            assert.equal(pack.printed, "");
        } finally {
            await pack.stop();
        }
    });
});
