import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { overlaps, parseCidr } from "../../infra/cidr";
import { ENVIRONMENTS } from "../../stacks/config/environments";
import { parseConfig } from "../../stacks/config/read";
import { LAYERS, projectOf, WHOLE_PROJECT } from "../../stacks/layers";

const ROOT = resolve(__dirname, "../..");

function yaml(file: string): Record<string, unknown> {
    return parse(readFileSync(join(ROOT, file), "utf8")) as Record<string, unknown>;
}

/** The committed configuration of an environment, as the engine hands it over. */
function raw(stack: string): Record<string, string> {
    const { config } = yaml(`Pulumi.${stack}.yaml`) as { config: Record<string, unknown> };
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

describe("committed environments", () => {
    for (const stack of ENVIRONMENTS) {
        it(`${stack} is right, and its file holds no secret`, () => {
            assert.equal(parseConfig(stack, raw(stack)).environment, stack);
            const keys = Object.keys(yaml(`Pulumi.${stack}.yaml`));
            assert.deepEqual(keys, ["config"]);
            assert.doesNotMatch(JSON.stringify(raw(stack)), /secure|password/i);
        });
    }

    it("have address ranges that do not overlap", () => {
        const ranges = ENVIRONMENTS.map((stack) =>
            parseCidr(parseConfig(stack, raw(stack)).network.cidrBlock),
        );
        for (const [index, range] of ranges.entries()) {
            assert.ok(!ranges.slice(index + 1).some((other) => overlaps(range, other)));
        }
    });
});

describe("Pulumi projects", () => {
    it("are one for the whole and one for each layer, which share the files at the top", () => {
        assert.equal(yaml("Pulumi.yaml").name, WHOLE_PROJECT);
        for (const layer of LAYERS) {
            const project = yaml(`stacks/${layer}/Pulumi.yaml`);
            assert.equal(project.name, projectOf(layer));
            assert.equal(project.stackConfigDir, "../..");
        }
    });

    it("load TypeScript in the same way", () => {
        for (const file of [
            "Pulumi.yaml",
            ...LAYERS.map((layer) => `stacks/${layer}/Pulumi.yaml`),
        ]) {
            assert.deepEqual(yaml(file).runtime, {
                name: "nodejs",
                options: { typescript: false, nodeargs: "--require tsx/cjs" },
            });
        }
    });
});
