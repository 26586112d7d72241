import assert from "node:assert/strict";
import { paginateGetParametersByPath } from "@aws-sdk/client-ssm";
import { ACCOUNT_ID, refused, Stage } from "./api-harness";

const TABLE = `arn:aws:dynamodb:eu-west-1:${ACCOUNT_ID}:table/tokens`;
const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const DOCUMENT = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
});

describe("sandbox: AWS's APIs, by its SDK", () => {
    let stage: Stage;
    beforeEach(async () => {
        stage = new Stage();
        await stage.open();
    });
    afterEach(() => {
        stage.close();
    });

    it("says whose credentials these are", async () => {
        const { Account, Arn } = await stage.clients.sts.getCallerIdentity({});
        assert.deepEqual([Account, Arn], [ACCOUNT_ID, `arn:aws:iam::${ACCOUNT_ID}:user/sandbox`]);
    });

    it("answers nothing that it does not know", async () => {
        await refused("UnknownOperationException", stage.clients.ec2.describeVpcs({}));
        await refused(
            "UnknownOperationException",
            stage.clients.dax.listTags({ ResourceName: "x" }),
        );
    });

    it("EC2: makes a group that lets everything out, until its rules are taken away", async () => {
        const { ec2 } = stage.clients;
        const group = { GroupName: "new", Description: "of a test", VpcId: "vpc-1" };
        const { GroupId = "" } = await ec2.createSecurityGroup(group);
        await refused("InvalidGroup.Duplicate", ec2.createSecurityGroup(group));
        const look = async () => {
            const Filters = [
                { Name: "vpc-id", Values: ["vpc-1"] },
                { Name: "group-name", Values: ["new"] },
            ];
            const { SecurityGroups: [found] = [] } = await ec2.describeSecurityGroups({ Filters });
            return found;
        };
        const made = await look();
        assert.deepEqual([made?.GroupId, made?.GroupName, made?.VpcId], [GroupId, "new", "vpc-1"]);
        const IpPermissions = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
        assert.deepEqual(made?.IpPermissionsEgress, IpPermissions);
        stage.put("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "sgr-1", {
            ...{ securityGroupId: GroupId, ipProtocol: "tcp", fromPort: 5432 },
        });
        assert.deepEqual((await look())?.IpPermissions, [{ IpProtocol: "tcp", FromPort: 5432 }]);
        await ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions });
        await ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions });
        const after = await look();
        assert.deepEqual([after?.IpPermissions ?? [], after?.IpPermissionsEgress ?? []], [[], []]);
    });

    it("EC2: deletes no group that is used, or is not there", async () => {
        const { ec2 } = stage.clients;
        const GroupId = stage.group("sg-1");
        stage.put("aws:dax/cluster:Cluster", "pii", { securityGroupIds: [GroupId] });
        await refused("DependencyViolation", ec2.deleteSecurityGroup({ GroupId }));
        stage.account.remove("aws:dax/cluster:Cluster", "pii");
        await ec2.deleteSecurityGroup({ GroupId });
        const none = "InvalidGroup.NotFound";
        await refused(none, ec2.deleteSecurityGroup({ GroupId }));
        await refused(none, ec2.describeSecurityGroups({ GroupIds: [GroupId] }));
        await refused(none, ec2.revokeSecurityGroupEgress({ GroupId }));
        const Filters = [{ Name: "names", Values: ["x"] }];
        await refused("InvalidParameterValue", ec2.describeSecurityGroups({ Filters }));
    });

    it("DAX: changes groups and restarts nodes of what is there and at rest", async () => {
        const { dax } = stage.clients;
        const ClusterName = "pii";
        await refused("ClusterNotFoundFault", dax.describeClusters({ ClusterNames: ["pii"] }));
        await refused("ClusterNotFoundFault", dax.updateCluster({ ClusterName }));
        await refused("ClusterNotFoundFault", dax.rebootNode({ ClusterName, NodeId: "pii-a" }));
        const cluster = { securityGroupIds: [], nodes: [{ id: "pii-a" }] };
        stage.put("aws:dax/cluster:Cluster", "pii", cluster);
        await dax.updateCluster({ ClusterName, SecurityGroupIds: [stage.group("sg-1")] });
        const { Clusters: [found] = [] } = await dax.describeClusters({});
        assert.deepEqual(found, {
            ClusterName,
            Nodes: [{ NodeId: "pii-a" }],
            SecurityGroups: [{ SecurityGroupIdentifier: "sg-1", Status: "active" }],
        });
        const wrong = { ClusterName, SecurityGroupIds: ["sg-none"] };
        await refused("InvalidParameterValueException", dax.updateCluster(wrong));
        await dax.rebootNode({ ClusterName, NodeId: "pii-a" });
        await refused("NodeNotFoundFault", dax.rebootNode({ ClusterName, NodeId: "pii-b" }));
        stage.put("aws:dax/cluster:Cluster", "pii", { ...cluster, status: "modifying" });
        await refused("InvalidClusterStateFault", dax.updateCluster({ ClusterName }));
        await refused("InvalidClusterStateFault", dax.rebootNode({ ClusterName, NodeId: "pii-a" }));
    });

    it("DynamoDB: knows a table, its replicas and streams, each in its own region", async () => {
        const REPLICA = TABLE.replace("eu-west-1", "eu-central-1");
        const streamArn = `${TABLE}/stream/1`;
        stage.put(
            "aws:dynamodb/table:Table",
            "tokens",
            {},
            {
                ...{ region: "eu-west-1", arn: TABLE, streamArn },
                replicas: [{ regionName: "eu-central-1", arn: REPLICA }],
            },
        );
        const TableName = "tokens";
        const tableIn = async (region: string) =>
            (await stage.clients.dynamodb(region).describeTable({ TableName })).Table;
        assert.deepEqual(await tableIn("eu-west-1"), {
            ...{ TableName, TableArn: TABLE, Replicas: [{ RegionName: "eu-central-1" }] },
            ...{ LatestStreamArn: streamArn, StreamSpecification: { StreamEnabled: true } },
        });
        assert.equal((await tableIn("eu-central-1"))?.TableArn, REPLICA);
        await refused("ResourceNotFoundException", tableIn("us-east-1"));

        const here = stage.clients.dynamodb("eu-west-1");
        for (const ResourceArn of [TABLE, streamArn]) {
            await refused("PolicyNotFoundException", here.getResourcePolicy({ ResourceArn }));
            await here.putResourcePolicy({ ResourceArn, Policy: POLICY });
            assert.equal((await here.getResourcePolicy({ ResourceArn })).Policy, POLICY);
            await here.deleteResourcePolicy({ ResourceArn });
            // Nor is it an error the second time.
            await here.deleteResourcePolicy({ ResourceArn });
            await refused("PolicyNotFoundException", here.getResourcePolicy({ ResourceArn }));
        }
        for (const ResourceArn of [REPLICA, `${TABLE}s`, `${TABLE}/stream/2`]) {
            const wrong = here.putResourcePolicy({ ResourceArn, Policy: POLICY });
            await refused("ResourceNotFoundException", wrong);
        }
        const Policy = " ".repeat(20_481);
        await refused(
            "ValidationException",
            here.putResourcePolicy({ ResourceArn: TABLE, Policy }),
        );
    });

    it("Lambda: limits the runs of a function, and lets them be again", async () => {
        const { lambda } = stage.clients;
        const FunctionName = "health";
        await refused("ResourceNotFoundException", lambda.getFunctionConcurrency({ FunctionName }));
        stage.put("aws:lambda/function:Function", FunctionName, {});
        const look = async () =>
            (await lambda.getFunctionConcurrency({ FunctionName })).ReservedConcurrentExecutions;
        assert.equal(await look(), undefined);
        await lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 0 });
        assert.equal(await look(), 0);
        await lambda.deleteFunctionConcurrency({ FunctionName });
        assert.equal(await look(), undefined);
    });

    it("IAM: puts policies on roles that may have them", async () => {
        const { iam } = stage.clients;
        const arn = (name: string) => `arn:aws:iam::${ACCOUNT_ID}:role/${name}`;
        stage.put("aws:iam/role:Role", "app", { arn: arn("apps/app") });
        stage.put("aws:iam/role:Role", "sso", { arn: arn("aws-reserved/sso.amazonaws.com/sso") });
        const at = { RoleName: "app", PolicyName: "deny" };
        await refused("NoSuchEntityException", iam.getRole({ RoleName: "none" }));
        await refused("NoSuchEntityException", iam.getRolePolicy(at));
        await refused("NoSuchEntityException", iam.deleteRolePolicy(at));
        await iam.putRolePolicy({ ...at, PolicyDocument: DOCUMENT });
        const { PolicyDocument = "" } = await iam.getRolePolicy(at);
        assert.equal(decodeURIComponent(PolicyDocument), DOCUMENT);
        await iam.deleteRolePolicy(at);
        await refused("NoSuchEntityException", iam.getRolePolicy(at));
        const wrong = { ...at, PolicyDocument: "{}" };
        await refused("MalformedPolicyDocumentException", iam.putRolePolicy(wrong));
        const reserved = { ...at, RoleName: "sso", PolicyDocument: DOCUMENT };
        await refused("UnmodifiableEntityException", iam.putRolePolicy(reserved));
    });

    it("IAM: tells who has a policy", async () => {
        const { iam } = stage.clients;
        const PolicyArn = `arn:aws:iam::${ACCOUNT_ID}:policy/read`;
        await refused("NoSuchEntityException", iam.listEntitiesForPolicy({ PolicyArn }));
        stage.put("aws:iam/policy:Policy", PolicyArn, { name: "read" });
        for (const key of ["role", "user", "group"]) {
            const Type = `${key[0]?.toUpperCase() ?? ""}${key.slice(1)}PolicyAttachment`;
            const type = `aws:iam/${key}PolicyAttachment:${Type}`;
            stage.put(type, key, { policyArn: PolicyArn, [key]: `a-${key}` });
        }
        const { PolicyRoles, PolicyUsers, PolicyGroups } = await iam.listEntitiesForPolicy({
            PolicyArn,
        });
        assert.deepEqual(
            [PolicyRoles, PolicyUsers, PolicyGroups],
            [[{ RoleName: "a-role" }], [{ UserName: "a-user" }], [{ GroupName: "a-group" }]],
        );
        const { Policies } = await iam.listPolicies({ Scope: "Local" });
        assert.deepEqual(Policies, [{ Arn: PolicyArn, PolicyName: "read" }]);
    });

    it("SSM: tells of ten parameters at a time, and of none of another path", async () => {
        const { ssm } = stage.clients;
        const names = Array.from({ length: 11 }, (_, i) => `/prod/tables/${i}`);
        for (const name of [...names, "/prod/tables-of-others/1"]) {
            stage.put("aws:ssm/parameter:Parameter", name, { name, value: `of ${name}` });
        }
        const pages: (string | undefined)[][] = [];
        const Path = "/prod/tables";
        for await (const { Parameters = [] } of paginateGetParametersByPath(
            { client: ssm },
            { Path },
        )) {
            pages.push(Parameters.map(({ Name }) => Name));
        }
        assert.deepEqual(pages, [names.slice(0, 10), names.slice(10)]);
        const { Parameter } = await ssm.getParameter({ Name: "/prod/tables/3" });
        assert.equal(Parameter?.Value, "of /prod/tables/3");
        await refused("ParameterNotFound", ssm.getParameter({ Name: "/prod/none" }));
    });

    it("Secrets Manager: keeps values, and rotates only what RDS does", async () => {
        const { secrets } = stage.clients;
        const type = "aws:secretsmanager/secret:Secret";
        const SecretId = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT_ID}:secret:prod/a-1`;
        await refused("ResourceNotFoundException", secrets.getSecretValue({ SecretId }));
        await refused("ResourceNotFoundException", secrets.rotateSecret({ SecretId }));
        stage.put(type, SecretId, { name: "prod/a" });
        stage.put(type, "arn:other", { name: "staging/a" });
        await refused("ResourceNotFoundException", secrets.getSecretValue({ SecretId }));
        await secrets.putSecretValue({ SecretId, SecretString: "one" });
        assert.equal((await secrets.getSecretValue({ SecretId })).SecretString, "one");
        const Filters = [{ Key: "name" as const, Values: ["prod/"] }];
        const { SecretList } = await secrets.listSecrets({ Filters });
        assert.deepEqual(SecretList, [{ ARN: SecretId, Name: "prod/a" }]);
        await refused("InvalidRequestException", secrets.rotateSecret({ SecretId }));
    });
});
