import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { Cloud, type Made } from "../support/cloud";

const LOG_CONFIG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
const LOG_ASSOCIATION =
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation";

const LOG_GROUP_ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/pii/dns";

describe("sandbox: logs of DNS queries", () => {
    let cloud: Cloud;
    let vpcId: string;
    let logGroup: Made;
    beforeEach(async () => {
        cloud = new Cloud();
        vpcId = (await cloud.create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" })).id;
        logGroup = await cloud.create("aws:cloudwatch/logGroup:LogGroup", { name: "/pii/dns" });
    });
    afterEach(() => {
        cloud.dispose();
    });

    const good = { destinationArn: LOG_GROUP_ARN };

    const refused: readonly [what: string, Props, failure: RegExp][] = [
        ["no destination", { destinationArn: undefined }, /^destinationArn: is requi/],
        [
            "a name for a destination",
            { destinationArn: "/pii/dns" },
            /^destinationArn: must be the ARN of a log group, or of a bucket/,
        ],
        [
            "a stream for a destination",
            { destinationArn: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/a" },
            /^destinationArn: the sandbox has no model of Firehose/,
        ],
        ["a name of digits", { name: "123" }, /^name: must be letters, digits, spac/],
        ["a name with a slash", { name: "/pii/dns" }, /^name: must be letters/],
        ["65 letters", { name: "a".repeat(65) }, /^name: must have at most 64/],
    ];
    for (const [what, changes, failure] of refused) {
        it(`refuse ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(LOG_CONFIG, good), []);
            assert.match(cloud.failure(LOG_CONFIG, { ...good, ...changes }), failure);
        });
    }

    const logConfig = (changes: Props = {}, name = "dns") =>
        cloud.create(LOG_CONFIG, { ...good, ...changes }, name);

    it("go to a log group, named with or without its end", async () => {
        const { id, outputs } = await logConfig();
        assert.match(id, /^rqlc-[0-9a-f]{17}$/);
        assert.equal(
            outputs.arn,
            `arn:aws:route53resolver:eu-west-1:123456789012:resolver-query-log-config/${id}`,
        );
        assert.match(outputs.name as string, /^dns-[0-9a-f]{7}$/);
        assert.equal(outputs.ownerId, "123456789012");
        assert.equal(outputs.shareStatus, "NOT_SHARED");
        await logConfig({ destinationArn: `${LOG_GROUP_ARN}:*` }, "other");
    });

    it("need a log group that exists, in the same region", async () => {
        await assert.rejects(
            logConfig({ destinationArn: `${LOG_GROUP_ARN}s` }),
            /AccessDeniedException: \[RSLVR-01605\].*log-group:\/pii\/dnss does not exist/,
        );
        await assert.rejects(
            logConfig({ region: "eu-central-1" }),
            /log-group:\/pii\/dns does not exist in eu-central-1/,
        );
    });

    it("are replaced for each input but the tags", async () => {
        const made = await logConfig({ name: "dns" });
        assert.deepEqual(cloud.diff(made, { name: "other" }).replaces, ["name"]);
        assert.deepEqual(cloud.diff(made, { destinationArn: `${LOG_GROUP_ARN}:*` }).replaces, [
            "destinationArn",
        ]);
        assert.deepEqual(cloud.diff(made, { tags: { a: "b" } }).replaces, []);
    });

    it("are those of VPCs, each of which has one configuration", async () => {
        const config = await logConfig();
        const link = { resolverQueryLogConfigId: config.id, resourceId: vpcId };
        const made = await cloud.create(LOG_ASSOCIATION, link);
        assert.deepEqual(cloud.diff(made, { resourceId: "vpc-2" }).replaces, ["resourceId"]);
        const other = await logConfig({}, "other");
        await assert.rejects(
            cloud.create(LOG_ASSOCIATION, {
                ...link,
                resolverQueryLogConfigId: other.id,
            }),
            /InvalidRequestException: resourceId: vpc-.* has a query log config already, rqlc-/,
        );
        await assert.rejects(
            cloud.create(LOG_ASSOCIATION, { ...link, resourceId: "vpc-2" }),
            /NotFound: resourceId: .* "vpc-2" does not exist/,
        );
        await assert.rejects(cloud.delete(config), /InvalidRequestException: .* is in use by/);
        await cloud.delete(made);
        await cloud.delete(config);
        await cloud.delete(logGroup);
    });
});
