import assert from "node:assert/strict";
import * as good from "./good";
import { Pack, type Sample } from "./support";

/** Samples of what must be protected, but subnets. */
const KEPT: readonly Sample[] = [
    good.cluster,
    good.clusterInstance,
    good.instance,
    good.globalCluster,
    good.clusterSnapshot,
    good.table,
    good.tableReplica,
    good.changes,
    good.key,
    good.replicaKey,
    good.externalKey,
    good.bucket,
    { ...good.bucket, type: "aws:s3/bucketV2:BucketV2" },
    good.backupVault,
    good.airGappedVault,
    good.secret,
    good.eventDataStore,
    good.vpc,
    good.schema,
];

describe("the options of resources", () => {
    let pack: Pack;
    before(async () => {
        pack = await Pack.start();
    });
    after(() => pack.stop());

    const found = async (sample: Sample) => (await pack.analyze(sample)).map(({ rule }) => rule);

    for (const sample of KEPT) {
        it(`protect ${sample.type}`, async () => {
            assert.deepEqual(await found({ ...sample, protect: false }), [
                "stateful-resources-protected",
            ]);
        });
    }

    it("may leave a cache unprotected: one that does not serve is to be given up", async () => {
        assert.deepEqual(await found({ ...good.dax, protect: false }), []);
    });

    it("protect subnets, but those that lead to the internet", async () => {
        const rule = "stateful-resources-protected";
        const subnet = (name: string): Sample => ({
            ...good.subnet,
            name,
            props: { id: name },
            protect: false,
        });
        const findings = await pack.analyzeStack([
            subnet("private"),
            subnet("public"),
            { ...subnet("kept"), protect: true },
            {
                type: "aws:ec2/routeTable:RouteTable",
                name: "table",
                props: { id: "table", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
            },
            {
                type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
                name: "association",
                props: { routeTableId: "table", subnetId: "public" },
            },
        ]);
        assert.deepEqual(
            findings.filter((finding) => finding.rule === rule).map(({ on }) => on),
            ["private"],
        );
    });

    describe("ignore no change", () => {
        const ignored: [path: string, on: Sample][] = [
            ["kmsKeyId", good.cluster],
            ["serverSideEncryption.enabled", good.table],
            ['["deletionProtectionEnabled"]', good.table],
            ["*", good.bucket],
            ["ingress[0].cidrBlocks", good.securityGroup],
            ["policy", good.bucketPolicy],
            ["replicas[*]", good.table],
        ];
        for (const [path, on] of ignored) {
            it(`of ${path} on ${on.type}`, async () => {
                assert.deepEqual(await found({ ...on, ignoreChanges: [path] }), [
                    "security-changes-not-ignored",
                ]);
            });
        }

        it("but of what protects nothing", async () => {
            const ignoreChanges = [
                "engineVersion",
                "availabilityZone",
                "readCapacity",
                "tags.Name",
            ];
            assert.deepEqual(await found({ ...good.cluster, ignoreChanges }), []);
        });
    });
});
