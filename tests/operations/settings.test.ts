import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { readSettings } from "../../operations/shared/settings";

describe("the settings of an environment", () => {
    let root: string;
    before(() => (root = mkdtempSync(join(tmpdir(), "pii-settings-"))));
    after(() => {
        rmSync(root, { recursive: true, force: true });
    });

    const RIGHT = { "aws:region": "eu-west-1", "aws:allowedAccountIds": ["111122223333"] };

    function read(stack: string, config: object) {
        writeFileSync(join(root, `Pulumi.${stack}.yaml`), stringify({ config }));
        return readSettings(root, stack);
    }

    it("are the stack's own, with the layout of its kind", () => {
        const common = { region: "eu-west-1", accounts: ["111122223333"] };
        assert.deepEqual(read("prod", RIGHT), {
            ...{ stack: "prod", environment: "prod", layout: "layered" },
            ...common,
        });
        assert.deepEqual(read("dev", RIGHT), {
            ...{ stack: "dev", environment: "dev", layout: "whole" },
            ...common,
        });
        assert.deepEqual(read("team-a", { ...RIGHT, "pii:environment": "staging" }), {
            ...{ stack: "team-a", environment: "staging", layout: "layered" },
            ...common,
        });
        assert.equal(read("prod", { ...RIGHT, "pii:layout": "whole" }).layout, "whole");
    });

    it("do not mind what is wrong where nobody looks", () => {
        const config = { ...RIGHT, "pii:network": { allowedCidrs: "expired" }, "pii:x": 1 };
        assert.equal(read("prod", config).region, "eu-west-1");
    });

    it("are refused with everything that is wrong", () => {
        assert.throws(
            () =>
                read("prod", {
                    "aws:allowedAccountIds": [111122223333],
                    "pii:environment": "production",
                    "pii:layout": "flat",
                }),
            {
                message: [
                    "Pulumi.prod.yaml is not right:",
                    "  aws:region must be the region that the environment is deployed to, such as eu-west-1",
                    '  aws:allowedAccountIds.0 must be a list of account ids, such as ["111122223333"]',
                    "  pii:environment must be one of dev, staging, prod",
                    "  pii:layout must be whole or layered",
                ].join("\n"),
            },
        );
        assert.throws(() => read("team-a", RIGHT), {
            message: "Pulumi.team-a.yaml is not right:\n  pii:environment or pii:layout is missing",
        });
        assert.throws(() => readSettings(root, "qa"), {
            message: 'there is no environment "qa": no file Pulumi.qa.yaml in this repository',
        });
    });
});
