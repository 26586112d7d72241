import assert from "node:assert/strict";
import { cluster } from "./programs/cluster";
import { guides } from "./programs/guides";
import { logArchive } from "./programs/log-archive";
import type { Made } from "./programs/made";
import { serverless } from "./programs/serverless";
import { site } from "./programs/site";
import { web } from "./programs/web";
import { beforeItIsMade } from "./references";
import { Pack, type PackConfig, type Props, type Sample } from "./support";

/** Programs of others, and what their teams would say of the pack in its config. */
const programs: Readonly<Record<string, readonly [readonly Made[], PackConfig]>> = {
    serverless: [serverless, { "lambda-function-in-vpc": "disabled" }],
    web: [web, { "no-open-ingress": { allowedPorts: [80, 443] } }],
    cluster: [cluster, {}],
    site: [site, {}],
    "log archive": [logArchive, {}],
    guides: [guides, {}],
};

/** What the engine knows of a resource by, that is no input of it. */
const IDENTITIES = ["id", "arn", "defaultNetworkAclId", "defaultRouteTableId"];

const without = (names: readonly string[], props: Props): Props =>
    Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name)));

describe("sound programs of others", () => {
    for (const [name, [program, config]] of Object.entries(programs)) {
        describe(name, () => {
            const known = program.map((made) => {
                const outputs = Object.entries(made.outputs);
                const identities = outputs.filter(([output]) => IDENTITIES.includes(output));
                return { ...made, props: { ...made.props, ...Object.fromEntries(identities) } };
            });
            const planned = beforeItIsMade(known);
            let pack: Pack;
            before(async () => {
                pack = await Pack.start();
                await pack.configure(config);
            });
            after(() => pack.stop());

            const findings = async (inputs: readonly Sample[], stack: readonly Sample[]) => {
                const found = [];
                for (const sample of inputs) {
                    found.push(...(await pack.analyze(sample)));
                }
                found.push(...(await pack.analyzeStack(stack)));
                return found
                    .filter(({ rule }) => rule !== "unknown-values")
                    .map(({ rule, on, message }) => ({ rule, on, message }));
            };

            it("are let through while nothing is made", async () => {
                const inputs = planned.map((sample, index) => ({
                    ...sample,
                    props: without(
                        IDENTITIES.filter((each) => !(each in (program[index]?.props ?? {}))),
                        sample.props,
                    ),
                }));
                assert.deepEqual(await findings(inputs, planned), []);
            });

            it("are let through once everything is made", async () => {
                const made = program.map((sample, index) => ({
                    ...sample,
                    // The engine tells the outputs, of which the id is none.
                    props: without(["id"], { ...sample.props, ...sample.outputs }),
                    madeFrom: planned[index]?.madeFrom ?? {},
                }));
                assert.deepEqual(await findings(program, made), []);
            });
        });
    }
});
