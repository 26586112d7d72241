import assert from "node:assert/strict";
import type * as awsx from "@pulumi/awsx";
import type { Props } from "../../sandbox/provider/provider";
import type { Deployed } from "../support/engine";
import { AwsxEngine, nameOf } from "./awsx-harness";
import recorded from "./awsx-vpc-children.json";

interface Registered {
    readonly type: string;
    readonly name: string;
    readonly parent: string;
    readonly inputs?: Props;
}

/** What the real awsx 3.9 registered for one layout; ids are the logical name and "-1". */
interface Layout {
    readonly args: awsx.ec2.VpcArgs;
    readonly outputs: Props;
    readonly resources: readonly Registered[];
}

const layouts = recorded as unknown as Readonly<Record<string, Layout>>;
describe("awsx stand-in", function () {
    const engine = new AwsxEngine();
    beforeEach(() => engine.start());
    afterEach(() => {
        engine.end();
    });

    for (const [title, layout] of Object.entries(layouts)) {
        it(`registers what awsx registers: ${title}`, async () => {
            const deployed = await engine.up(layout.args);
            const names = namesById(deployed);
            assert.deepEqual(
                registrations(deployed, engine.provider.registered, names),
                sorted(layout.resources.map(expected)),
            );
            assert.deepEqual(withNames(deployed.outputs, names), layout.outputs);
            assert.deepEqual(Object.keys(deployed.again), ["same"]);
        });
    }

    it("takes the zones that AWS names, and lays out the default subnets", async () => {
        const { resources, outputs } = await engine.up({
            cidrBlock: "10.8.0.0/16",
            numberOfAvailabilityZones: 2,
            subnetStrategy: "Auto",
            natGateways: { strategy: "None" },
        });
        const subnets = resources.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
        assert.deepEqual(
            subnets
                .map(({ urn, inputs }) => [
                    nameOf(urn),
                    inputs?.availabilityZone,
                    inputs?.cidrBlock,
                ])
                .sort(),
            [
                ["main-private-1", "eu-west-1a", "10.8.0.0/18"],
                ["main-private-2", "eu-west-1b", "10.8.128.0/18"],
                ["main-public-1", "eu-west-1a", "10.8.64.0/19"],
                ["main-public-2", "eu-west-1b", "10.8.192.0/19"],
            ],
        );
        assert.deepEqual(outputs.subnetLayout, [
            { type: "Private", cidrMask: 18 },
            { type: "Public", cidrMask: 19 },
        ]);
    });

    it("fails with awsx's words, not with a hang, when awsx would refuse", async () => {
        await assert.rejects(
            engine.up({
                availabilityZoneNames: ["eu-west-1a"],
                subnetStrategy: "Auto",
                subnetSpecs: [],
            }),
            /No subnets specified/,
        );
    });

    it("fails with the reason, not with a hang, when AWS refuses a child", async () => {
        const subnetSpecs = [{ type: "Private" as const, cidrBlocks: ["10.9.0.0/20"] }];
        await assert.rejects(
            engine.up({
                cidrBlock: "10.8.0.0/16",
                availabilityZoneNames: ["eu-west-1a"],
                subnetStrategy: "Auto",
                natGateways: { strategy: "None" },
                subnetSpecs,
            }),
            /InvalidSubnet.Range: cidrBlock 10.9.0.0\/20 is not inside 10.8.0.0\/16/,
        );
    });
});

/** The recorded resource, with what its recording had no value for. */
function expected({ type, name, parent, inputs }: Registered): Registered {
    const isNat = type === "aws:ec2/natGateway:NatGateway";
    return {
        type,
        name,
        parent,
        inputs: isNat ? { ...inputs, allocationId: `${name}-1` } : (inputs ?? {}),
    };
}

function registrations(
    { resources }: Deployed,
    inputs: ReadonlyMap<string, Props>,
    names: ReadonlyMap<unknown, string>,
): Registered[] {
    const own = resources.filter(({ type }) => /^awsx?:/.test(type));
    return sorted(
        own.map(({ urn, type, parent = "" }) => ({
            type,
            name: nameOf(urn),
            parent: `${typeOf(parent)} ${nameOf(parent)}`,
            inputs: withNames(inputs.get(urn) ?? {}, names) as Props,
        })),
    );
}

function sorted(resources: readonly Registered[]): Registered[] {
    const key = ({ type, name }: Registered) => `${type} ${name}`;
    return [...resources].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function namesById({ resources }: Deployed): ReadonlyMap<unknown, string> {
    return new Map(resources.filter((r) => r.id).map((r) => [r.id, `${nameOf(r.urn)}-1`]));
}

/** `value` with ids as the recording has them. */
function withNames(value: unknown, names: ReadonlyMap<unknown, string>): unknown {
    if (Array.isArray(value)) {
        return value.map((element) => withNames(element, names));
    }
    if (typeof value === "object" && value !== null) {
        const entries = Object.entries(value).filter(([name]) => name !== "__defaults");
        return Object.fromEntries(entries.map(([name, v]) => [name, withNames(v, names)]));
    }
    return names.get(value) ?? value;
}

function typeOf(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
