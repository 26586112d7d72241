import assert from "node:assert/strict";
import { rules } from "../../policy/rules";
import * as good from "./good";
import { levelOf } from "./level-of";
import { stackTables } from "./stacks";
import { type Finding, Pack, type Props, type Sample, unknown } from "./support";
import { accountTables } from "./tables/account";
import { cloudtrailTables } from "./tables/cloudtrail";
import { backupTables } from "./tables/backup";
import { daxTables } from "./tables/dax";
import { dynamodbTables } from "./tables/dynamodb";
import { kinesisTables } from "./tables/kinesis";
import { postgresqlTables } from "./tables/postgresql";
import { rdsAccessTables } from "./tables/rds-access";
import { rdsInstanceTables } from "./tables/rds-instances";
import { rdsParameterTables } from "./tables/rds-parameters";
import { rdsStorageTables } from "./tables/rds-storage";
import { generalTables } from "./tables/general";
import { iamTables } from "./tables/iam";
import { iamEscalationTables } from "./tables/iam-escalation";
import { iamRoleTables } from "./tables/iam-roles";
import { logsTables } from "./tables/logs";
import { endpointTables } from "./tables/endpoints";
import { instanceTables } from "./tables/instances";
import { kmsTables } from "./tables/kms";
import { lambdaTables } from "./tables/lambda";
import { messagingTables } from "./tables/messaging";
import { resourcePolicyTables } from "./tables/resource-policies";
import { routingTables } from "./tables/routing";
import { secretsTables } from "./tables/secrets";
import { securityGroupTables } from "./tables/security-groups";
import { wafTables } from "./tables/waf";
import { networkTables } from "./tables/network";
import { s3AccessTables } from "./tables/s3-access";
import { s3KeepingTables } from "./tables/s3-keeping";

const tables = [
    ...rdsStorageTables,
    ...rdsAccessTables,
    ...rdsParameterTables,
    ...rdsInstanceTables,
    ...dynamodbTables,
    ...daxTables,
    ...kinesisTables,
    ...postgresqlTables,
    ...backupTables,
    ...iamTables,
    ...iamEscalationTables,
    ...iamRoleTables,
    ...resourcePolicyTables,
    ...networkTables,
    ...wafTables,
    ...securityGroupTables,
    ...secretsTables,
    ...routingTables,
    ...generalTables,
    ...messagingTables,
    ...lambdaTables,
    ...kmsTables,
    ...instanceTables,
    ...endpointTables,
    ...logsTables,
    ...s3AccessTables,
    ...s3KeepingTables,
    ...cloudtrailTables,
    ...accountTables,
];
/** Rules that look at something else than the properties of one resource. */
const testedElsewhere = [
    "stateful-resources-protected",
    "security-changes-not-ignored",
    ...rules.filter(({ aboutRun }) => aboutRun).map(({ name }) => name),
];

/** A good resource with changes, under a name of its own: what one test leaves open is not another's. */
let count = 0;
function changed(sample: Sample, changes: Props): Sample {
    return { ...sample, name: `changed-${++count}`, props: { ...sample.props, ...changes } };
}

const levels = (findings: readonly Finding[]) => [...new Set(findings.map(({ level }) => level))];
const rulesOf = (findings: readonly Finding[]) => [...new Set(findings.map(({ rule }) => rule))];

