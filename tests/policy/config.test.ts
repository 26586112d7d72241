import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { configMistakes } from "../../policy/config-mistakes";
import type { Level } from "../../policy/rule";
import { rules } from "../../policy/rules";
import * as good from "./good";
import { Pack, type PackConfig, type Props, type Sample } from "./support";

const folder = join(__dirname, "..", "..", "policy", "config");
const configs = new Map(
    readdirSync(folder).map((file) => [
        file.replace(/\.json$/, ""),
        JSON.parse(readFileSync(join(folder, file), "utf8")) as PackConfig,
    ]),
);

describe("policy config", () => {
    let pack: Pack;
    before(async () => {
        pack = await Pack.start();
    });
    after(() => pack.stop());
    afterEach(() => pack.configure({}));

    const found = async (sample: Sample, changes: Props) =>
        (await pack.analyze({ ...sample, props: { ...sample.props, ...changes } })).map(
            ({ rule, level }) => `${level} ${rule}`,
        );

    it("sets the level of one rule", async () => {
        const off = { deletionProtection: false };
        await pack.configure({ "rds-deletion-protection": "advisory" });
        assert.deepEqual(await found(good.cluster, off), ["advisory rds-deletion-protection"]);
        await pack.configure({ "rds-deletion-protection": "disabled" });
        assert.deepEqual(await found(good.cluster, off), []);
    });

    const parameters: [rule: string, config: Props, on: Sample, changes: Props, finds: boolean][] =
        [
            [
                "rds-backup-retention",
                { days: 14 },
                good.cluster,
                { backupRetentionPeriod: 13 },
                true,
            ],
            [
                "rds-backup-retention",
                { days: 1 },
                good.cluster,
                { backupRetentionPeriod: 1 },
                false,
            ],
            ["kms-key-deletion-window", { days: 7 }, good.key, { deletionWindowInDays: 7 }, false],
            ["log-group-retention", { days: 400 }, good.logGroup, {}, true],
            [
                "secret-recovery-window",
                { days: 30 },
                good.secret,
                { recoveryWindowInDays: 29 },
                true,
            ],
            [
                "no-open-ingress",
                { allowedPorts: [5432] },
                good.ingressRule,
                { cidrIpv4: "0.0.0.0/0" },
                false,
            ],
            [
                "no-open-ingress",
                { allowedPorts: [5432] },
                good.ingressRule,
                { cidrIpv4: "0.0.0.0/0", fromPort: 5431 },
                true,
            ],
            [
                "no-open-ingress",
                { allowedPorts: [5432] },
                good.ingressRule,
                { cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" },
                true,
            ],
            [
                "network-acl-no-open-ingress",
                { allowedPorts: [443] },
                good.networkAclRule,
                { cidrBlock: "0.0.0.0/0", fromPort: 443, toPort: 443 },
                false,
            ],
            ["residency", { regions: ["us-east-1"] }, good.awsProvider, {}, true],
            [
                "residency",
                { regions: ["us-east-1"] },
                good.awsProvider,
                { region: "us-east-1" },
                false,
            ],
        ];
    for (const [rule, config, on, changes, finds] of parameters) {
        const what = `${JSON.stringify(config)} and ${JSON.stringify(changes)}`;
        it(`${rule} ${finds ? "objects to" : "accepts"} ${what}`, async () => {
            await pack.configure({ [rule]: config });
            assert.deepEqual(await found(on, changes), finds ? [`mandatory ${rule}`] : []);
        });
    }

    it("exempts stacks from protect by name", async () => {
        await pack.configure({ "stateful-resources-protected": { exemptStacks: ["scratch"] } });
        const key = { ...good.key, protect: false };
        assert.deepEqual(await found({ ...key, stack: "scratch" }, {}), []);
        assert.deepEqual(await found({ ...key, stack: "prod" }, {}), [
            "mandatory stateful-resources-protected",
        ]);
    });

    it("knows buckets that the trail of another stack records", async () => {
        const stack = good.stack.filter(({ type }) => !/:(BucketLogging|Trail)(V2)?$/.test(type));
        const objections = async () =>
            (await pack.analyzeStack(stack)).filter(
                ({ rule }) => rule === "s3-bucket-access-logged",
            ).length;
        await pack.configure({});
        assert.ok((await objections()) > 0);
        await pack.configure({ "s3-bucket-access-logged": { recordedBy: "guardrails" } });
        assert.equal(await objections(), 0);
    });

    it("has a file for each environment", () => {
        assert.deepEqual([...configs.keys()].sort(), ["dev", "prod", "staging"]);
    });

    for (const [name, config] of configs) {
        it(`${name} is one that the rules allow`, () => {
            assert.deepEqual(configMistakes(config, rules), []);
        });
    }

    it("relaxes nothing in prod", () => {
        const strictness: Level[] = ["disabled", "advisory", "mandatory"];
        const relaxed = Object.entries(configs.get("prod") ?? {}).filter(([name, value]) => {
            const level = rules.find((rule) => rule.name === name)?.level ?? "mandatory";
            const set = typeof value === "string" ? value : value.enforcementLevel;
            return (
                set !== undefined && strictness.indexOf(set as Level) < strictness.indexOf(level)
            );
        });
        assert.deepEqual(relaxed, []);
    });
});
