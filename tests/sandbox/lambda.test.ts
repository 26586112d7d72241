import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, REGION } from "../support/cloud";
import { aFunction, allow, archive, FUNCTION, LOG_GROUP, ROLE_POLICY } from "./lambda-harness";
import { TOPIC } from "./messages-harness";

const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:job`;

describe("sandbox: Lambda functions", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const good: Props = {
        runtime: "nodejs24.x",
        handler: "index.handler",
        code: archive("a".repeat(64)),
        role: `arn:aws:iam::${ACCOUNT_ID}:role/job`,
    };
    const variables = (of: Props) => ({ environment: { variables: of } });

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "a runtime that AWS has blocked": [
            { runtime: "nodejs20.x" },
            /^runtime: must be a runtime that AWS still creates .*nodejs22.x, .* got "nodejs20.x"/,
        ],
        "no runtime": [{ runtime: undefined }, /^runtime: is required for packageType "Zip"/],
        "no handler": [{ handler: undefined }, /^handler: is required for packageType "Zip"/],
        "no code": [{ code: undefined }, /^code: give exactly one of code, s3Bucket, imageUri/],
        "code that is no archive": [{ code: "index.js" }, /^code: must be an archive/],
        "an archive of nothing": [
            { code: { ...archive(""), path: "", assets: {} } },
            /^code: has no files/,
        ],
        "an archive that is not there": [
            { code: { ...archive(""), path: "/no/such/folder" } },
            /^code: has the path \/no\/such\/folder, where there is nothing/,
        ],
        "a bucket without a key": [
            { code: undefined, s3Bucket: "code" },
            /^s3Key: must be given with s3Bucket/,
        ],
        "an image in a zip": [
            { code: undefined, imageUri: "a/b:c" },
            /^imageUri: needs packageType "Image"/,
        ],
        "16 minutes": [{ timeout: 960 }, /^timeout: must be a whole number from 1 to 900, got 960/],
        "64 MB": [{ memorySize: 64 }, /^memorySize: must be a whole number from 128 to 10240/],
        "two architectures": [
            { architectures: ["arm64", "x86_64"] },
            /^architectures: must have at most 1 architecture/,
        ],
        "a name of 65 characters": [{ name: "a".repeat(65) }, /^name: must be 1 to 64 letters/],
        "a variable of Lambda's": [
            variables({ AWS_REGION: REGION }),
            /^environment.variables: must not have AWS_REGION, which Lambda sets/,
        ],
        "a variable with a hyphen": [
            variables({ "a-b": "c" }),
            /^environment.variables: must have names of a letter and then .* got "a-b"/,
        ],
        "more than 4 KB of variables": [
            variables({ TEXT: "x".repeat(4090) }),
            /^environment.variables: must have at most 4096 bytes in all, .* got 4101$/,
        ],
        "levels of plain logs": [
            { loggingConfig: { logFormat: "Text", systemLogLevel: "WARN" } },
            /^loggingConfig.systemLogLevel: needs logFormat "JSON"/,
        ],
        "a key by its id": [{ kmsKeyArn: "alias/a" }, /^kmsKeyArn: must be the ARN of a KMS key/],
        "all that the account may run": [
            { reservedConcurrentExecutions: 901 },
            /must be a whole number from -1 to 900, got 901/,
        ],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuse ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(FUNCTION, good), []);
            assert.match(cloud.failure(FUNCTION, { ...good, ...changes }), failure);
        });
    }

    it("never show the value of a variable", () => {
        const secret = variables({ AWS_REGION: "a-secret-word", TEXT: "x".repeat(5000) });
        assert.ok(!cloud.failure(FUNCTION, { ...good, ...secret }).includes("secret-word"));
    });

    it("have ARNs for themselves, for API Gateway, and for their code", async () => {
        const { made } = await aFunction(cloud, { architectures: ["arm64"] });
        assert.equal(made.outputs.arn, ARN);
        assert.equal(made.outputs.qualifiedArn, `${ARN}:$LATEST`);
        assert.equal(made.outputs.version, "$LATEST");
        assert.equal(
            made.outputs.invokeArn,
            `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${ARN}/invocations`,
        );
        const hash = Buffer.from("a".repeat(64), "hex").toString("base64");
        assert.equal(made.outputs.sourceCodeHash, hash);
        assert.deepEqual(made.outputs.loggingConfig, {
            logFormat: "Text",
            logGroup: "/aws/lambda/job",
        });
    });

    it("change with their code, and are replaced for their name", async () => {
        const { made } = await aFunction(cloud, { publish: true });
        assert.equal(made.outputs.version, "1");
        const changes = { code: archive("b".repeat(64)) };
        assert.deepEqual(cloud.diff(made, changes), { changed: ["code"], replaces: [] });
        const after = await cloud.update(made, changes);
        assert.equal(after.outputs.version, "2");
        assert.notEqual(after.outputs.sourceCodeHash, made.outputs.sourceCodeHash);
        assert.deepEqual(cloud.diff(made, { name: "b" }).replaces, ["name"]);
    });

    it("need a role that Lambda may assume", async () => {
        const { good: inputs } = await aFunction(cloud);
        const other = await cloud.create("aws:iam/role:Role", {
            name: "other",
            assumeRolePolicy: {
                Version: "2012-10-17",
                Statement: {
                    Effect: "Allow",
                    Principal: { Service: "ec2.amazonaws.com" },
                    Action: "sts:AssumeRole",
                },
            },
        });
        await assert.rejects(
            cloud.create(FUNCTION, { ...inputs, name: "b", role: other.outputs.arn }),
            /role: the trust policy of .* does not let lambda.amazonaws.com assume it/,
        );
    });

    it("need a log group of the program's, and a role that may write to it", async () => {
        const { good: inputs, around } = await aFunction(cloud);
        const other = { ...inputs, name: "b" };
        await assert.rejects(
            cloud.create(FUNCTION, other),
            /UnownedLogGroup: the log group \/aws\/lambda\/b does not exist, so that Lambda/,
        );
        await cloud.create(LOG_GROUP, { name: "/jobs" });
        const logs = { loggingConfig: { logFormat: "JSON", logGroup: "/jobs" } };
        await cloud.create(FUNCTION, { ...other, ...logs });
        const policy = cloud.account.all(ROLE_POLICY)[0];
        cloud.account.remove(ROLE_POLICY, policy?.id ?? "");
        const jobs = `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:/jobs`;
        await allow(cloud, around.roleArn, ["logs:CreateLogStream", "logs:PutLogEvents"], jobs);
        await assert.rejects(
            cloud.create(FUNCTION, { ...other, ...logs, name: "c" }),
            /UnwritableLogGroup: role: its policies do not let the function do logs:CreateLogStream/,
        );
    });

    describe("in a network", () => {
        const within = ({ around }: Awaited<ReturnType<typeof aFunction>>) => ({
            vpcConfig: { subnetIds: around.subnetIds, securityGroupIds: [around.securityGroupId] },
        });

        it("need a role that may plug them in, there and out", async () => {
            const { made, ...rest } = await aFunction(cloud);
            const vpc = within({ made, ...rest });
            const { roleArn } = rest.around;
            const calls = ["CreateNetworkInterface", "DescribeNetworkInterfaces"];
            for (const call of calls) {
                await assert.rejects(
                    cloud.update(made, vpc),
                    new RegExp(`role does not have permissions to call ${call} on EC2`),
                );
                await allow(cloud, roleArn, [`ec2:${call}`]);
            }
            const interfaces = `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:network-interface/*`;
            await allow(cloud, roleArn, ["ec2:DeleteNetworkInterface"], interfaces);
            await assert.rejects(cloud.update(made, vpc), /to call DeleteNetworkInterface on EC2/);
            await allow(cloud, roleArn, ["ec2:Delete*"]);
            const { outputs } = await cloud.update(made, vpc);
            assert.equal((outputs.vpcConfig as Props).vpcId, rest.around.vpcId);
        });

        it("can do with AWS's own policy, and with none that nobody here knows", async () => {
            const { made, ...rest } = await aFunction(cloud);
            const vpc = within({ made, ...rest });
            const role = rest.around.roleArn.split("/").at(-1);
            const attach = (name: string) => {
                const policyArn = `arn:aws:iam::aws:policy/${name}`;
                return cloud.create(ATTACHMENT, { role, policyArn }, name);
            };
            await attach("AmazonVPCFullAccess");
            await assert.rejects(
                cloud.update(made, vpc),
                /NotModelled: .* whether .*\/AmazonVPCFullAccess allows ec2:CreateNetworkInterface/,
            );
            await attach("service-role/AWSLambdaVPCAccessExecutionRole");
            await cloud.update(made, vpc);
        });

        it("need subnets and groups of one network", async () => {
            const { made, ...rest } = await aFunction(cloud);
            const { vpcConfig } = within({ made, ...rest });
            await assert.rejects(
                cloud.update(made, { vpcConfig: { ...vpcConfig, subnetIds: ["subnet-0"] } }),
                /InvalidSubnet: subnetIds: the subnet subnet-0 does not exist/,
            );
            await assert.rejects(
                cloud.update(made, { vpcConfig: { ...vpcConfig, securityGroupIds: ["sg-0"] } }),
                /securityGroupIds: the security group sg-0 does not exist/,
            );
        });
    });

    it("need a role that may hand over traces and what failed", async () => {
        const { made, around } = await aFunction(cloud);
        const traced = { tracingConfig: { mode: "Active" } };
        await assert.rejects(cloud.update(made, traced), /to call PutTraceSegments on XRAY/);
        await allow(cloud, around.roleArn, ["xray:PutTraceSegments"]);
        await cloud.update(made, traced);
        const { id } = await cloud.create(TOPIC, { name: "failed" });
        const failing = (targetArn: string) => ({ deadLetterConfig: { targetArn } });
        await assert.rejects(cloud.update(made, failing(`${id}x`)), /failedx does not exist/);
        await assert.rejects(cloud.update(made, failing(id)), /to call Publish on SNS/);
        await allow(cloud, around.roleArn, ["sns:Publish"], id);
        await cloud.update(made, failing(id));
    });
});
