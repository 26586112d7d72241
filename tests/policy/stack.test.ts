import assert from "node:assert/strict";
import * as good from "./good";
import { Pack, type Sample, unknown } from "./support";

describe("rules over a whole stack", () => {
    let pack: Pack;
    before(async () => {
        pack = await Pack.start();
    });
    after(() => pack.stop());

    const findings = async (stack: readonly Sample[]) =>
        (await pack.analyzeStack(stack)).map(({ rule, level, on }) => ({ rule, level, on }));
    const without = (...gone: Sample[]) => good.stack.filter((sample) => !gone.includes(sample));
    const mandatory = (rule: string, { name }: Sample) => [{ rule, level: "mandatory", on: name }];

    it("find no fault with a good stack", async () => {
        assert.deepEqual(await findings(good.stack), []);
    });

    const needed: [rule: string, missing: Sample, on: Sample][] = [
        ["rds-forced-tls", good.parameterGroup, good.cluster],
        ["default-security-group-closed", good.defaultSecurityGroup, good.vpc],
        ["vpc-flow-log-present", good.flowLog, good.vpc],
        ["s3-bucket-public-access-blocked", good.bucketAccess, good.bucket],
        ["s3-bucket-encrypted-with-customer-key", good.bucketEncryption, good.bucket],
        ["s3-bucket-tls-only", good.bucketPolicy, good.bucket],
    ];
    for (const [rule, missing, on] of needed) {
        it(`${rule} misses ${missing.type}`, async () => {
            assert.deepEqual(await findings(without(missing)), mandatory(rule, on));
        });
    }

    it("know buckets by their older type, too", async () => {
        const old = { ...good.bucket, type: "aws:s3/bucketV2:BucketV2" };
        assert.deepEqual(
            (await findings([old])).map(({ rule }) => rule),
            [
                "s3-bucket-public-access-blocked",
                "s3-bucket-encrypted-with-customer-key",
                "s3-bucket-tls-only",
            ],
        );
        const type =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
        const encryption = { ...good.bucketEncryption, type };
        assert.deepEqual(
            await findings([old, good.bucketAccess, encryption, good.bucketPolicy]),
            [],
        );
    });

    it("rds-forced-tls misses the group when a cluster names another or none", async () => {
        for (const name of ["default.aurora-postgresql16", undefined]) {
            const cluster = {
                ...good.cluster,
                props: { ...good.cluster.props, dbClusterParameterGroupName: name },
            };
            assert.deepEqual(
                await findings([cluster, good.parameterGroup]),
                mandatory("rds-forced-tls", good.cluster),
            );
        }
    });

    describe("while names are not known yet", () => {
        const vpc = { ...good.vpc, parent: "network" };
        const network = { type: "awsx:ec2:Vpc", name: "network", props: {} };
        const other = { ...good.vpc, name: "other" };
        const closed = {
            ...good.defaultSecurityGroup,
            props: { vpcId: unknown },
        };

        it("follow what a property was made from", async () => {
            const group = { ...closed, madeFrom: { vpcId: ["main"] } };
            assert.deepEqual(
                (await findings([vpc, network, other, group])).filter(
                    ({ rule }) => rule === "default-security-group-closed",
                ),
                mandatory("default-security-group-closed", other),
            );
        });

        it("follow it to the component that a resource is part of", async () => {
            const group = { ...closed, madeFrom: { vpcId: ["network"] } };
            assert.deepEqual(
                (await findings([vpc, network, other, group])).filter(
                    ({ rule }) => rule === "default-security-group-closed",
                ),
                mandatory("default-security-group-closed", other),
            );
        });

        it("follow it where only one side is known", async () => {
            for (const id of [undefined, unknown]) {
                const group = { ...good.defaultSecurityGroup, madeFrom: { vpcId: ["main"] } };
                assert.deepEqual(
                    (await findings([{ ...vpc, props: { id } }, network, group])).filter(
                        ({ rule }) => rule === "default-security-group-closed",
                    ),
                    [],
                );
            }
        });

        it("take nothing for granted when a property was made from nothing known", async () => {
            assert.deepEqual(
                (await findings([vpc, closed])).filter(
                    ({ rule }) => rule === "default-security-group-closed",
                ),
                mandatory("default-security-group-closed", vpc),
            );
        });
    });

    it("go by the name once it is known, whatever it was made from", async () => {
        const group = { ...good.defaultSecurityGroup, madeFrom: { vpcId: ["other"] } };
        const [main, other] = [
            { ...good.vpc, props: { id: "vpc-1" } },
            { ...good.vpc, name: "other", props: { id: "vpc-2" } },
        ];
        assert.deepEqual(
            (await findings([main, other, group])).filter(
                ({ rule }) => rule === "default-security-group-closed",
            ),
            mandatory("default-security-group-closed", other),
        );
    });
});
