import assert from "node:assert/strict";
import { terraformPlan, terraformType } from "../../../review/scanner/terraform-plan";

const urn = (type: string, name: string) => `urn:pulumi:prod::pii::${type}::${name}`;

const key = {
    urn: urn("aws:kms/key:Key", "data"),
    type: "aws:kms/key:Key",
    id: "1234",
    inputs: { enableKeyRotation: true },
    outputs: { arn: "arn:key", tagsAll: { env: "prod" } },
};
const table = {
    urn: urn("aws:dynamodb/table:Table", "consents"),
    type: "aws:dynamodb/table:Table",
    id: "consents-1",
    inputs: {
        __defaults: ["name"],
        hashKey: "id",
        attributes: [{ name: "id", type: "S" }],
        serverSideEncryption: { enabled: true, kmsKeyArn: "arn:key" },
        tags: { level: "2" },
        replicas: [],
    },
    outputs: {},
    propertyDependencies: { serverSideEncryption: [key.urn], hashKey: null },
};

describe("the form of a Terraform plan", () => {
    const plan = terraformPlan([
        key,
        table,
        { ...key, urn: urn("pii:keys:DataKey", "data"), type: "pii:keys:DataKey" },
        { ...key, urn: urn("random:index:X", "x"), type: "random:index/x:X" },
    ]);
    const [, converted] = plan.planned_values.root_module.resources;

    it("has the resources of AWS, by Terraform's names", () => {
        assert.deepEqual(
            plan.planned_values.root_module.resources.map(({ address }) => address),
            ["aws_kms_key.data", "aws_dynamodb_table.consents"],
        );
    });

    it("has arguments by Terraform's names: blocks as lists, maps as they are", () => {
        assert.deepEqual(converted?.values, {
            id: "consents-1",
            hash_key: "id",
            attribute: [{ name: "id", type: "S" }],
            attributes: [{ name: "id", type: "S" }],
            server_side_encryption: [{ enabled: true, kms_key_arn: "arn:key" }],
            tags: { level: "2" },
            replicas: [],
        });
        assert.deepEqual(plan.resource_changes[1]?.change, {
            actions: ["create"],
            before: null,
            after: converted.values,
            after_unknown: {},
        });
    });

    it("has what refers to what", () => {
        assert.deepEqual(plan.configuration.root_module.resources[1], {
            address: "aws_dynamodb_table.consents",
            mode: "managed",
            type: "aws_dynamodb_table",
            name: "consents",
            expressions: {
                server_side_encryption: { references: ["aws_kms_key.data.id", "aws_kms_key.data"] },
                hash_key: { references: [] },
            },
        });
    });

    for (const [token, type] of [
        ["aws:rds/cluster:Cluster", "aws_rds_cluster"],
        ["aws:rds/subnetGroup:SubnetGroup", "aws_db_subnet_group"],
        ["aws:ec2/vpcEndpoint:VpcEndpoint", "aws_vpc_endpoint"],
        [
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            "aws_vpc_security_group_ingress_rule",
        ],
        ["aws:cloudtrail/trail:Trail", "aws_cloudtrail"],
        ["aws:cfg/rule:Rule", "aws_config_rule"],
    ] as const) {
        it(`knows ${token} as ${type}`, () => {
            assert.equal(terraformType(token), type);
        });
    }
});
