import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud } from "../support/cloud";
import { CLUSTER, INSTANCE, type Rds, rdsIn, STREAM } from "./rds-harness";

const ENDPOINT = "aws:rds/clusterEndpoint:ClusterEndpoint";
const ROLE = "aws:rds/clusterRoleAssociation:ClusterRoleAssociation";
const SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription";
const TOPIC = "aws:sns/topic:Topic";

describe("sandbox: RDS, what is around a cluster", () => {
    let cloud: Cloud;
    let rds: Rds;
    let clusterArn: string;
    let topicArn: string;
    beforeEach(async () => {
        cloud = new Cloud();
        rds = await rdsIn(cloud);
        const { cluster } = await rds.running();
        clusterArn = cluster.outputs.arn as string;
        topicArn = (await cloud.create(TOPIC, { name: "alarms" })).outputs.arn as string;
    });
    afterEach(() => {
        cloud.dispose();
    });
    const good = (): Record<string, Props> => ({
        [ENDPOINT]: {
            clusterIdentifier: "pii",
            clusterEndpointIdentifier: "reports",
            customEndpointType: "READER",
            staticMembers: ["pii-1"],
        },
        [ROLE]: { dbClusterIdentifier: "pii", featureName: "s3Export", roleArn: rds.roleArn },
        [STREAM]: { resourceArn: clusterArn, kmsKeyId: rds.keyArn, mode: "async" },
        [SUBSCRIPTION]: {
            name: "events",
            snsTopic: topicArn,
            sourceType: "db-cluster",
            sourceIds: ["pii"],
            eventCategories: ["failover", "failure", "global-failover"],
        },
    });

    it("has outputs as AWS gives them", async () => {
        const made = async (type: string) => (await cloud.create(type, good()[type] ?? {})).outputs;
        const endpoint = await made(ENDPOINT);
        assert.match(
            String(endpoint.endpoint),
            /^reports\.cluster-custom-[a-z0-9]{12}\.eu-west-1\.rds\.amazonaws\.com$/,
        );
        assert.equal(endpoint.arn, "arn:aws:rds:eu-west-1:123456789012:cluster-endpoint:reports");
        assert.match(
            String((await made(STREAM)).kinesisStreamName),
            /^aws-rds-das-cluster-[A-Z0-9]/,
        );
        const events = await made(SUBSCRIPTION);
        assert.equal(events.arn, "arn:aws:rds:eu-west-1:123456789012:es:events");
        assert.equal(events.customerAwsId, "123456789012");
        await made(ROLE);
    });

    const refused: [what: string, type: string, changes: Props, error: RegExp][] = [
        [
            "an endpoint with static and excluded members",
            ENDPOINT,
            { excludedMembers: ["pii-1"] },
            /cannot be given with staticMembers/,
        ],
        [
            "an endpoint for writers",
            ENDPOINT,
            { customEndpointType: "WRITER" },
            /must be one of READER, ANY/,
        ],
        [
            "an endpoint for a member that is not there",
            ENDPOINT,
            { staticMembers: ["pii-9"] },
            /staticMembers: pii-9 is no instance of pii, which has pii-1/,
        ],
        [
            "an endpoint without a member that is not there",
            ENDPOINT,
            { staticMembers: undefined, excludedMembers: ["pii-9"] },
            /excludedMembers: pii-9 is no instance/,
        ],
        [
            "an endpoint with an upper-case name",
            ENDPOINT,
            { clusterEndpointIdentifier: "Reports" },
            /must be 1 to 63 lowercase/,
        ],
        ["an endpoint of no cluster", ENDPOINT, { clusterIdentifier: "no" }, /does not exist/],
        ["a role for nothing", ROLE, { featureName: undefined }, /featureName.*is required/],
        ["a role for another feature", ROLE, { featureName: "s3" }, /must be one of s3Import/],
        [
            "a role that is not there",
            ROLE,
            { roleArn: "arn:aws:iam::123456789012:role/no" },
            /roleArn: the role .* does not exist/,
        ],
        ["a stream in another mode", STREAM, { mode: "lazy" }, /must be one of sync, async/],
        ["a stream for Oracle", STREAM, { engineNativeAuditFieldsIncluded: true }, /for Oracle/],
        [
            "a stream with a key of AWS's",
            STREAM,
            { kmsKeyId: "alias/aws/kinesis" },
            /must be a key of yours/,
        ],
        [
            "a stream with a key that is not there",
            STREAM,
            { kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/no" },
            /KMSKeyNotAccessibleFault/,
        ],
        [
            "events for no topic",
            SUBSCRIPTION,
            { snsTopic: "arn:aws:sns:eu-west-1:123456789012:no" },
            /SNSTopicArnNotFound/,
        ],
        [
            "events for a FIFO topic",
            SUBSCRIPTION,
            { snsTopic: "arn:aws:sns:eu-west-1:123456789012:no.fifo" },
            /RDS sends nothing to a FIFO one/,
        ],
        ["events for a name", SUBSCRIPTION, { snsTopic: "alarms" }, /must be the ARN of an SNS/],
        [
            "events of nobody knows what",
            SUBSCRIPTION,
            { sourceType: undefined, eventCategories: undefined },
            /sourceIds.*need a sourceType/,
        ],
        ["events of databases", SUBSCRIPTION, { sourceType: "database" }, /must be one of db-inst/],
        [
            "events of another source's category",
            SUBSCRIPTION,
            { eventCategories: ["failover", "low storage"] },
            /must be of configuration change, .*; got low storage/,
        ],
        [
            "events of a cluster that is not there",
            SUBSCRIPTION,
            { sourceIds: ["no"] },
            /SourceNotFound: sourceIds: there is no db-cluster no/,
        ],
        [
            "events under a name with a dot",
            SUBSCRIPTION,
            { name: "my.events" },
            /must be 1 to 255 letters, digits and hyphens/,
        ],
    ];
    for (const [what, type, changes, error] of refused) {
        it(`refuses ${what}`, async () => {
            const inputs = good()[type] ?? {};
            await assert.rejects(async () => cloud.create(type, { ...inputs, ...changes }), error);
            await cloud.create(type, inputs);
        });
    }

    it("tells no topic that does not let RDS in", async () => {
        const policy = JSON.stringify({
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "cloudwatch.amazonaws.com" },
                    Action: "sns:Publish",
                    Resource: "arn:aws:sns:eu-west-1:123456789012:closed",
                },
            ],
        });
        const { outputs } = await cloud.create(TOPIC, { name: "closed", policy }, "closed");
        await assert.rejects(
            cloud.create(SUBSCRIPTION, { ...good()[SUBSCRIPTION], snsTopic: outputs.arn }),
            /snsTopic: the policy of the topic .* does not let events.rds.amazonaws.com/,
        );
    });

    describe("a role", () => {
        it("is for one feature, and not beside the cluster's list", async () => {
            await cloud.create(ROLE, good()[ROLE] ?? {});
            const second = await cloud.create(
                "aws:iam/role:Role",
                {
                    assumeRolePolicy: JSON.stringify({
                        Statement: [
                            {
                                Effect: "Allow",
                                Principal: { Service: "rds.amazonaws.com" },
                                Action: "sts:AssumeRole",
                            },
                        ],
                    }),
                },
                "second",
            );
            const another = { ...good()[ROLE], roleArn: second.outputs.arn };
            await assert.rejects(
                cloud.create(ROLE, another),
                /pii has a role for s3Export already/,
            );
            const cluster = { ...cloud.account.get(CLUSTER, "pii"), type: CLUSTER };
            await assert.rejects(
                cloud.update(cluster as never, { iamRoles: [rds.roleArn] }),
                /iamRoles: the cluster has ClusterRoleAssociations/,
            );
            await rds.running({ clusterIdentifier: "listed", iamRoles: [rds.roleArn] });
            await assert.rejects(
                cloud.create(ROLE, { ...good()[ROLE], dbClusterIdentifier: "listed" }),
                /listed has iamRoles/,
            );
        });
    });

    describe("a stream", () => {
        const of = async (clusterIdentifier: string, ofInstance?: Props) => {
            const inputs = { ...rds.good, clusterIdentifier };
            const scaling = {
                serverlessv2ScalingConfiguration: { minCapacity: 1, maxCapacity: 4 },
            };
            const cluster = await cloud.create(
                CLUSTER,
                { ...inputs, ...scaling },
                clusterIdentifier,
            );
            if (ofInstance !== undefined) {
                await cloud.create(
                    INSTANCE,
                    { ...rds.instance, clusterIdentifier, ...ofInstance },
                    `${clusterIdentifier}-1`,
                );
            }
            return { ...good()[STREAM], resourceArn: cluster.outputs.arn };
        };

        it("needs an instance, of a class that has it", async () => {
            await assert.rejects(
                async () => cloud.create(STREAM, await of("empty")),
                /the cluster has no instance yet/,
            );
            for (const instanceClass of ["db.t4g.medium", "db.serverless"]) {
                const id = instanceClass.replaceAll(".", "-");
                await assert.rejects(
                    async () => cloud.create(STREAM, await of(id, { instanceClass })),
                    new RegExp(`is a ${instanceClass}, which has no activity streams`),
                );
            }
        });

        it("keeps other classes away", async () => {
            await cloud.create(STREAM, good()[STREAM] ?? {});
            await assert.rejects(
                cloud.create(
                    INSTANCE,
                    { ...rds.instance, instanceClass: "db.t4g.medium" },
                    "small",
                ),
                /db.t4g.medium has no activity stream, which pii has/,
            );
        });
    });
});
