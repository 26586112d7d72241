import assert from "node:assert/strict";
import * as good from "./good";
import { levelOf } from "./level-of";
import { stackTables } from "./stacks";
import { changed } from "./stacks/stack-table";
import { Pack, type Sample, unknown } from "./support";

describe("rules over a whole stack", () => {
    let pack: Pack;
    before(async () => {
        pack = await Pack.start();
    });
    after(() => pack.stop());

    const findings = async (stack: readonly Sample[]) =>
        (await pack.analyzeStack(stack)).map(({ rule, level, on }) => ({ rule, level, on }));
    const mandatory = (rule: string, { name }: Sample) => [{ rule, level: "mandatory", on: name }];

    it("find no fault with a good stack", async () => {
        assert.deepEqual(await findings(good.stack), []);
    });

    for (const { rule, on = good.stack, config = {}, bad = {}, fine = {} } of stackTables) {
        describe(rule, () => {
            const level = levelOf(rule);
            before(() => pack.configure({ [rule]: { enforcementLevel: level, ...config } }));
            after(() => pack.configure({}));

            for (const [what, change] of Object.entries(bad)) {
                it(`objects to: ${what}`, async () => {
                    const places = change.at?.map(({ name }) => name) ?? [undefined];
                    assert.deepEqual(
                        await findings(changed(on, change)),
                        places.map((at) => ({ rule, level, on: at })),
                    );
                });
            }
            for (const [what, change] of Object.entries(fine)) {
                it(`accepts: ${what}`, async () => {
                    assert.deepEqual(await findings(changed(on, change)), []);
                });
            }
        });
    }

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
