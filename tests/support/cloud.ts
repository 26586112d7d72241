import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awsCatalogue } from "../../sandbox/aws/catalogue";
import { Account } from "../../sandbox/cloud/account";
import type { Backends } from "../../sandbox/cloud/backends";
import { CloudProvider } from "../../sandbox/cloud/provider";
import type { Props } from "../../sandbox/provider/provider";

export const ACCOUNT_ID = "123456789012";
export const REGION = "eu-west-1";

/** A resource that exists in the simulated account. */
export interface Made {
    readonly id: string;
    readonly type: string;
    readonly urn: string;
    readonly inputs: Props;
    readonly outputs: Props;
}

/** A simulated account of its own, with backends that only note down how they are called. */
export class Cloud {
    /** Every call of a backend: its name, then its arguments. */
    readonly calls: [name: string, ...args: unknown[]][] = [];
    readonly account: Account;
    readonly provider: CloudProvider;
    readonly #dir = mkdtempSync(join(tmpdir(), "cloud-"));

    /** @param backends real ones, instead of those that note down */
    constructor(backends: Partial<Backends> = {}) {
        this.account = new Account(this.file, ACCOUNT_ID);
        const all = { ...recording(this.calls), ...backends };
        this.provider = new CloudProvider("aws", "7.48.0", awsCatalogue, this.account, all);
        this.provider.configure({ region: REGION });
    }

    /** The file that holds the account. */
    get file(): string {
        return join(this.#dir, "account.json");
    }

    dispose(): void {
        rmSync(this.#dir, { recursive: true });
    }

    /** What the provider says of `inputs`, each as "property: reason". */
    failures(type: string, inputs: Props): string[] {
        return this.#check(type, "thing", inputs).failures.map(
            ({ property, reason }) => `${property}: ${reason}`,
        );
    }

    /** The one thing that the provider says of `inputs`. */
    failure(type: string, inputs: Props): string {
        const [first = "", ...others] = this.failures(type, inputs);
        assert.deepEqual(others, []);
        return first;
    }

    /** Makes sure that `expected` is among what the provider says of `inputs`. */
    assertFailure(type: string, inputs: Props, expected: RegExp): void {
        const failures = this.failures(type, inputs);
        assert.ok(
            failures.some((failure) => expected.test(failure)),
            JSON.stringify(failures),
        );
    }

    /** Creates a resource as the engine does: check, then create. */
    async create(type: string, inputs: Props, name = "thing"): Promise<Made> {
        const checked = this.#check(type, name, inputs);
        if (checked.failures.length > 0) {
            throw new Error(`check failed: ${JSON.stringify(checked.failures)}`);
        }
        const urn = urnOf(type, name);
        const request = { urn, type, name, inputs: checked.inputs, preview: false };
        const { id, outputs } = await this.provider.create(request);
        return { id, type, urn, inputs: checked.inputs, outputs };
    }

    /** What a change of `changes` to the inputs of `made` comes to: all paths, and those that replace. */
    diff({ type, inputs, outputs: olds }: Made, changes: Props) {
        const news = this.#check(type, "thing", { ...inputs, ...changes }, inputs).inputs;
        const { changed, replaces } = this.provider.diff({ type, olds, oldInputs: inputs, news });
        return { changed, replaces };
    }

    /** Changes inputs of `made`; an input that is `undefined` in `changes` is taken away. */
    async update(made: Made, changes: Props): Promise<Made> {
        const { id, type, urn, inputs, outputs } = made;
        const { inputs: news, failures } = this.#check(
            type,
            "thing",
            { ...inputs, ...changes },
            inputs,
        );
        if (failures.length > 0) {
            throw new Error(`check failed: ${JSON.stringify(failures)}`);
        }
        const request = { urn, type, id, olds: outputs, oldInputs: inputs, news, preview: false };
        return { ...made, inputs: news, outputs: await this.provider.update(request) };
    }

    async delete({ id, type, urn, outputs }: Made): Promise<void> {
        await this.provider.delete({ id, type, urn, state: outputs });
    }

    #check(type: string, name: string, inputs: Props, olds: Props = {}) {
        // On its way through the engine, what is `undefined` gets lost.
        const news = JSON.parse(JSON.stringify(inputs)) as Props;
        const randomSeed = new TextEncoder().encode(`${type} ${name}`);
        const urn = urnOf(type, name);
        return this.provider.check({ urn, type, name, olds, news, randomSeed });
    }
}

/** The account with a VPC of two subnets, a security group, a key, and a role for `service`. */
export async function furnished(cloud: Cloud, service: string) {
    const vpc = await cloud.create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const subnets = await Promise.all(
        ["a", "b"].map((zone, i) =>
            cloud.create(
                "aws:ec2/subnet:Subnet",
                {
                    vpcId: vpc.id,
                    cidrBlock: `10.0.${i}.0/24`,
                    availabilityZone: `${REGION}${zone}`,
                },
                `subnet-${zone}`,
            ),
        ),
    );
    const group = await cloud.create("aws:ec2/securityGroup:SecurityGroup", { vpcId: vpc.id });
    const key = await cloud.create("aws:kms/key:Key", {});
    const role = await cloud.create("aws:iam/role:Role", {
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" },
            ],
        }),
    });
    return {
        vpcId: vpc.id,
        subnetIds: subnets.map(({ id }) => id),
        securityGroupId: group.id,
        key,
        keyArn: key.outputs.arn as string,
        roleArn: role.outputs.arn as string,
    };
}

export function recording(calls: Cloud["calls"]): Backends {
    const note =
        (name: string) =>
        (...args: unknown[]): Promise<void> => {
            calls.push([name, ...args]);
            return Promise.resolve();
        };
    return {
        postgres: {
            create: note("postgres.create"),
            setMasterPassword: note("postgres.setMasterPassword"),
            configure: note("postgres.configure"),
            reboot: note("postgres.reboot"),
            save: async (...args) => {
                await note("postgres.save")(...args);
                return true;
            },
            forget: note("postgres.forget"),
            delete: note("postgres.delete"),
        },
        dynamodb: {
            createTable: note("dynamodb.createTable"),
            updateIndexes: note("dynamodb.updateIndexes"),
            deleteTable: note("dynamodb.deleteTable"),
        },
    };
}

function urnOf(type: string, name: string): string {
    return `urn:pulumi:test::test::${type}::${name}`;
}
