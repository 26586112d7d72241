import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectTypeOf } from "expect-type";
import type { PolicyConfig } from "../../policy/policy-config";
import { rules } from "../../policy/rules";
import { CONFIG_TYPE, configType } from "../../scripts/docs/policy-config";

describe("the type of a policy config", function () {
    // The formatter takes its time to load.

    it("says what the rules say; if not, run `npm run docs`", async () => {
        const type = readFileSync(join(__dirname, "..", "..", CONFIG_TYPE), "utf8");
        assert.equal(type, await configType(rules));
    });

    it("has levels and the rules' own parameters", () => {
        expectTypeOf<{
            all: "advisory";
            "s3-bucket-versioned": "disabled";
            residency: { enforcementLevel: "advisory"; regions: ["eu-west-1"] };
            waivers: { file: "waivers.json" };
        }>().toExtend<PolicyConfig>();
        expectTypeOf<{ residency: { regions: "eu-west-1" } }>().not.toExtend<PolicyConfig>();
        expectTypeOf<{ residency: "loud" }>().not.toExtend<PolicyConfig>();
        expectTypeOf<"no-such-rule">().not.toExtend<keyof PolicyConfig>();
    });
});