describe("the rules of the pack", () => {
    let pack: Pack;
    before(async () => {
        pack = await Pack.start();
    });
    after(() => pack.stop());

    it("each have a table of good and bad resources", () => {
        const inTables = [...tables, ...stackTables].map(({ rule }) => rule);
        const tested = [...inTables, ...testedElsewhere];
        assert.deepEqual(new Set(tested), new Set(rules.map(({ name }) => name)));
    });

    for (const [name, sample] of Object.entries(good).filter(([, value]) => isSample(value))) {
        it(`find no fault with a good ${name}`, async () => {
            assert.deepEqual(await pack.analyze(sample as Sample), []);
        });
    }

    for (const table of tables) {
        const { rule, on, bad = {}, fine = {}, late = {}, mended = {}, config = {} } = table;
        describe(`${rule} on ${on.type}`, () => {
            const level = levelOf(rule);
            before(() => pack.configure({ [rule]: { enforcementLevel: level, ...config } }));
            after(() => pack.configure({}));

            for (const [what, changes] of Object.entries(bad)) {
                it(`objects to: ${what}`, async () => {
                    const findings = await pack.analyze(changed(on, changes));
                    assert.deepEqual(rulesOf(findings), [rule]);
                    assert.deepEqual(levels(findings), [level]);
                });
            }
            for (const [what, changes] of Object.entries(fine)) {
                it(`accepts: ${what}`, async () => {
                    assert.deepEqual(await pack.analyze(changed(on, changes)), []);
                });
            }
            for (const [what, [from, to]] of Object.entries(mended)) {
                it(`mends: ${what}`, async () => {
                    await pack.configure({ [rule]: { enforcementLevel: "remediate", ...config } });
                    assert.deepEqual(
                        sent(await pack.remediate(changed(on, from))),
                        sent({ ...on.props, ...to }),
                    );
                    await pack.configure({ [rule]: { enforcementLevel: level, ...config } });
                });
            }
            for (const [what, [before, known]] of Object.entries(late)) {
                it(`looks again when not known yet: ${what}`, async () => {
                    const sample = changed(on, before);
                    assert.deepEqual(await pack.analyze(sample), []);
                    const preview = await pack.analyzeStack([sample]);
                    assert.deepEqual(open(preview, rule, sample.name), true);
                    assert.deepEqual(of(preview, rule, sample), []);

                    const update = await pack.analyzeStack([
                        { ...sample, props: { ...sample.props, ...known } },
                    ]);
                    assert.deepEqual(levels(of(update, rule, sample)), [level]);
                    assert.equal(open(update, rule, sample.name), false);
                });
            }
        });
    }

    it("tell in one finding what could not be judged yet, and by which rule", async () => {
        const cluster = changed(good.cluster, { deletionProtection: unknown });
        const key = changed(good.key, { enableKeyRotation: unknown });
        await pack.analyze(cluster);
        await pack.analyze(key);
        const findings = await pack.analyzeStack([cluster, key]);
        const summaries = findings.filter(({ rule }) => rule === "unknown-values");
        assert.deepEqual(
            summaries.map(({ level, on }) => ({ level, on })),
            [{ level: "advisory", on: undefined }],
        );
        assert.deepEqual(
            summaries[0]?.message.split("\n").slice(1).sort(),
            [
                "not known before the update, so judged in it:",
                `kms-key-rotation: ${key.name}.enableKeyRotation`,
                `rds-deletion-protection: ${cluster.name}.deletionProtection`,
            ].sort(),
        );
    });

    it("judge the known part of a resource at once, and do not say it twice", async () => {
        const sample = changed(good.bucketAccess, {
            blockPublicAcls: unknown,
            blockPublicPolicy: false,
        });
        assert.equal((await pack.analyze(sample)).length, 1);
        const again = await pack.analyzeStack([sample]);
        assert.deepEqual(of(again, "s3-bucket-public-access-blocked", sample), []);
    });

    it("judge a value afresh in an update that follows its preview", async () => {
        const preview = changed(good.bucketAccess, {
            blockPublicAcls: unknown,
            blockPublicPolicy: false,
        });
        const update = { ...preview, props: { ...preview.props, blockPublicAcls: true } };
        assert.equal((await pack.analyze(preview)).length, 1);
        assert.equal((await pack.analyze(update)).length, 1);
    });

    it("show what is wrong and where", async () => {
        const findings = await pack.analyze({
            ...good.securityGroup,
            props: {
                description: "Programs",
                ingress: ["10.0.0.0/8", "0.0.0.0/0"].map((block) => ({
                    description: "Others",
                    protocol: "tcp",
                    fromPort: 1,
                    toPort: 2,
                    cidrBlocks: [block],
                })),
            },
        });
        assert.deepEqual(
            of(findings, "no-open-ingress", good.securityGroup).map(
                ({ message }) => message.split("\n")[1],
            ),
            [
                "ingress[1].cidrBlocks[0]: lets 0.0.0.0/0 in to ports 1 to 2; " +
                    "name a security group or a narrower block instead",
            ],
        );
    });

    it("never show a password", async () => {
        const findings = await pack.analyze(changed(good.cluster, { masterPassword: "hunter2" }));
        assert.equal(JSON.stringify(findings).includes("hunter2"), false);
    });
});

/** Properties as they are after being sent: without those that are `undefined`. */
function sent(props: Props): unknown {
    return JSON.parse(JSON.stringify(props));
}

function isSample(value: unknown): boolean {
    return typeof value === "object" && value !== null && "props" in value;
}

function of(findings: readonly Finding[], rule: string, { name }: Sample): Finding[] {
    return findings.filter((finding) => finding.rule === rule && finding.on === name);
}

/** True when the summary says that `rule` could not judge the resource of this name. */
function open(findings: readonly Finding[], rule: string, name: string): boolean {
    const summary = findings.find((finding) => finding.rule === "unknown-values")?.message ?? "";
    return summary.split("\n").some((line) => line.startsWith(`${rule}: `) && line.includes(name));
}
