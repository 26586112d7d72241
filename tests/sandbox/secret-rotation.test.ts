import assert from "node:assert/strict";
import type { Props } from "../../sandbox/provider/provider";
import { ACCOUNT_ID, Cloud, furnished, type Made, REGION } from "../support/cloud";
import { aFunction, PERMISSION } from "./lambda-harness";

const SECRET = "aws:secretsmanager/secret:Secret";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const CLUSTER = "aws:rds/cluster:Cluster";
const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";

describe("sandbox: rotation of secrets", () => {
    let cloud: Cloud;
    beforeEach(() => {
        cloud = new Cloud();
    });
    afterEach(() => {
        cloud.dispose();
    });

    const secretId = `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:login-a1b2c3`;
    const good: Props = { secretId, rotationRules: { automaticallyAfterDays: 7 } };
    const every = (scheduleExpression: string) => ({ rotationRules: { scheduleExpression } });

    const refused: Record<string, [changes: Props, failure: RegExp]> = {
        "no rules": [{ rotationRules: undefined }, /^rotationRules: is required unless/],
        "empty rules": [
            { rotationRules: {} },
            /^rotationRules.automaticallyAfterDays: give exactly one of .* got none$/,
        ],
        "days and a schedule": [
            {
                rotationRules: { automaticallyAfterDays: 7, scheduleExpression: "rate(7 days)" },
            },
            /^rotationRules.scheduleExpression: give exactly one of/,
        ],
        "rules for a rotation that is off": [
            { rotationEnabled: false },
            /^rotationRules: cannot be given with rotationEnabled: false/,
        ],
        "1001 days": [
            { rotationRules: { automaticallyAfterDays: 1001 } },
            /automaticallyAfterDays: must be from 1 to 1000, got 1001/,
        ],
        "a window of 25 hours": [
            { rotationRules: { automaticallyAfterDays: 7, duration: "25h" } },
            /^rotationRules.duration: must be hours such as "3h"/,
        ],
        "every 3 hours": [every("rate(3 hours)"), /must be at least 4 hours apart/],
        "a minute of the hour": [every("cron(15 3 * * ? *)"), /must have 0 as its minutes/],
        "two kinds of days": [every("cron(0 3 1 * 2 *)"), /must have "\?" as the day of month or/],
    };
    for (const [what, [changes, failure]] of Object.entries(refused)) {
        it(`refuses ${what} at preview`, () => {
            assert.deepEqual(cloud.failures(ROTATION, good), []);
            assert.match(cloud.failure(ROTATION, { ...good, ...changes }), failure);
        });
    }

    it("takes schedules of 4 hours and more", () => {
        for (const schedule of ["rate(4 hours)", "rate(10 days)", "cron(0 16 1,15 * ? *)"]) {
            assert.deepEqual(cloud.failures(ROTATION, { ...good, ...every(schedule) }), []);
        }
    });

    describe("of an own secret", () => {
        it("needs a function, which Secrets Manager may invoke for it", async () => {
            const { id } = await cloud.create(SECRET, { name: "login" });
            const own = { ...good, secretId: id };
            await assert.rejects(cloud.create(ROTATION, own), /rotationLambdaArn: is required/);
            const { made } = await aFunction(cloud);
            const withFunction = { ...own, rotationLambdaArn: made.outputs.arn };
            await assert.rejects(
                cloud.create(ROTATION, withFunction),
                /AccessDeniedException: Secrets Manager cannot invoke .* no Permission lets/,
            );
            const permission = {
                action: "lambda:InvokeFunction",
                function: made.outputs.name,
                principal: "secretsmanager.amazonaws.com",
            };
            await cloud.create(PERMISSION, { ...permission, sourceArn: `${id}x` }, "other");
            await assert.rejects(cloud.create(ROTATION, withFunction), /no Permission lets/);
            await cloud.create(PERMISSION, { ...permission, sourceArn: id }, "this");
            const rotation = await cloud.create(ROTATION, withFunction);
            assert.equal(rotation.id, id);
            assert.equal(rotation.outputs.rotationEnabled, true);
        });

        it("can be switched off without rules and function", async () => {
            const { id } = await cloud.create(SECRET, { name: "login" });
            const off = await cloud.create(ROTATION, { secretId: id, rotationEnabled: false });
            assert.equal(off.outputs.rotationEnabled, false);
        });
    });

    describe("of the secret that RDS manages", () => {
        let managed: string;
        let cluster: Made;

        beforeEach(async () => {
            const { subnetIds } = await furnished(cloud, "rds.amazonaws.com");
            await cloud.create("aws:rds/subnetGroup:SubnetGroup", { name: "db", subnetIds });
            cluster = await cloud.create(CLUSTER, {
                clusterIdentifier: "pii",
                engine: "aurora-postgresql",
                engineVersion: "16.8",
                masterUsername: "master",
                manageMasterUserPassword: true,
                dbSubnetGroupName: "db",
                skipFinalSnapshot: true,
            });
            const [secret] = cluster.outputs.masterUserSecrets as { secretArn: string }[];
            managed = secret?.secretArn ?? "";
        });

        const passwords = () =>
            cloud.calls.filter(([name]) => name === "postgres.setMasterPassword");
        const anInstance = () =>
            cloud.create(INSTANCE, {
                clusterIdentifier: cluster.id,
                engine: "aurora-postgresql",
                instanceClass: "db.t4g.medium",
                dbSubnetGroupName: "db",
            });
        const currentPassword = async () => {
            const { secretString } = await cloud.provider.invoke(
                "aws:secretsmanager/getSecretVersion:getSecretVersion",
                { secretId: managed },
            );
            return (JSON.parse(secretString as string) as { password: string }).password;
        };

        it("needs an instance of the cluster", async () => {
            await assert.rejects(
                cloud.create(ROTATION, { ...good, secretId: managed }),
                /InvalidRequestException: secretId: the cluster pii .* has no instance yet/,
            );
        });

        it("takes no function", async () => {
            await anInstance();
            const rotationLambdaArn = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:rotate`;
            await assert.rejects(
                cloud.create(ROTATION, { ...good, secretId: managed, rotationLambdaArn }),
                /InvalidParameterException: rotationLambdaArn: .* leave it out/,
            );
        });

        it("gives the master a new password at once, unless told not to", async () => {
            await anInstance();
            const before = await currentPassword();
            const patient = { ...good, secretId: managed, rotateImmediately: false };
            const rotation = await cloud.create(ROTATION, patient);
            assert.equal(await currentPassword(), before);
            assert.deepEqual(passwords(), []);
            await cloud.update(rotation, { rotateImmediately: true });
            const after = await currentPassword();
            assert.notEqual(after, before);
            assert.deepEqual(passwords(), [["postgres.setMasterPassword", "pii", after]]);
        });
    });
});
